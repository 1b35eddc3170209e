import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { mergeCoverage, readJson } from '../../src/api/index.js';
import { configText, projectFolder, runIn, runSpec } from './playwright-project.js';
import { COVERED, IDLE } from './playwright-specs.js';

const reporter = (options: string) =>
  `reporter: [['json', { outputFile: 'report.json' }], ['docproof/playwright/reporter', ${options}]],`;
const TIMEOUT = 400_000;
const NEVER = 'export {};\n';

test(
  'The reporter adds up what all workers exercised, prints what is missing, and writes what the command adds up',
  async () => {
    const config = `workers: 2, ${reporter("{ json: 'out/coverage.json', minCoverage: 100 }")}`;
    const ran = await runSpec(NEVER, { config, files: COVERED });
    expect(ran.output).toContain('2 of 2');
    expect(ran.output).toMatch(/POST \/lamps.*429/s);
    expect(ran.code, ran.output).toBe(0);
    const file = `${ran.folder}/out/coverage.json`;
    const { coverage, runs } = await mergeCoverage([file]);
    expect(runs).toMatchObject([{ sources: ['add.spec.ts', 'get.spec.ts'] }]);
    expect(coverage).toMatchObject({
      percent: 100,
      operations: [
        { operation: 'POST /lamps', exchanges: 1, statuses: { 201: 1, 422: 0, 429: 0 } },
        { operation: 'GET /lamps/{id}', exchanges: 2, statuses: { 200: 1, 404: 1 } },
      ],
    });
    expect(readJson(await readFile(file, 'utf8'))).toMatchObject({ document: { title: 'lamps', version: '1' } });
  },
  TIMEOUT,
);

test(
  'A run fails below the coverage that is asked for, and where nothing was judged',
  async () => {
    const some = { 'get.spec.ts': COVERED['get.spec.ts'] };
    const low = await runSpec(NEVER, { config: reporter('{ minCoverage: 80 }'), files: some });
    expect(low.output).toContain(
      'Contract coverage failed: coverage of openapi.yaml is 50 % of operations, and minCoverage asks for 80 %',
    );
    expect(low.tests.gets).toMatchObject({ status: 'passed', errors: [] });
    expect(low.code).toBe(1);
    const idle = await runSpec(IDLE, { config: reporter('{}') });
    expect(idle.output).toContain('Contract coverage failed: no exchange was judged');
    expect(idle.code).toBe(1);
    const allowed = await runSpec(IDLE, { config: reporter('{ allowNothing: true }') });
    expect(allowed.code, allowed.output).toBe(0);
    const wrong = await runSpec(IDLE, { config: reporter('{ minimum: 1 }') });
    expect(wrong.output).toContain('the coverage reporter has no option minimum');
    expect(wrong.code).not.toBe(0);
  },
  TIMEOUT,
);

test(
  'Coverage of shards is added up where their blob reports are merged',
  async () => {
    const folder = await projectFolder(NEVER, {
      config: "reporter: [['blob']],",
      files: { ...COVERED, 'merge.config.ts': configText('', reporter("{ json: 'merged.json', minCoverage: 100 }")) },
    });
    for (const shard of ['1/2', '2/2']) {
      const env = { PLAYWRIGHT_BLOB_OUTPUT_FILE: `blobs/${shard[0]}.zip` };
      const { code, output } = await runIn(folder, { args: ['test', `--shard=${shard}`], env });
      expect(code, output).toBe(0);
    }
    const merged = await runIn(folder, { args: ['merge-reports', '-c', 'merge.config.ts', 'blobs'] });
    expect(merged.output).toContain('2 of 2');
    expect(merged.code, merged.output).toBe(0);
    const { coverage } = await mergeCoverage([`${folder}/merged.json`]);
    expect(coverage.operations.map(({ exchanges }) => exchanges)).toEqual([1, 2]);
  },
  TIMEOUT,
);

test(
  'A spec in CommonJS gets the same fixtures and reporter, without a warning',
  async () => {
    const ran = await runSpec(NEVER, { config: reporter('{}'), files: COVERED, type: 'commonjs' });
    expect(ran.output).not.toMatch(/warning/i);
    expect(ran.tests.adds).toMatchObject({ status: 'passed', errors: [] });
    expect(ran.output).toContain('2 of 2');
    expect(ran.code, ran.output).toBe(0);
  },
  TIMEOUT,
);

test(
  'A document that is not there, or not named, is an error that says what to write',
  async () => {
    const gone = await runSpec(IDLE, { use: "contractDocument: 'gone.yaml'" });
    expect(gone.tests.idle?.errors.join()).toContain('gone.yaml');
    const unnamed = await runSpec(IDLE, { use: 'contractDocument: undefined' });
    expect(unnamed.tests.idle?.errors.join()).toContain("contractDocument: 'openapi.yaml'");
    const configured = await runSpec(COVERED['get.spec.ts'], {
      use: 'contractDocument: undefined',
      files: { 'docproof.yaml': 'document: openapi.yaml\n' },
    });
    expect(configured.tests.gets).toMatchObject({ status: 'passed', errors: [] });
  },
  TIMEOUT,
);

test(
  'A mock that cannot start is one error of its test',
  async () => {
    const spec = IDLE.replace('() =>', '({ api: _ }) =>');
    const ran = await runSpec(spec, { use: "apiOptions: { delay: 'soon' }" });
    expect(ran.tests.idle?.errors).toEqual([expect.stringContaining('delay')]);
  },
  TIMEOUT,
);
