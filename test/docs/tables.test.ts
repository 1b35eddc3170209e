import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PREFERENCE_NAMES } from '../../src/mock/preferences.js';
import { isInconclusiveReason } from '../../src/model/index.js';
import { RESULT_FORMATS } from '../../src/report/names.js';

const page = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

/** The words in backquotes in the first column of the tables of a text. */
const firstColumn = (text: string) =>
  [...text.matchAll(/^\| (`[^|]*?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );

test('The guide to answers with conditions lists every preference, and no other', () => {
  const [, section = ''] = page('guides/answers-with-conditions.md').split('## Ask for an error');
  const listed = firstColumn(section.slice(0, section.indexOf('\n## ')))
    .flatMap((wish) => wish.split(/[;,] /))
    .map((wish) => wish.replace(/^=?/, '').split('=')[0] ?? '');
  expect(PREFERENCE_NAMES.filter((name) => !section.includes(`\`${name}`))).toEqual([]);
  expect(listed.filter((name) => !PREFERENCE_NAMES.includes(name) && name !== 'off')).toEqual([]);
});

test('Troubleshooting lists every reason why something is not judged, and no other', () => {
  const text = page('guides/troubleshooting.md');
  const [, section = ''] = text.split('### "inconclusive"');
  const listed = firstColumn(section.slice(0, section.indexOf('\n## ')));
  expect(listed.filter((name) => !isInconclusiveReason(name))).toEqual([]);
  const schema = JSON.parse(
    readFileSync(new URL('../../src/model/schema/result.schema.json', import.meta.url), 'utf8'),
  ) as unknown;
  const known = [...new Set(JSON.stringify(schema).match(/[a-z]+(?:-[a-z]+)*/g))].filter(isInconclusiveReason);
  expect(known.length).toBeGreaterThan(10);
  expect(known.filter((name) => !listed.includes(name))).toEqual([]);
});

test('The guide to reports lists every format of a check, and no other', () => {
  const [, section = ''] = page('guides/reports.md').split('## Formats');
  expect(firstColumn(section.slice(0, section.indexOf('```'))).sort()).toEqual([...RESULT_FORMATS].sort());
});
