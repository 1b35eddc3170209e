import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { DOCUMENT, ran, userFolder } from './user.js';

const INSTALL = ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
const PROGRAM = 'node_modules/node/bin/node';

/** Installs the package, a tool, and the version of Node on which they are tried. */
async function installed(files: Readonly<Record<string, string>>, node: string, tools: readonly string[]) {
  const folder = await userFolder({ 'package.json': '{"name":"user","private":true}', ...files });
  // The package `node` on npm is only a script that installs this one.
  const packages = [`node@npm:node-${process.platform}-${process.arch}@${node}`, inject('tarball'), ...tools];
  const { code, output } = await ran('npm', [...INSTALL, ...packages], folder);
  expect(code, output).toBe(0);
  expect((await ran(join(folder, PROGRAM), ['--version'], folder)).output).toMatch(new RegExp(`^v${node}\\.`));
  return { folder, run: (...args: string[]) => ran(join(folder, PROGRAM), args, folder) };
}

const SERVICE = `
const { createServer } = require('node:http');
let server, url;
beforeAll(async () => {
  server = createServer(({ url }, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ id: 7, colour: url.endsWith('8') ? 'green' : 'red' }));
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  url = 'http://127.0.0.1:' + server.address().port;
});
afterAll(() => new Promise((done) => server.close(done)));
`;

const RIGHT = `${SERVICE}
test('A lamp satisfies the contract', async () => {
  const response = await fetch(url + '/lamps/7');
  await expect(response).toSatisfyContract();
  expect(await response.json()).toEqual({ id: 7, colour: 'red' });
  await expect(response).toMatchOperation('GET /lamps/{id}');
  await expect(response).not.toBeDocumentedError();
});
`;

const WRONG = `${SERVICE}
test('A green lamp satisfies the contract', async () => {
  await expect(await fetch(url + '/lamps/8')).toSatisfyContract();
});
`;

/** A second operation, which the tests do not use. */
const TWO = `${DOCUMENT}  /lamps:
    get: { responses: { '200': { description: all } } }
`;

const MESSAGE =
  /GET \/lamps\/\{id\} answered 200 and breaks the contract \(openapi\.yaml\):\s+✗ response body \/colour {2}\[enum\]\s+must be one of red, blue\n\s+value +"green"\n\s+rule +#\/paths\S*enum\n\s+line +openapi\.yaml:18:29/;

const USE = `await expect(new Response()).toSatisfyContract({ request: '/lamps/7', inconclusive: 'allow' });
await expect(new Response()).not.toBeDocumentedError(404);
await expect(new Response()).toMatchOperation('getLamp');
// @ts-expect-error: where the types were missing, this would not be the only error.
await expect(new Response()).toMatchOperation(5);
`;

/** What the compiler says of a file of a user. */
async function typesOf(folder: string, text: string, run: (...args: string[]) => ReturnType<typeof ran>) {
  await writeFile(join(folder, 'use.mts'), text);
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node'];
  return (await run('node_modules/typescript/bin/tsc', ...options, '--skipLibCheck', 'use.mts')).output;
}

describe('Vitest', () => {
  test.each([
    ['3.0.0', '20.19'],
    ['4.0.1', '20.19'],
    ['5.0.0', '22.12'],
  ])('The matchers and the reporter work in Vitest %s on Node %s', async (version, node) => {
    const config = `export default { test: {
      globals: true, setupFiles: ['docproof/vitest/setup'], pool: process.env.POOL, isolate: process.env.POOL !== 'threads',
      reporters: ['default', ['docproof/vitest/reporter', { json: process.env.JSON ?? 'coverage.json', minCoverage: Number(process.env.MIN ?? 50) }]],
    } };`;
    const files = { 'openapi.yaml': TWO, 'docproof.yaml': 'document: openapi.yaml\n', 'vitest.config.mjs': config };
    const tools = [`vitest@${version}`, 'typescript@5.9', '@types/node@22'];
    const { folder, run } = await installed({ ...files, 'right.test.cjs': RIGHT, 'more.test.cjs': RIGHT }, node, tools);
    const vitest = (environment: Readonly<Record<string, string>>, ...args: string[]) =>
      ran(join(folder, PROGRAM), ['node_modules/vitest/vitest.mjs', 'run', ...args], folder, environment);

    for (const POOL of ['forks', 'threads']) {
      const { code, output } = await vitest({ POOL });
      expect(output).toMatch(/^ +Tests +2 passed/m);
      expect(output).toContain('1 run from more.test.cjs, right.test.cjs');
      expect(output).toMatch(/operations +█+░+ +50 % +1 of 2/);
      expect(output).not.toMatch(/[Ss]ourcemap|Warning/);
      expect(code, output).toBe(0);
    }
    const short = await vitest({ POOL: 'forks', MIN: '60' });
    expect(short.output).toContain('Contract coverage failed: coverage of openapi.yaml is 50 % of operations');
    expect(short.code).toBe(1);

    for (const shard of ['1', '2']) {
      const { output } = await vitest({ POOL: 'forks', JSON: `${shard}.json` }, `--shard=${shard}/2`);
      expect(output).toMatch(/^ +Tests +1 passed/m);
    }
    const merged = await run('node_modules/docproof/dist/cli/main.js', 'coverage', '1.json', '2.json');
    expect(merged.output).toContain('2 runs from more.test.cjs, right.test.cjs');

    await writeFile(join(folder, 'wrong.test.cjs'), WRONG);
    const wrong = await vitest({ POOL: 'forks' }, 'wrong');
    expect(wrong.output).toMatch(MESSAGE);
    expect(wrong.code).toBe(1);

    const types = `import { expect } from 'vitest';\nimport { ContractCoverage, contractMatchers } from 'docproof/vitest';\nexpect.extend(contractMatchers('openapi.yaml'));\nnew ContractCoverage({ minCoverage: 5 });\n${USE}`;
    expect(await typesOf(folder, types, run)).toBe('');
    const [first, second, ...others] = types.split('\n');
    // Before Vitest 3.2, which brought `Matchers`, an augmentation counts only where Vitest comes first.
    if (version !== '3.0.0') expect(await typesOf(folder, [second, first, ...others].join('\n'), run)).toBe('');
  });
});

describe('Jest', () => {
  test.each(['29.0.0', '30.0.0'])(
    'The matchers and the reporter work in Jest %s in CommonJS, without flags, on Node 20.19',
    async (version) => {
      const config = `module.exports = { setupFilesAfterEnv: ['docproof/jest/setup'],
      reporters: ['default', ['docproof/jest/reporter', { json: 'coverage.json', minCoverage: Number(process.env.MIN ?? 50) }]] };`;
      const files = { 'openapi.yaml': TWO, 'docproof.yaml': 'document: openapi.yaml\n', 'jest.config.js': config };
      const globals = `const { contractMatchers, withRequests } = require('docproof/jest');
const { expect: plain } = require('@jest/globals');
plain.extend(contractMatchers('openapi.yaml'));${RIGHT.replaceAll('expect(', 'plain(').replace('fetch(', 'withRequests()(')}`;
      const tools = [
        `jest@${version}`,
        `@jest/globals@${version}`,
        'typescript@5.9',
        '@types/node@22',
        '@types/jest@29',
      ];
      const { folder, run } = await installed(
        { ...files, 'right.test.js': RIGHT, 'globals.test.js': globals },
        '20.19',
        tools,
      );
      const jest = (environment: Readonly<Record<string, string>>, ...args: string[]) =>
        ran(join(folder, PROGRAM), ['node_modules/jest/bin/jest.js', '--ci', ...args], folder, environment);

      for (const workers of ['-i', '-w=2']) {
        const { code, output } = await jest({}, workers);
        expect(output).toMatch(/^Tests: +2 passed, 2 total$/m);
        expect(output).toContain('1 run from globals.test.js, right.test.js');
        expect(output).toMatch(/operations +█+░+ +50 % +1 of 2/);
        expect(output).not.toMatch(/did not exit|open handle|Warning/);
        expect(code, output).toBe(0);
      }
      const short = await jest({ MIN: '60' });
      expect(short.output).toContain('Contract coverage failed: coverage of openapi.yaml is 50 % of operations');
      expect(short.code).toBe(1);

      await writeFile(join(folder, 'wrong.test.js'), WRONG);
      const wrong = await jest({}, 'wrong');
      expect(wrong.output).toMatch(MESSAGE);
      expect(wrong.code).toBe(1);

      const own = `import 'docproof/jest';\n${USE}`;
      expect(await typesOf(folder, `/// <reference types="jest" />\n${own}`, run)).toBe('');
      expect(await typesOf(folder, `import { expect } from '@jest/globals';\n${own}`, run)).toBe('');
    },
  );
});
