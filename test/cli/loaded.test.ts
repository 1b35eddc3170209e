import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServing } from '../support/command.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-loaded-'));
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
async function ranModules(scripts: readonly Script[]): Promise<string[]> {
  const files = join(folder, 'named/dist/commonjs');
  const chunks: Record<string, string[]> = JSON.parse(await readFile(join(files, 'chunks.json'), 'utf8'));
  const text = `${await readFile(join(files, 'whole.cjs'), 'utf8')}${await readFile(join(files, 'later.cjs'), 'utf8')}`;
  const called = new Set(
    scripts.flatMap(({ functions }) =>
      functions.flatMap(({ functionName, ranges }) => (ranges[0] && ranges[0].count > 0 ? [functionName] : [])),
    ),
  );
  return Object.entries(chunks)
    .filter(([name]) => called.has(name))
    .flatMap(([, sources]) => sources)
    .filter((source) => called.has(source) || !text.includes(`"${source}"(`));
}

/** What Node ran in a mock of the built-in document until its first answer, as V8's coverage lists it. */
async function ranScripts(): Promise<Script[]> {
  // The files that users get have short names: they are made once more, with those of their modules.
  execFileSync(process.execPath, [join(ROOT, 'scripts/named.mjs'), join(folder, 'named')]);
  const seen = join(folder, 'seen');
  // What waits for the first requests on purpose would not wait long enough on a busy machine.
  const patient = join(folder, 'patient.cjs');
  await writeFile(
    patient,
    'const { setTimeout: wait } = globalThis; globalThis.setTimeout = (work, time, ...rest) => wait(work, time >= 400 ? 1e8 : time, ...rest);',
  );
  const { child, url, ended } = await startServing(['mock'], {
    env: { NODE_V8_COVERAGE: seen, NODE_OPTIONS: `--require=${patient}`, NODE_DISABLE_COMPILE_CACHE: '1' },
    main: join(folder, 'named/dist/cli/main.js'),
  });
  const response = await fetch(`${url}/auditLogs/signIns`, {
    method: 'POST',
    headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
    body: await readFile(join(ROOT, 'mocks/createSignIn/request.documented.json')),
  });
  await response.arrayBuffer();
  child.kill('SIGTERM');
  await ended;
  expect(response.status).toBe(201);
  const [file = ''] = await readdir(seen);
  const { result }: { result: Script[] } = JSON.parse(await readFile(join(seen, file), 'utf8'));
  return result.filter(({ url: file }) => file.startsWith('file:') && !file.endsWith('/patient.cjs'));
}

test('A mock loads no more files and modules until its first answer than the budget in ARCHITECTURE.md allows', async () => {
  const table = await readFile(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
  const budget = (row: string) => Number(new RegExp(`^\\| ${row} \\| (\\d+) \\|`, 'm').exec(table)?.[1]);
  const scripts = await ranScripts();
  expect(scripts.map(({ url }) => basename(url))).toContain('whole.cjs');
  expect(scripts.length).toBeLessThanOrEqual(budget('files of a start'));
  const modules = await ranModules(scripts);
  const own = modules.filter((name) => name.startsWith('src/'));
  const inlined = modules.filter((name) => name.startsWith('node_modules/'));
  expect(own.length).toBeGreaterThan(100);
  expect(own.length).toBeLessThanOrEqual(budget('own modules of a start'));
  expect(inlined).toContain('node_modules/ajv/dist/core.js');
  expect(inlined.length).toBeLessThanOrEqual(budget('inlined modules of a start'));
  const late =
    /faker|sqlite3-wasm|\/express\/|src\/(?:pages|check|proxy)|swagger|https-proxy|chokidar|src\/captures\/formats/;
  expect([...own, ...inlined].filter((name) => late.test(name))).toEqual([]);
});
