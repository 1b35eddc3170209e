import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { loadBaseline } from '../../src/api/baseline.js';
import { loadConfig } from '../../src/api/config.js';
import { baselineOf } from '../../src/check/baseline.js';
import type { ViolationRecord } from '../../src/model/index.js';
import { must, readOrRefused, type Target } from './target.js';
import { temporary } from './temporary.js';

const anything = fc.constantFrom<unknown>(
  'a',
  '',
  7,
  -1,
  true,
  null,
  [],
  ['a', 7],
  {},
  { a: 1 },
  '2026-01-31',
  'https://a.example',
);

const settings = fc.record(
  {
    document: anything,
    mock: fc.dictionary(fc.constantFrom('port', 'dynamic', 'cors', 'state', 'x', '__proto__'), anything, {
      maxKeys: 2,
    }),
    check: fc.dictionary(fc.constantFrom('captures', 'baseline', 'report', 'strict'), anything, { maxKeys: 2 }),
    suites: fc.oneof(
      anything,
      fc.dictionary(
        fc.constantFrom('a', 'b'),
        fc.dictionary(fc.constantFrom('captures', 'document', 'check'), anything, { maxKeys: 3 }),
        { maxKeys: 2 },
      ),
    ),
    accepted: fc.oneof(
      anything,
      fc.array(
        fc.record(
          {
            operation: anything,
            in: fc.constantFrom('request', 'response', 'x'),
            part: anything,
            location: anything,
            keyword: anything,
            reason: anything,
            expires: anything,
          },
          { requiredKeys: [] },
        ),
        { maxLength: 3 },
      ),
    ),
  },
  { requiredKeys: [] },
);

const RECORD: ViolationRecord = {
  source: 'x',
  exchange: 0,
  operation: '',
  status: 200,
  in: 'request',
  part: 'path',
  location: '',
  keyword: 'undocumented-path',
  severity: 'error',
  message: 'm',
  schema: '#',
};

let folder: string | undefined;

/** A parser's file of settings: what it promises is the same for each. */
function settingsTarget(
  name: string,
  parts: Pick<Target, 'title' | 'seeds'>,
  read: (path: string) => Promise<unknown>,
): Target {
  return {
    name,
    ...parts,
    tokens: [
      'document: ',
      'mock:\n  port: 7\n',
      'suites:\n',
      '  captures: [a]\n',
      'accepted:\n',
      '- operation: GET /a\n',
      '  keyword: type\n',
      '  expires: 2026-01-31\n',
      'null',
      '[',
      ']',
      '{',
      '}',
      ': ',
      '\n',
      '/{x}',
    ],
    structured: settings.map((value) => stringify(value)),
    runs: 40,
    async check(input) {
      folder ??= temporary();
      const path = join(folder, `${name}.yaml`);
      writeFileSync(path, input);
      await readOrRefused(() => read(path));
    },
  };
}

export const config = settingsTarget(
  'config',
  {
    title: 'Any text is read as docproof.yaml, or refused with its place',
    seeds: [
      'document: openapi.yaml\nmock: {port: 4010}\nsuites:\n  a:\n    captures: [x.har]\n    document: b.yaml\n',
      '{"document": "a.json", "check": {}}',
    ],
  },
  loadConfig,
);

export const baseline = settingsTarget(
  'baseline',
  {
    title: 'Any text is read as a baseline, whose faults can be sought, or refused with its place',
    seeds: [
      'accepted:\n- operation: GET /a/{id}\n  in: response\n  part: body\n  location: /b/0\n  keyword: type\n  reason: known\n  expires: 2027-01-31\n- operation: GET /{a}/x{b}\n  in: request\n  part: path\n  location: ""\n  keyword: undocumented-path\n  reason: known\n',
    ],
  },
  async (path) => {
    const accepted = await loadBaseline(path);
    const { accept, outcome } = baselineOf(accepted, '2026-11-28');
    for (const { operation } of accepted) accept({ ...RECORD, operation: operation.replaceAll(/[{}]/g, 'x') });
    must(outcome(() => true).vanished.length <= accepted.length, 'more faults vanished than there were');
  },
);
