import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { checkCapture, loadContract, writeReport } from '../../src/api/index.js';
import type { Fault, Result } from '../../src/model/index.js';
import { RESULT } from './fixture.js';

/** The parts of a SARIF log that are looked at here. */
interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly invocations: readonly [{ readonly toolExecutionNotifications: readonly unknown[] }];
      readonly results: readonly Found[];
    },
  ];
}

interface Found {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly message: { readonly text: string };
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly locations: readonly [{ readonly physicalLocation: unknown }];
  readonly relatedLocations?: readonly [{ readonly physicalLocation: unknown }];
  readonly suppressions?: unknown;
}

/** The schema's draft 4 and draft 7 differ only in names that ajv would not know. */
const {
  $schema: _,
  id: __,
  ...SCHEMA
} = JSON.parse(readFileSync(new URL('schemas/sarif-2.1.0.schema.json', import.meta.url), 'utf8'));

async function logOf(result: Result, options: Parameters<typeof writeReport>[2] = {}): Promise<Log> {
  return JSON.parse(await writeReport('sarif', result, options));
}

/** What the official schema has against a log. */
function faultsIn(log: Log): string {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  ajv.validate(SCHEMA, log);
  return ajv.errorsText();
}

async function seeded() {
  const contract = await loadContract();
  const result = await checkCapture(contract, 'contracts/captures/seeded.har', {
    baseUrls: ['http://127.0.0.1:4010'],
  });
  return { contract, result };
}

describe('a SARIF log', () => {
  test('A SARIF log matches the SARIF schema', async () => {
    const { contract, result } = await seeded();
    expect(faultsIn(await logOf(result, { contract }))).toBe('No errors');
    expect(faultsIn(await logOf(RESULT))).toBe('No errors');
    expect(faultsIn(await logOf({ ...RESULT, faults: [], violations: [] }))).toBe('No errors');
  });

  test('A SARIF result points to the rule, in the file that contains it, and to the page that documents it', async () => {
    const { contract, result } = await seeded();
    const [run] = (await logOf(result, { contract })).runs;
    const found = run.results.find(({ message }) => message.text.includes('riskLevel must be one of'));
    expect(found?.ruleId).toBe('enum');
    expect(run.tool.driver.rules[found?.ruleIndex ?? -1]?.id).toBe('enum');
    const lines = readFileSync('spec/schemas/identityRiskEvent.yaml', 'utf8').split('\n');
    const riskLevel = lines.findIndex((line) => line.startsWith('  riskLevel:'));
    const rule = lines.findIndex((line, index) => index > riskLevel && line.includes('enum:'));
    expect(found?.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'spec/schemas/identityRiskEvent.yaml' },
      region: { startLine: rule + 1, startColumn: 5 },
    });
    expect(found?.relatedLocations?.[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'identityriskevent-post.md' },
      region: { startLine: 50 },
    });
  });

  test('A SARIF log names the document if its files are not available', async () => {
    const [run] = (await logOf(RESULT)).runs;
    expect(run.results[0]?.locations[0].physicalLocation).toEqual({ artifactLocation: { uri: 'pets.yaml' } });
  });

  test('A SARIF result keeps its fingerprint when other faults come and go, and lines move', async () => {
    const prints = async (faults: readonly Fault[]) => {
      const [run] = (await logOf({ ...RESULT, faults })).runs;
      return run.results.map(({ partialFingerprints }) => partialFingerprints['docproofFault/v1']);
    };
    const all = await prints(RESULT.faults);
    expect(new Set(all).size).toBe(RESULT.faults.length);
    expect(await prints([...RESULT.faults].reverse())).toEqual([...all].reverse());
    const later = RESULT.faults.map((fault) => ({ ...fault, count: 9, schema: '#/moved', message: 'said otherwise' }));
    expect(await prints(later)).toEqual(all);
  });

  test('A SARIF log suppresses accepted faults of the baseline, with their reasons', async () => {
    const [run] = (await logOf(RESULT)).runs;
    const suppressed = run.results.flatMap(({ suppressions }) => (suppressions ? [suppressions] : []));
    expect(suppressed).toEqual([
      [{ kind: 'external', status: 'accepted', justification: 'names are numbers until the spring' }],
    ]);
  });

  test('A SARIF log reports input that could not be read', async () => {
    const [run] = (await logOf(RESULT)).runs;
    expect(run.invocations[0].toolExecutionNotifications).toHaveLength(1);
  });
});
