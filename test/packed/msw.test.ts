import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { DOCUMENT, ran, userFolder } from './user.js';

const RUN = `import { readFileSync } from 'node:fs';
import { createContract, handlers, judgeTraffic } from 'docproof/msw';
import { loadContract } from 'docproof';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';

const base = 'https://lamps.test/v1';
const said = [];
const stale = [];
const bundled = await loadContract('openapi.yaml');
const contract = await createContract(bundled.document.root);
const mocks = handlers(contract, {
  baseUrl: base,
  onViolation: ({ in: side, location, keyword }, { operation }) => said.push([operation, side, location, keyword]),
});
const server = setupServer(...mocks);
const traffic = judgeTraffic(server, contract, {
  baseUrl: base,
  onViolation: ({ in: side, location, keyword }, { operation }) => stale.push([operation, side, location, keyword]),
});
server.listen({ onUnhandledRequest: 'bypass' });
const ask = async (path, init) => {
  const response = await fetch(base + path, init);
  said.push([response.status, await response.text().then((text) => text.slice(0, 30))]);
};
said.push(server.listHandlers().map(({ info }) => info.header));
await ask('/lamps/7');
await ask('/lamps/seven');
mocks.answers.once('GET /lamps/{id}', { body: { id: 8, colour: 'blue' }, delay: 10, headers: { 'Set-Cookie': 'a=b' } });
await ask('/lamps/8');
server.use(http.get(base + '/lamps/:id', () => HttpResponse.json({ id: 7, colour: 'green' })));
await ask('/lamps/7');
await traffic.settled();
server.close();
console.log('said ' + JSON.stringify([...said, ...stale]));
`;

/** What TypeScript thinks of a user's file, under strict settings. */
const TYPED = `import { createContract, handlers, judgeTraffic } from 'docproof/msw';
import { http } from 'msw';
import { setupServer } from 'msw/node';

export async function start(document: object): Promise<void> {
  const contract = await createContract(document);
  const mocks = handlers(contract, { overrides: { listLamps: [{ status: 429 }, { delay: '1..2' }] }, onViolation: 'error' });
  const server = setupServer(http.get('/mine', () => undefined), ...mocks);
  server.use(...mocks);
  judgeTraffic(server, contract, { onViolation: (violation, { request }) => console.log(violation.message, request.url) });
  mocks.answers.once('listLamps', { fault: 'reset' });
  // @ts-expect-error A status is a number.
  mocks.answers.once('listLamps', { status: 'busy' });
}
`;

test.each([
  ['2.11.0', '20.19'],
  ['2', '20.19'],
  ['3', '22.12'],
])('MSW %s answers by the packed handlers, reports stale ones, and its types fit, on Node %s', async (msw, node) => {
  const folder = await userFolder({
    'package.json': '{"name":"user","private":true,"type":"module"}',
    'openapi.yaml': DOCUMENT,
    'run.js': RUN,
    'typed.ts': TYPED,
  });
  const install = ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
  const runtime = `node@npm:node-${process.platform}-${process.arch}@${node}`;
  const installed = await ran('npm', [...install, runtime, inject('tarball'), `msw@${msw}`, 'typescript@5.9'], folder);
  expect(installed.code, installed.output).toBe(0);
  const program = join(folder, 'node_modules/node/bin/node');
  const { code, output } = await ran(program, ['run.js'], folder);
  expect(code, output).toBe(0);
  expect(JSON.parse(/^said (.*)$/m.exec(output)?.[1] ?? 'null')).toEqual([
    ['GET https://lamps.test/v1/lamps/:id'],
    [200, '{"id":7,"colour":"red"}'],
    ['GET /lamps/{id}', 'request', 'id', 'type'],
    [422, expect.any(String)],
    [200, '{"id":8,"colour":"blue"}'],
    [200, '{"id":7,"colour":"green"}'],
    ['GET /lamps/{id}', 'response', '/colour', 'enum'],
  ]);
  const flags = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--lib',
    'es2023,dom',
  ];
  const typed = await ran(process.execPath, ['node_modules/typescript/bin/tsc', ...flags, 'typed.ts'], folder);
  expect(typed.output).toBe('');
});

test('The examples of docs/guides/msw.md for Node run with MSW 3 on Node 22.12, and say what the page says', async () => {
  const page = readFileSync(new URL('../../docs/guides/msw.md', import.meta.url), 'utf8');
  const examples = [...page.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = '']) => code);
  const inNode = examples.filter((code) => code.includes("'msw/node'"));
  const files = inNode.map((code, index): [string, string] => [`example-${index}.js`, code]);
  const folder = await userFolder({
    'package.json': '{"name":"user","private":true,"type":"module"}',
    ...Object.fromEntries(files),
  });
  const install = ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
  const runtime = `node@npm:node-${process.platform}-${process.arch}@22.12`;
  const installed = await ran('npm', [...install, runtime, inject('tarball'), 'msw@3'], folder);
  expect(installed.code, installed.output).toBe(0);
  const program = join(folder, 'node_modules/node/bin/node');
  const main = 'node_modules/docproof/dist/cli/main.js';
  await ran(program, [main, 'bundle', '--builtin', '-o', 'openapi.json'], folder);
  const said = [];
  for (const [file] of files) said.push((await ran(program, ['--no-warnings', file], folder)).output);
  expect(said).toEqual([
    expect.stringMatching(/^429\n/),
    expect.stringMatching(/^POST \/auditLogs\/signIns must be object, but is array$/m),
  ]);
});
