import { deepStrictEqual } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { mergeCoverage } from '../../src/api/coverage.js';
import { must, readOrRefused, type Target } from './target.js';
import { temporary } from './temporary.js';

const count = fc.constantFrom<unknown>(0, 1, 7, 1, 2, 3, -1, 1.5, '1', null, 1e21);
const counts = fc.dictionary(fc.constantFrom('200', '4XX', 'default', '__proto__', ''), count, { maxKeys: 2 });
const ratio = { seen: 1, total: 2 };
const totals = { statuses: ratio, mediaTypes: ratio, parameters: ratio, properties: ratio, enumMembers: ratio };

const operation = fc.record(
  {
    operation: fc.constantFrom<unknown>('GET /a', 'POST /a', '', 7),
    exchanges: count,
    passed: count,
    failed: count,
    inconclusive: count,
    statuses: counts,
    mediaTypes: counts,
    parameters: fc.dictionary(
      fc.constantFrom('query top', '__proto__'),
      fc.record(
        { required: fc.boolean(), count, pointer: fc.constant('#/p') },
        { requiredKeys: ['count', 'required', 'pointer'] },
      ),
      { maxKeys: 1 },
    ),
  },
  { requiredKeys: ['operation', 'exchanges', 'statuses', 'mediaTypes', 'parameters'] },
);

const property = fc.record(
  {
    pointer: fc.constantFrom<unknown>('#/a', '#/b', '', null),
    in: fc.constantFrom('request', 'response', 'x'),
    name: fc.constantFrom('/a', '/a/*'),
    required: fc.boolean(),
    count,
    values: fc.dictionary(fc.constantFrom('"a"', 'null', '__proto__'), count, { maxKeys: 2 }),
  },
  { requiredKeys: ['pointer', 'in', 'name', 'required', 'count'] },
);

const coverage = fc.record(
  {
    operationsSeen: count,
    operationsTotal: count,
    percent: count,
    totals: fc.constantFrom<unknown>(totals, totals, {}, []),
    operations: fc.array(operation, { maxLength: 3 }),
    properties: fc.array(property, { maxLength: 3 }),
  },
  { requiredKeys: ['operations', 'properties', 'totals'] },
);

const file = fc.record(
  {
    document: fc.constantFrom<unknown>({ source: 'a.yaml', title: 'A', version: '1' }, {}, null),
    coverage,
    summary: fc.constantFrom<unknown>({ sources: ['x.har'] }, { sources: 7 }, null),
    runs: fc.array(
      fc.record({ sources: fc.constantFrom<unknown>(['x.har'], [7], 'x'), coverage }, { requiredKeys: ['coverage'] }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['document', 'coverage'] },
);

const OPERATION = {
  operation: 'GET /a',
  exchanges: 2,
  passed: 1,
  failed: 1,
  inconclusive: 0,
  statuses: { 200: 2 },
  mediaTypes: { '200 application/json': 2 },
  parameters: { 'query top': { required: false, count: 1, pointer: '#/p' } },
};
const PROPERTY = { pointer: '#/a', in: 'response', name: '/a', required: true, count: 2, values: { '"a"': 1 } };
const COVERAGE = {
  operationsSeen: 1,
  operationsTotal: 1,
  percent: 100,
  totals,
  operations: [OPERATION],
  properties: [PROPERTY],
};
const DOCUMENT = { source: 'a.yaml', title: 'A', version: '1' };

const SEEDS = [
  JSON.stringify({ docproof: '0', document: DOCUMENT, summary: { sources: ['x.har'] }, coverage: COVERAGE }),
  JSON.stringify({
    docproof: '0',
    document: DOCUMENT,
    coverage: COVERAGE,
    runs: [{ sources: [], coverage: COVERAGE }],
  }),
];

let folder: string | undefined;

export const coverageFiles: Target = {
  name: 'coverage-files',
  title:
    'Any text is read as a result or merged coverage, or refused with its place; a run counts once however often it is named',
  seeds: SEEDS,
  tokens: [
    '"runs":[',
    '"coverage":{',
    '"operations":[',
    '"statuses":{',
    '"sources":',
    '"count":',
    '7',
    'null',
    '{',
    '}',
    ']',
    ',',
  ],
  structured: file.map((value) => JSON.stringify(value)),
  runs: 60,
  async check(input) {
    folder ??= temporary();
    const [path, again] = [join(folder, 'coverage.json'), join(folder, 'merged.json')];
    writeFileSync(path, input);
    const merged = await readOrRefused(() => mergeCoverage([path]));
    must(merged !== undefined || !SEEDS.includes(String(input)), 'a file as it should be was refused');
    if (!merged) return;
    writeFileSync(again, JSON.stringify(merged));
    deepStrictEqual(await mergeCoverage([again]), merged);
    deepStrictEqual((await mergeCoverage([path, again])).coverage, merged.coverage);
  },
};
