import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { run, type Started, startServing } from '../support/command.js';
import { askAt, startForTest } from '../support/serve.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-https-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function started(args: readonly string[], env: Record<string, string> = {}): Promise<Started> {
  const serving = await startServing(args, { env: { XDG_DATA_HOME: folder, ...env } });
  onTestFinished(() => {
    serving.child.kill('SIGTERM');
  });
  return serving;
}

/** The file that the server names for `NODE_EXTRA_CA_CERTS`. */
const authorityOf = ({ seen }: Started): string => /NODE_EXTRA_CA_CERTS=(\S+)/.exec(seen.stdout)?.[1] ?? '';

/** Asks as a program does that trusts the authority: the status, or why it refuses. */
function statusOf(url: string, ca: string): Promise<unknown> {
  return new Promise((resolve) => {
    request(url, { ca: readFileSync(ca), agent: false }, (response) => resolve(response.resume().statusCode))
      .on('error', (error: Error & { code?: string }) => resolve(error.code))
      .end();
  });
}

test('A mock with --https names the certificate by which programs trust it, also by localhost', async () => {
  const mock = await started(['mock', '--https']);
  expect(mock.url).toMatch(/^https:\/\/127\.0\.0\.1:/);
  expect(authorityOf(mock)).toBe(join(folder, 'docproof/https/ca.pem'));
  for (const name of ['127.0.0.1', 'localhost'])
    expect(await statusOf(`https://${name}:${mock.port}/_docproof/health`, authorityOf(mock))).toBe(200);
});

test('A mock with --https and -m serves one certificate from all processes', async () => {
  const mock = await started(['mock', '--https', '-m']);
  const statuses = await Promise.all(
    Array.from({ length: 8 }, () => statusOf(`${mock.url}/_docproof/health`, authorityOf(mock))),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
});

test('A mock with --https does not wait for connections over which nothing was asked when it stops', async () => {
  const mock = await started(['mock', '--https', '--grace', '3600000']);
  // As browsers do, which open one more than they need.
  const spare = connect({ port: mock.port, host: '127.0.0.1', ca: readFileSync(authorityOf(mock)) });
  const closed = new Promise((resolve) => spare.once('close', resolve));
  await new Promise((resolve) => spare.once('secureConnect', resolve));
  mock.child.kill('SIGTERM');
  expect(await mock.ended).toEqual([0, null]);
  await closed;
});

test('A mock with --https and --watch takes up changes of its document', async () => {
  const file = join(folder, 'api.yaml');
  const document = (path: string) =>
    `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { ${path}: { get: { responses: { '204': { description: ok } } } } }\n`;
  writeFileSync(file, document('/a'));
  const mock = await started(['mock', file, '--https', '--watch']);
  expect(await statusOf(`${mock.url}/a`, authorityOf(mock))).toBe(204);
  writeFileSync(file, document('/b'));
  await expect.poll(() => statusOf(`${mock.url}/b`, authorityOf(mock)), { timeout: 20_000 }).toBe(204);
});

test('A proxy with --https forwards to a service that speaks http', async () => {
  const service = await startForTest('mock');
  const proxy = await started(['proxy', 'spec/openapi.yaml', `${service.url}/v1.0`, '--https']);
  expect(await statusOf(`${proxy.url}/_docproof/health`, authorityOf(proxy))).toBe(200);
  const forwarded = await statusOf(`${proxy.url}/auditLogs/signIns`, authorityOf(proxy));
  expect(forwarded).toBe((await askAt(service.url, 'GET /v1.0/auditLogs/signIns')).status);
});

test('--trust alone installs the authority, and says by which command', async () => {
  for (const name of ['install', 'update-ca-certificates', 'sudo']) {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> '${folder}/log'\n`);
    chmodSync(file, 0o755);
  }
  const log = () => readFileSync(join(folder, 'log'), 'utf8');
  const env = { PATH: folder, HOME: folder };
  await started(['mock', '--https'], env);
  expect(log).toThrow(/ENOENT/);
  const mock = await started(['mock', '--trust'], env);
  expect(mock.url).toMatch(/^https:/);
  expect(log()).toMatch(/install -D -m 644 .*ca\.pem \/usr\/local\/share\/ca-certificates\/docproof-local-authority-/);
  expect(mock.seen.stderr).toMatch(/\$ (sudo -n )?install -D .*\n.*\$ (sudo -n )?update-ca-certificates\n/);
  rmSync(join(folder, 'update-ca-certificates'));
  const nowhere = await run(['mock', '--trust', '--port', '0'], { env: { XDG_DATA_HOME: folder, ...env } });
  expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('no trust store was found')]);
});

test('--https beside a certificate of yours, and a key that others may read, end with code 2 and a cure', async () => {
  const both = await run(['mock', '--https', '--tls-cert', 'a.pem', '--tls-key', 'b.pem']);
  expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('--https makes a certificate')]);
  await started(['mock', '--https']);
  chmodSync(join(folder, 'docproof/https/authority.pem'), 0o640);
  const open = await run(['mock', '--https', '--port', '0'], { env: { XDG_DATA_HOME: folder } });
  expect([open.code, open.stderr]).toEqual([2, expect.stringMatching(/mode 640[\s\S]*chmod 600/)]);
});
