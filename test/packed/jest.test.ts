import { expect, inject, test } from 'vitest';
import { DOCUMENT, ran, userFolder } from './user.js';

const JEST = '30.5.2';

/** A test of a user, in CommonJS as Jest runs it without flags. */
const TEST = `const { checkExchange, loadContract, startMock } = require('docproof');

let contract, server;
beforeAll(async () => {
  contract = await loadContract('openapi.yaml');
  server = await startMock(contract, { port: 0 });
});
afterAll(() => server.close());

async function exchangeOf(path, change = (text) => text) {
  const response = await fetch(server.url + path);
  return {
    source: 'jest', index: 0,
    request: { method: 'GET', url: path, headers: {}, body: { state: 'absent' } },
    response: { status: response.status, headers: Object.fromEntries(response.headers),
      body: { state: 'present', content: change(await response.text()) } },
  };
}

test('An answer of the mock passes', async () => {
  expect(checkExchange(contract, await exchangeOf('/lamps/7'))).toMatchObject({ verdict: 'pass', status: 200 });
});
test('A colour that is not documented fails', async () => {
  const wrong = await exchangeOf('/lamps/7', (text) => text.replace('red', 'green'));
  const violations = [{ location: '/colour', keyword: 'enum' }];
  expect(checkExchange(contract, wrong)).toMatchObject({ verdict: 'fail', violations });
});
test('A generated body passes', async () => {
  const dynamic = await startMock(contract, { port: 0, dynamic: true });
  const response = await fetch(dynamic.url + '/lamps/7');
  await dynamic.close();
  expect(['red', 'blue']).toContain((await response.json()).colour);
});
`;

test('A CommonJS test in Jest gets the library by require, starts a mock and checks exchanges, without flags', async () => {
  const files = { 'package.json': '{"name":"user","private":true}', 'openapi.yaml': DOCUMENT, 'lamps.test.js': TEST };
  const folder = await userFolder(files);
  const install = ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
  const installed = await ran('npm', [...install, inject('tarball'), `jest@${JEST}`], folder);
  expect(installed.code, installed.output).toBe(0);
  const { code, output } = await ran(process.execPath, ['node_modules/jest/bin/jest.js', '--ci'], folder);
  expect(output).toMatch(/^Tests: +3 passed, 3 total$/m);
  expect(output).not.toMatch(/did not exit|open handle|Warning/);
  expect(code).toBe(0);
});
