import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lintRules } from '../../src/api/index.js';
import type { Finding } from '../../src/model/index.js';
import { compilePages, type FindingOptions, findingsOf, rules } from '../../src/pages/index.js';
import { expectGolden } from '../support/golden.js';
import { planted } from './planting.js';
import { type Edit, RULE_CASES, type RuleCase } from './rule-cases.js';
import { CLEAN_PAGE, CLEAN_TYPE } from './template.js';

function lint(page: string, type = CLEAN_TYPE, off: readonly string[] = []): Finding[] {
  const files = [
    { name: 'api/parcel-post.md', text: page },
    { name: 'resources/parcel.md', text: type },
  ];
  return findingsOf(compilePages(files), { off });
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

test('A clean page has no findings', () => {
  expect(lint(CLEAN_PAGE)).toEqual([]);
});

const TEN_FAULTS: readonly Edit[] = [
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

test('Ten planted faults give ten findings', () => {
  const findings = lint(planted(CLEAN_PAGE, ...TEN_FAULTS));
  expectGolden('test/pages/golden/ten-faults.txt', lines(findings));
  expect(findings).toHaveLength(10);
});

test('A rule that is switched off reports nothing, and the others still report', () => {
  const page = planted(
    CLEAN_PAGE,
    ['HTTP/1.1 201 Created', 'HTTP/1.1 200 OK'],
    ['author: "harbour"', 'author: "TODO"'],
  );
  expect(lint(page).map(({ rule }) => rule)).toEqual(['todo', 'status-differs']);
  expect(lint(page, CLEAN_TYPE, ['todo']).map(({ rule }) => rule)).toEqual(['status-differs']);
});

test('A page can explain numeric values by labels', () => {
  const labelled = 'Its size. Possible values are: 0 - `small`, 1 - `large`.';
  expect(lint(CLEAN_PAGE, planted(CLEAN_TYPE, ['Its weight in grams.', labelled]))).toEqual([]);
  const type = planted(CLEAN_TYPE, ['Its weight in grams.', labelled], ['|grams|Int32|', '|grams|Boolean|']);
  expect(lint(CLEAN_PAGE, type).map(({ message }) => message)).toContain(
    'grams is of type Boolean; its values are listed as 0, 1.',
  );
});

/** The rules that are off by default. */
const SILENT = rules.flatMap(({ id, isOff }) => (isOff ? [id] : []));

/** The other operation's page: the same template, of another collection. */
const OTHER_PAGE = CLEAN_PAGE.replaceAll('/parcels', '/returns');

function findingsIn({ page = [], type = [], beside }: RuleCase): Finding[] {
  const files = [
    { name: 'api/parcel-post.md', text: planted(CLEAN_PAGE, ...page) },
    { name: 'resources/parcel.md', text: planted(CLEAN_TYPE, ...type) },
    ...(beside ? [{ name: 'api/return-post.md', text: planted(OTHER_PAGE, ...beside) }] : []),
  ];
  return findingsOf(compilePages(files), { on: SILENT });
}

describe('each rule', () => {
  test('Each rule has a case', () => {
    expect(Object.keys(RULE_CASES).sort()).toEqual(rules.map(({ id }) => id).sort());
  });

  test.each(Object.entries(RULE_CASES))('The rule %s finds its fault on a line of the page', (rule, edits) => {
    const found = findingsIn(edits).filter((finding) => finding.rule === rule);
    expect(found).not.toEqual([]);
    for (const { line, message } of found) {
      expect(line).toBeGreaterThan(0);
      expect(message).not.toMatch(/undefined|\[object|NaN/);
    }
  });

  test('No rule reports a finding on two clean pages', () => {
    expect(findingsIn({ beside: [] })).toEqual([]);
  });
});

test('Pages with any content are read and judged without a crash', () => {
  const lines = [...CLEAN_PAGE.split('\n'), ...CLEAN_TYPE.split('\n')];
  const scrap = fc.constantFrom(
    '```',
    '|||',
    '|a|b|c|d|',
    '{',
    '}',
    '"__proto__": {}',
    '<!-- {',
    '---',
    '# ',
    'HTTP/1.1 200',
    '\\',
    'TODO',
  );
  const line = fc.oneof(fc.constantFrom(...lines), scrap, fc.string());
  fc.assert(
    fc.property(fc.array(line, { maxLength: 120 }), fc.array(line, { maxLength: 60 }), (page, type) => {
      for (const { line: at, message } of lint(page.join('\n'), type.join('\n'))) {
        expect(at).toBeGreaterThan(0);
        expect(message).not.toBe('');
      }
    }),
    { numRuns: 300 },
  );
});

test('A page of 10,000 rows is judged within 30 seconds', () => {
  const rows = Array.from({ length: 10_000 }, (_, at) => `|p${at}|||`).join('\n');
  const type = planted(CLEAN_TYPE, ['|grams|Int32|Its weight in grams.|', rows]);
  const start = performance.now();
  expect(lint(CLEAN_PAGE, type).length).toBeGreaterThan(19_000);
  expect(performance.now() - start).toBeLessThan(30_000);
}, 60_000);

test('A rule that is off by default reports only where it is switched on, and --off wins', () => {
  const files = [{ name: 'api/parcel-post.md', text: planted(CLEAN_PAGE, ['Authorization: Bearer {token}\n', '']) }];
  const rulesFor = (options: FindingOptions): string[] =>
    findingsOf(compilePages(files), options)
      .map(({ rule }) => rule)
      .filter((rule) => rule === 'credentials-not-shown');
  const on = ['credentials-not-shown'];
  expect(rulesFor({})).toEqual([]);
  expect(rulesFor({ on })).toEqual(on);
  expect(rulesFor({ on, off: on })).toEqual([]);
});

test('A spelling that most pages do not use is said once for a folder', () => {
  const rare = CLEAN_PAGE.replace('## HTTP request', '## HTTP Request');
  const names = ['v1.0/api/a.md', 'v1.0/api/b.md', 'v1.0/api/c.md', 'v1.0/api/d.md', 'beta/api/a.md'];
  const files = names.map((name, at) => ({ name, text: at === 1 || at === 2 ? rare : CLEAN_PAGE }));
  const found = findingsOf(compilePages(files)).filter(({ rule }) => rule === 'heading-case');
  expect(found.map(({ page, message }) => [page, message])).toEqual([
    [
      'v1.0/api/b.md',
      'This page and 1 more of its folder write the heading "HTTP Request"; most pages write "HTTP request".',
    ],
  ]);
});

test('Each rule has an example of its findings', async () => {
  const all = await lintRules();
  expect(all.length).toBeGreaterThan(70);
  for (const { id, example } of all) expect(example, id).toMatch(/^\S.*[.`]$/);
});
