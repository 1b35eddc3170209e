import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openObjects } from '../../src/objects/index.js';
import { run } from '../support/command.js';
import { S3_CREDENTIALS, type S3Server, startS3 } from '../support/s3-server.js';
import { zipOf } from '../support/zip.js';

const DOCUMENT = 'contracts/lights.yaml';
const HAR = readFileSync('contracts/captures/browser.har');
const servers: Server[] = [];
let folder = '';
let s3: S3Server;

/** Settings of the SDK: its credentials and the service. */
let env: Record<string, string> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-object-captures-'));
  s3 = await startS3('captures');
  env = {
    ...S3_CREDENTIALS,
    AWS_ENDPOINT_URL_S3: s3.endpoint,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
});

afterAll(async () => {
  vi.unstubAllEnvs();
  for (const server of servers) server.closeAllConnections();
  await s3.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Puts objects into the bucket as another program would. */
async function put(objects: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  for (const [name, value] of Object.entries(S3_CREDENTIALS)) vi.stubEnv(name, value);
  const store = await openObjects('s3://captures/');
  for (const [key, content] of Object.entries(objects))
    await store.write(`s3://captures/${key}?endpoint=${s3.endpoint}`, Buffer.from(content));
  await store.close();
}

/** A report as JSON, and how the command ended. */
async function check(...args: readonly string[]) {
  const { code, stdout, stderr } = await run(['check', DOCUMENT, ...args, '--format', 'json'], { env });
  return { code, stderr, report: stdout === '' ? undefined : JSON.parse(stdout) };
}

/** The same report, with the names of its sources put in the place of others. */
function renamed(report: unknown, names: Readonly<Record<string, string>>): unknown {
  let text = JSON.stringify(report);
  for (const [from, to] of Object.entries(names)) text = text.replaceAll(from, to);
  return JSON.parse(text);
}

describe('captures in a bucket', () => {
  test('A capture in a bucket gives the report of the same file, with one thread and with several', async () => {
    await put({ 'one/browser.har': HAR });
    const file = await check('contracts/captures/browser.har');
    const names = { 's3://captures/one/browser.har': 'contracts/captures/browser.har' };
    const inBucket = await check('s3://captures/one/browser.har');
    const withThreads = await check('s3://captures/one/browser.har', '--workers', '2');
    expect(file.report.summary.entries).toBeGreaterThan(3);
    expect(renamed(inBucket.report, names)).toEqual(file.report);
    expect(renamed(withThreads.report, names)).toEqual(file.report);
    expect([inBucket.code, withThreads.code]).toEqual([file.code, file.code]);
  });

  test('A pattern finds captures in any folder, compressed and in archives, by their content', async () => {
    await put({
      'many/a.har.gz': gzipSync(HAR),
      'many/deep/er/b': HAR,
      'many/c.zip': zipOf({ 'inner.har': HAR }),
      'many-others/d.har': 'not a capture',
    });
    const { report, stderr } = await check('s3://captures/many/**');
    expect(stderr).toBe('');
    expect(report.summary.sources).toEqual([
      's3://captures/many/a.har.gz',
      's3://captures/many/c.zip',
      's3://captures/many/deep/er/b',
    ]);
  });

  test('What a folder of a bucket holds besides captures is skipped, and the report says so', async () => {
    await put({ 'mixed/a.har': HAR, 'mixed/notes.txt': 'Remember the milk.' });
    const { code, stderr, report } = await check('s3://captures/mixed/');
    expect(stderr).toContain('s3://captures/mixed/notes.txt');
    expect(report.summary.sources).toHaveLength(1);
    expect(code).not.toBe(2);
  });

  test.each([
    ['s3://captures/none/**', /s3:\/\/captures\/none\/\*\*: no object has this name or matches this pattern/],
    ['s3://captures/text/notes.txt', /s3:\/\/captures\/text\/notes\.txt: the capture is of no known format/],
    ['s3://absent/a.har', /s3:\/\/absent\/a\.har: there is no bucket absent/],
    ['s3://captures', /s3:\/\/captures\/text\/notes\.txt/],
  ])('The check of %s ends with 2 or says which object is not a capture', async (url, message) => {
    await put({ 'text/notes.txt': 'Remember the milk.' });
    const { code, stderr } = await check(url);
    expect(stderr).toMatch(message);
    if (url !== 's3://captures') expect(code).toBe(2);
  });

  test('Refused credentials end the check with 2, and their secret is not repeated', async () => {
    await put({ 'one/browser.har': HAR });
    const { code, stderr } = await run(['check', DOCUMENT, 's3://captures/one/'], {
      env: { ...env, AWS_ACCESS_KEY_ID: 'AKIDUNKNOWN', AWS_SECRET_ACCESS_KEY: 'wrong-secret' },
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/s3:\/\/captures\/one\/: may not be read or written: InvalidAccessKeyId/);
    expect(stderr).not.toContain('wrong-secret');
  });

  test('A suite of docproof.yaml names a bucket, and an object is not followed', async () => {
    await put({ 'one/browser.har': HAR });
    const config = join(folder, 'docproof.yaml');
    const document = join(process.cwd(), DOCUMENT);
    writeFileSync(config, `document: ${document}\nsuites:\n  nightly:\n    captures: ['s3://captures/one/*.har']\n`);
    const suite = await run(['check', '--config', config, '--format', 'json'], { env });
    expect(JSON.parse(suite.stdout).summary.entries).toBeGreaterThan(3);
    const followed = await run(['check', DOCUMENT, 's3://captures/one/browser.har', '--follow'], { env });
    expect(followed.code).toBe(2);
    expect(followed.stderr).toContain('cannot be followed');
  });

  test('A suggestion and a comparison read a bucket again', async () => {
    await put({ 'one/browser.har': HAR });
    const overlay = join(folder, 'drift.yaml');
    const suggested = await run(['check', DOCUMENT, 's3://captures/one/', '--suggest', overlay], { env });
    expect(suggested.stderr).toMatch(/drift\.yaml/);
    const compared = await run(['check', DOCUMENT, 's3://captures/one/', '--against', DOCUMENT], { env });
    expect(compared.code).toBe(0);
  });
});

describe('captures behind presigned URLs', () => {
  test('A list of presigned URLs is checked, and no output holds what signs them', async () => {
    const files: Record<string, Uint8Array> = {
      '/a.har': HAR,
      '/b.har.gz': gzipSync(HAR),
      '/bad.har': Buffer.from('x'),
    };
    const server = createServer(({ url = '', headers }, response) => {
      const { pathname, searchParams } = new URL(url, 'http://host');
      const bytes = files[pathname];
      if (!bytes) response.writeHead(404).end();
      else if (pathname !== '/list' && searchParams.get('X-Amz-Signature') !== 'feedface5ec2e7')
        response.writeHead(403).end();
      else {
        const [, from = 0, to = bytes.length - 1] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
        const part = Buffer.from(bytes).subarray(Number(from), Number(to) + 1);
        response
          .writeHead(headers.range ? 206 : 200, {
            etag: '"e"',
            'content-length': part.length,
            ...(headers.range ? { 'content-range': `bytes ${from}-${to}/${bytes.length}` } : {}),
          })
          .end(part);
      }
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const signed = '?X-Amz-Credential=AKIDEXAMPLE&X-Amz-Signature=feedface5ec2e7';
    files['/list'] = Buffer.from(`${here}/b.har.gz${signed}\n${here}/a.har${signed}\n`);
    const { report, stderr } = await check(`${here}/list${signed}`);
    expect(report.summary.sources).toEqual([`${here}/a.har`, `${here}/b.har.gz`]);
    for (const url of [
      `${here}/bad.har${signed}`,
      `${here}/none${signed}`,
      `${here}/a.har?X-Amz-Signature=0ther5ec2e7`,
    ]) {
      const bad = await check(url);
      expect(bad.code).toBe(2);
      expect(bad.stderr).toContain(url.replace(/\?.*/, ''));
      expect(bad.stderr).not.toContain('5ec2e7');
    }
    for (const format of ['text', 'html', 'junit', 'sarif', 'ndjson', 'github', 'markdown']) {
      const { stdout, stderr: said } = await run(['check', DOCUMENT, `${here}/list${signed}`, '--format', format]);
      expect(stdout.length).toBeGreaterThan(100);
      expect(`${stdout}${said}`).not.toMatch(/feedface5ec2e7|AKIDEXAMPLE/);
    }
    expect(stderr).not.toContain('feedface');
  });
});
