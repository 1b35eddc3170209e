import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServing } from '../support/command.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const VALID = join(ROOT, 'mocks/createIdentityRiskEvent/request.realistic.json');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-loaded-'));
  // The files that users get have short names: they are made once more, with those of their modules.
  execFileSync(process.execPath, [join(ROOT, 'scripts/named.mjs'), join(folder, 'named')]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What V8's coverage says of a file: each function, with how often it was called. */
interface Script {
  readonly url: string;
  readonly functions: readonly {
    readonly functionName: string;
    readonly ranges: readonly { readonly count: number }[];
  }[];
}

/**
 * The modules that ran: all those of a chunk run when its function does, but for those of CommonJS, which are functions
 * in it.
 */
async function ranModules(scripts: readonly Script[]): Promise<{ readonly own: string[]; readonly inlined: string[] }> {
  const files = join(folder, 'named/dist/commonjs');
  const chunks: Record<string, string[]> = JSON.parse(await readFile(join(files, 'chunks.json'), 'utf8'));
  const text = `${await readFile(join(files, 'whole.cjs'), 'utf8')}${await readFile(join(files, 'later.cjs'), 'utf8')}`;
  const called = new Set(
    scripts.flatMap(({ functions }) =>
      functions.flatMap(({ functionName, ranges }) => (ranges[0] && ranges[0].count > 0 ? [functionName] : [])),
    ),
  );
  const modules = Object.entries(chunks)
    .filter(([name]) => called.has(name))
    .flatMap(([, sources]) => sources)
    .filter((source) => called.has(source) || !text.includes(`"${source}"(`));
  return {
    own: modules.filter((name) => name.startsWith('src/')),
    inlined: modules.filter((name) => name.startsWith('node_modules/')),
  };
}

/** What Node ran in a mock of the built-in document until it answered a request, as V8's coverage lists it. */
async function ranScripts(body: string, status: number): Promise<Script[]> {
  const seen = await mkdtemp(join(folder, 'seen-'));
  // What waits for the first requests on purpose would not wait long enough on a busy machine.
  const patient = join(folder, 'patient.cjs');
  await writeFile(
    patient,
    'const { setTimeout: wait } = globalThis; globalThis.setTimeout = (work, time, ...rest) => wait(work, time >= 400 ? 1e8 : time, ...rest);',
  );
  const { child, url, ended } = await startServing(['mock'], {
    env: { NODE_V8_COVERAGE: seen, NODE_OPTIONS: `--require=${patient}`, NODE_DISABLE_COMPILE_CACHE: '1' },
    main: join(folder, 'named/dist/cli/main.cjs'),
  });
  const response = await fetch(`${url}/identityRiskEvents`, {
    method: 'POST',
    headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
    body,
  });
  await response.arrayBuffer();
  child.kill('SIGTERM');
  await ended;
  expect(response.status).toBe(status);
  const [file = ''] = await readdir(seen);
  const { result }: { result: Script[] } = JSON.parse(await readFile(join(seen, file), 'utf8'));
  return result.filter(({ url: file }) => file.startsWith('file:') && !file.endsWith('/patient.cjs'));
}

test('A mock loads no more files and modules until its first answer than the budget in ARCHITECTURE.md allows', async () => {
  const table = await readFile(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
  const budget = (row: string) => Number(new RegExp(`^\\| ${row} \\| (\\d+) \\|`, 'm').exec(table)?.[1]);
  const scripts = await ranScripts(await readFile(VALID, 'utf8'), 201);
  expect(scripts.map(({ url }) => basename(url))).toContain('whole.cjs');
  expect(scripts.length).toBeLessThanOrEqual(budget('files of a start'));
  const { own, inlined } = await ranModules(scripts);
  expect(own.length).toBeGreaterThan(100);
  expect(own.length).toBeLessThanOrEqual(budget('own modules of a start'));
  // A valid value is judged by reading its schema.
  expect([...own, ...inlined].filter((name) => /\/ajv/.test(name))).toEqual([]);
  expect(inlined.length).toBeLessThanOrEqual(budget('inlined modules of a start'));
  const late =
    /faker|sqlite3-wasm|\/express\/|src\/(?:pages|check|proxy)|swagger|https-proxy|chokidar|src\/captures\/formats/;
  expect([...own, ...inlined].filter((name) => late.test(name))).toEqual([]);
});

test('A mock loads ajv for the first request with a fault, and says what is wrong', async () => {
  const body = JSON.stringify({ ...JSON.parse(await readFile(VALID, 'utf8')), riskLevel: 'severe' });
  const { own, inlined } = await ranModules(await ranScripts(body, 400));
  expect(inlined).toContain('node_modules/ajv/dist/core.js');
  expect(own).toContain('src/schema/validate/ajv-engine.ts');
});
