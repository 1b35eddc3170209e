import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DECIDED, DECIDED_BY_SUBJECT, IGNORED_HEADERS, NOT_COMPARED } from '../../src/shadow/index.js';
import { expectGolden } from '../support/golden.js';

const PAGE = 'docs/guides/from-prism.md';

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** The parts of the page that come from the source. */
const PARTS: Readonly<Record<string, string>> = {
  headers: [
    '| field | why not |',
    '|---|---|',
    ...Object.entries(IGNORED_HEADERS).map(([name, why]) => row(`\`${name}\``, why)),
  ].join('\n'),
  'not-compared': [
    '| in reports | because |',
    '|---|---|',
    ...Object.entries(NOT_COMPARED).map(([id, why]) => row(`\`${id}\``, why)),
  ].join('\n'),
  decided: DECIDED_BY_SUBJECT.map(({ subject, decided }) =>
    [
      `### ${subject}\n`,
      '| difference | reason |',
      '|---|---|',
      ...decided.map(({ id, reason, explains }) => row(`\`${id}\`${explains ? '' : ' *'}`, reason)),
    ].join('\n'),
  ).join('\n\n'),
};

test('The page on Prism lists every decided difference, and all that is not compared, as the source has it', async () => {
  const page = await readFile(fileURLToPath(new URL(`../../${PAGE}`, import.meta.url)), 'utf8');
  const written = Object.entries(PARTS).reduce((text, [name, part]) => {
    const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
    expect(text, `a place for ${name}`).toMatch(place);
    return text.replace(place, (_, start: string, end: string) => `${start}\n${part}\n\n${end}`);
  }, page);
  expectGolden(PAGE, written);
});

test('Each reason is one sentence', () => {
  expect(
    DECIDED.filter(({ reason }) => !/^(?:[A-Z]|`)[^\n]*[^.]\.$/.test(reason) || /\. [A-Z]/.test(reason)).map(
      ({ id }) => id,
    ),
  ).toEqual([]);
});
