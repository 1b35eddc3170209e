import { expect, test } from 'vitest';
import { compilePages, findingsOf } from '../../src/docs/index.js';
import type { Finding } from '../../src/model/index.js';
import { expectGolden } from '../support/golden.js';
import { CLEAN_PAGE, CLEAN_TYPE } from './template.js';

function lint(page: string, type = CLEAN_TYPE, off: readonly string[] = []): Finding[] {
  const files = [
    { name: 'api/parcel-post.md', text: page },
    { name: 'resources/parcel.md', text: type },
  ];
  return findingsOf(compilePages(files), { off });
}

/** Replaces what a page has; what it has not would make a test say nothing. */
function planted(page: string, ...faults: readonly (readonly [string, string])[]): string {
  return faults.reduce((text, [before, after]) => {
    if (!text.includes(before)) throw new Error(`the page has no ${before}`);
    return text.replace(before, () => after);
  }, page);
}

function lines(findings: readonly Finding[]): string {
  return findings
    .map(({ page, line, column, severity, rule, message, suggestion, against }) => {
      const other = against ? ` [${against.page}:${against.line}]` : '';
      const place = `${page}:${line}${column === undefined ? '' : `:${column}`}`;
      return `${place} ${severity} ${rule}: ${message}${other}${suggestion === undefined ? '' : ` | ${suggestion}`}\n`;
    })
    .join('');
}

test('a page in order has no findings', () => {
  expect(lint(CLEAN_PAGE)).toEqual([]);
});

const TEN_FAULTS: readonly (readonly [string, string])[] = [
  ['author: "harbour"', 'author: "TODO"'],
  [
    'POST https://api.harbour.example/v1.0/shipments/17/parcels',
    'PUT https://api.harbour.example/v1.0/shipments/17/parcels',
  ],
  ['  "grams": 250,', '  "grams": "heavy",'],
  ['"state": "packed",', '"state": "sunk",'],
  ['"packedDateTime": "2026-03-01T08:30:00Z"', '"packedDateTime": "String (timestamp)"'],
  ['"String (timestamp)"\n}', '"String (timestamp)",\n}'],
  ['HTTP/1.1 201 Created', 'HTTP/1.1 200 OK'],
  ['"@odata.type": "harbour.shipping.parcel"', '"@odata.type": "harbour.shipping.crate"'],
  ['  "id": "p-1",', '  "id": "p-1",\n  "colour": "red",'],
  ['Its weight in grams.|', 'Its weight in grams.|25|'],
];

test('ten planted faults are ten findings', () => {
  const findings = lint(planted(CLEAN_PAGE, ...TEN_FAULTS));
  expectGolden('test/docs/golden/ten-faults.txt', lines(findings));
  expect(findings).toHaveLength(10);
});

test('a rule that is switched off stays silent, and the others speak', () => {
  const page = planted(
    CLEAN_PAGE,
    ['HTTP/1.1 201 Created', 'HTTP/1.1 200 OK'],
    ['author: "harbour"', 'author: "TODO"'],
  );
  expect(lint(page).map(({ rule }) => rule)).toEqual(['todo', 'status-differs']);
  expect(lint(page, CLEAN_TYPE, ['todo']).map(({ rule }) => rule)).toEqual(['status-differs']);
});
