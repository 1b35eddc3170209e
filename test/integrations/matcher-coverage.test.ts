import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { checkCapture, mergeCoverage } from '../../src/api/index.js';
import type { Contract } from '../../src/contract/index.js';
import { exchangeOf } from '../../src/core/index.js';
import { FOLDER_VARIABLE } from '../../src/integrations/coverage/lines.js';
import { type CoverageReporterOptions, collectCoverage } from '../../src/integrations/coverage/reporter.js';
import { ContractCoverage as JestCoverage } from '../../src/integrations/jest/reporter.js';
import { createMatchers } from '../../src/integrations/matchers/index.js';
import { ContractCoverage as VitestCoverage } from '../../src/integrations/vitest/reporter.js';
import { contractOf } from '../support/contract.js';
import { answer, asked, LAMPS, lamps } from './lamps.js';

let contract: Contract;
beforeAll(async () => {
  contract = await lamps();
});
afterEach(() => {
  delete process.env[FOLDER_VARIABLE];
});

/** A collector whose files go away at the test's end, with its folder. */
function collecting(options: CoverageReporterOptions = {}) {
  const collector = collectCoverage(options);
  onTestFinished(() => collector.close());
  collector.begin();
  return { ...collector, folder: process.env[FOLDER_VARIABLE] ?? '' };
}

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'docproof-coverage-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const GOOD = () => [answer(200, { colour: 'red' }), asked('GET', '/lamps/7')] as const;
const REFUSED = () => [answer(409, { message: 'known' }), asked('POST', '/lamps', { colour: 'blue' })] as const;

describe('the coverage of matchers', () => {
  test('What the matchers of several workers judged adds up, and a check of the same exchanges says the same', async () => {
    const json = join(await emptyFolder(), 'coverage.json');
    const { end } = collecting({ minCoverage: 60, json });
    for (const [index, given] of [GOOD(), REFUSED(), GOOD()].entries())
      await createMatchers(contract).toSatisfyContract.call({ testPath: `/t/${index}.test.ts` }, given);
    const { text, failure } = await end({ color: false });
    expect(failure).toBeUndefined();
    const { coverage } = JSON.parse(await readFile(json, 'utf8'));
    const exchanges = async function* () {
      for (const [response, request] of [GOOD(), REFUSED(), GOOD()]) yield await exchangeOf(response, request);
    };
    const checked = await checkCapture(contract, exchanges());
    expect(coverage).toEqual(JSON.parse(JSON.stringify(checked.coverage)));
    expect(text).toMatch(/^ {2}operations +█+░+ {2}66 % {2}2 of 3$/m);
    expect(text).toContain('Operations never seen\n  DELETE /lamps/{id}\n');
  });

  test('A response that several matchers get counts once', async () => {
    const json = join(await emptyFolder(), 'deep', 'coverage.json');
    const { end } = collecting({ json });
    const matchers = createMatchers(contract);
    const response = answer(200, { colour: 'red' });
    const request = asked('GET', '/lamps/7');
    await matchers.toSatisfyContract.call({}, response, { request });
    await matchers.toMatchOperation.call({}, [response, request], 'getLamp');
    await end({ color: false });
    const { coverage } = JSON.parse(await readFile(json, 'utf8'));
    expect(coverage.operations.map(({ exchanges }: { exchanges: number }) => exchanges)).toEqual([0, 1, 0]);
  });

  test('The files of shards are read by docproof coverage, which adds them up', async () => {
    const folder = await emptyFolder();
    const files = ['1', '2'].map((shard) => join(folder, `${shard}.json`));
    for (const [index, given] of [GOOD(), REFUSED()].entries()) {
      const { end } = collecting({ json: files[index] ?? '' });
      await createMatchers(contract).toSatisfyContract.call({ testPath: `shard-${index}.test.ts` }, given);
      await end({ color: false });
    }
    const merged = await mergeCoverage(files);
    expect(merged.runs.map(({ sources }) => sources)).toEqual([['shard-0.test.ts'], ['shard-1.test.ts']]);
    expect(merged.coverage.operationsSeen).toBe(2);
  });

  test('A demand that is not met, and a run in which nothing was judged, are failures with a reason', async () => {
    const { end, begin } = collecting({ minCoverage: 50 });
    expect((await end({ color: false })).failure).toContain('no response was judged');
    const matchers = createMatchers(contract);
    await matchers.toSatisfyContract.call({}, [answer(200, {}), { url: 'https://elsewhere.example/' }]);
    expect((await end({ color: false })).failure).toContain('no response was judged');
    await matchers.toSatisfyContract.call({}, GOOD());
    expect((await end({ color: false })).failure).toBe(
      'coverage of openapi.yaml is 33.3 % of operations, and minCoverage asks for 50 %',
    );
    begin();
    expect((await end({ color: false })).failure).toContain('no response was judged');
    await matchers.toSatisfyContract.call({}, GOOD());
    expect((await end({ color: false })).text).toContain('openapi.yaml (lamps 1)');
  });

  test('Tests of several documents have a coverage each, with their own files', async () => {
    const folder = await emptyFolder();
    const { end } = collecting({ json: join(folder, 'c.json'), minCoverage: 30 });
    const other = await contractOf(
      LAMPS.replace('title: lamps', 'title: sofas').replace(/ {4}delete:[\s\S]*?gone } }\n/, ''),
    );
    await createMatchers(contract).toSatisfyContract.call({}, GOOD());
    await createMatchers(other).toSatisfyContract.call({}, GOOD());
    expect(await end({ color: false })).not.toHaveProperty('failure');
    const titles = ['c.json', 'c-2.json'].map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')));
    expect((await Promise.all(titles)).map(({ document }) => document.title).sort()).toEqual(['lamps', 'sofas']);
  });

  test('Files of workers hold no body, no header and no violation, and go away with the reporter', async () => {
    const collector = collecting();
    const secret = { colour: 'hunter2-in-body' };
    await createMatchers(contract).toSatisfyContract.call({}, [answer(200, secret), asked('GET', '/lamps/7')]);
    const names = readdirSync(collector.folder);
    expect(names.map((name) => name.replace(/^.*\./, '')).sort()).toEqual(['json', 'ndjson']);
    for (const name of names) expect(await readFile(join(collector.folder, name), 'utf8')).not.toContain('hunter2');
    collector.close();
    expect(existsSync(collector.folder)).toBe(false);
    await createMatchers(contract).toSatisfyContract.call({}, GOOD());
    expect(existsSync(collector.folder)).toBe(false);
  });

  test('Processes that end at once leave whole lines behind', async () => {
    const { end } = collecting();
    const program = `import { contractMatchers } from '${new URL('../../dist/integrations/vitest.js', import.meta.url)}';
      const { toSatisfyContract } = contractMatchers('spec/openapi.yaml');
      await toSatisfyContract.call({}, [new Response(null, { status: 404 }), { url: '/auditLogs/signIns', method: 'POST' }]);
      process.kill(process.pid, 'SIGKILL');`;
    const run = () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]).catch(() => undefined);
    await Promise.all([run(), run(), run()]);
    expect((await end({ color: false })).text).toContain('1 of 5');
  });

  test.each([
    [{ minCoverage: 101 }, 'minCoverage of the coverage reporter is 101'],
    [{ json: '' }, 'json of the coverage reporter is '],
    [{ minimum: 5 }, 'the coverage reporter has no option minimum'],
  ])('The option %j is refused', (options, message) => {
    expect(() => Reflect.apply(collectCoverage, undefined, [options])).toThrow(message);
  });
});

describe('the reporters', () => {
  const runner = (watch: boolean, mergeReports?: string, said: string[] = []) => ({
    config: { watch, mergeReports },
    logger: { log: (text: string) => said.push(text), error: (text: string) => said.push(text) },
    said,
  });

  test('The reporter of Vitest fails a run that is over, and not one that is watched, merged or interrupted', async () => {
    const before = process.exitCode;
    onTestFinished(() => {
      process.exitCode = before;
    });
    const ended = async (vitest: ReturnType<typeof runner>, reason = 'passed') => {
      process.exitCode = 0;
      const reporter = new VitestCoverage();
      reporter.onInit(vitest);
      reporter.onTestRunStart();
      await reporter.onTestRunEnd([], [], reason);
      return [process.exitCode, vitest.said.length];
    };
    expect(await ended(runner(false))).toEqual([1, 1]);
    expect(await ended(runner(true))).toEqual([0, 1]);
    expect(await ended(runner(false), 'interrupted')).toEqual([0, 0]);
    expect(await ended(runner(false, '.vitest'))).toEqual([0, 0]);
  });

  test('The reporter of Jest has an error after a run that fails, and none after a good one', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => write.mockRestore());
    const reporter = new JestCoverage({}, {});
    reporter.onRunStart();
    await reporter.onRunComplete(new Set());
    expect(reporter.getLastError()?.message).toContain('no response was judged');
    reporter.onRunStart();
    await createMatchers(contract).toSatisfyContract.call({}, GOOD());
    await reporter.onRunComplete(new Set());
    expect(reporter.getLastError()).toBeUndefined();
    expect(write.mock.calls.join()).toContain('openapi.yaml (lamps 1)');
  });
});
