import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../support/command.js';
import { askAt, startForTest } from '../support/serve.js';

const DOCUMENT = (example: string) => `openapi: 3.1.0
info: { title: T, version: '1' }
paths: { /a: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: 'part.yaml#/thing' }, example: ${example} } } } } } } }
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-serving-'));
  writeFileSync(join(folder, 'part.yaml'), 'thing: { type: object }\n');
  writeFileSync(join(folder, 'api.yaml'), DOCUMENT('{ v: 1 }'));
  writeFileSync(join(folder, 'bad.yaml'), DOCUMENT('{ v: 1 }').replace("$ref: 'part.yaml#/thing'", 'type: thing'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('A mock with --watch reloads a changed document and keeps the last good one when a reference breaks', async () => {
  const { url, seen } = await startForTest('mock', join(folder, 'api.yaml'), '--watch');
  const value = async () => (await askAt(url, 'GET /a')).json;
  expect(await value()).toEqual({ v: 1 });
  writeFileSync(join(folder, 'api.yaml'), DOCUMENT('{ v: 2 }'));
  await expect.poll(value, { timeout: 5_000 }).toEqual({ v: 2 });
  writeFileSync(join(folder, 'part.yaml'), 'thing: { type: object, default: [\n');
  await expect
    .poll(() => seen.stderr, { timeout: 5_000 })
    .toMatch(/error \S*api\.yaml:\d+:\d+ at .*part\.yaml:\d+:\d+: not valid YAML[\s\S]*the last good document/);
  expect(await value()).toEqual({ v: 2 });
  writeFileSync(join(folder, 'part.yaml'), 'thing: { type: object }\n');
  writeFileSync(join(folder, 'api.yaml'), DOCUMENT('{ v: 3 }'));
  await expect.poll(value, { timeout: 5_000 }).toEqual({ v: 3 });
});

test('A mock with --watch takes a document up when a file is made, or mended, that it did not refer to before', async () => {
  const link = join(folder, 'link.yaml');
  symlinkSync('api.yaml', link);
  const { url, seen } = await startForTest('mock', link, '--watch');
  const value = async () => (await askAt(url, 'GET /a')).json;
  const referring = (to: string, v: number) => DOCUMENT(`{ v: ${v} }`).replace('part.yaml#/thing', to);
  writeFileSync(join(folder, 'api.yaml'), referring('made/later.yaml', 4));
  await expect.poll(() => seen.stderr, { timeout: 20_000 }).toContain('made/later.yaml leads nowhere');
  mkdirSync(join(folder, 'made'));
  writeFileSync(join(folder, 'made/later.yaml'), 'type: object\n');
  await expect.poll(value, { timeout: 20_000 }).toEqual({ v: 4 });
  writeFileSync(join(folder, 'broken.yaml'), 'type: [\n');
  writeFileSync(join(folder, 'api.yaml'), referring('broken.yaml', 5));
  await expect.poll(() => seen.stderr, { timeout: 20_000 }).toContain('broken.yaml:');
  writeFileSync(join(folder, 'broken.yaml'), 'type: object\n');
  await expect.poll(value, { timeout: 20_000 }).toEqual({ v: 5 });
  writeFileSync(join(folder, 'other.yaml'), DOCUMENT('{ v: 6 }'));
  symlinkSync('other.yaml', `${link}.new`);
  renameSync(`${link}.new`, link);
  await expect.poll(value, { timeout: 20_000 }).toEqual({ v: 6 });
});

test('An unusable schema is a warning with its place at start, and an error with --strict', async () => {
  const { seen } = await startForTest('mock', join(folder, 'bad.yaml'));
  await expect
    .poll(() => seen.stderr, { timeout: 5_000 })
    .toMatch(/warning .*bad\.yaml at \/paths\/~1a\/get\/.*\/schema\/type: the schema cannot be used: type must be/);
  const strict = await run(['mock', join(folder, 'bad.yaml'), '--strict', '--port', '0']);
  expect([strict.code, strict.stdout]).toEqual([2, '']);
  expect(strict.stderr).toMatch(/the schema cannot be used/);
});

test('A response header that cannot be sent is a warning at start and is left out of responses', async () => {
  const headers = (schema: string) =>
    ['', 'bad name', 'X-Größe', 'Trailer', 'X-Good']
      .map((name) => `${JSON.stringify(name)}: { schema: { type: string }, ${schema} }`)
      .join(', ');
  const response = (content: string) =>
    `get: { responses: { '200': { description: ok, headers: { ${headers("example: 'a b\\0'".replaceAll("'", '"'))} }, content: { application/json: ${content} } } } }`;
  writeFileSync(
    join(folder, 'headers.yaml'),
    `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /written: { ${response('{ example: 1 }')} }
  /made: { ${response('{ schema: { type: object, properties: { a: { type: string } } } }')} }
`,
  );
  const { url, seen } = await startForTest('mock', join(folder, 'headers.yaml'));
  for (const path of ['/written', '/made', '/made']) {
    const { status, headers: sent } = await askAt(url, `GET ${path}`);
    expect([status, sent.get('x-good'), sent.get('trailer')]).toEqual([200, 'a%20b%00', null]);
  }
  await expect
    .poll(() => seen.stderr, { timeout: 5_000 })
    .toMatch(/at \/paths\/~1made\/.*\/headers\/Trailer: [\s\S]*Correct its name, or take it out/);
  const warnings = seen.stderr.match(/warning .*headers\.yaml at .*: the response header ".*" cannot be sent: /g);
  expect(warnings).toHaveLength(8);
  const strict = await startForTest('mock', join(folder, 'headers.yaml'), '--strict');
  expect((await askAt(strict.url, 'GET /written')).status).toBe(200);
});

test('A mock serves HTTPS with --tls-cert and --tls-key together, and refuses one alone', async () => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        key,
        '-out',
        cert,
        '-days',
        '2',
        '-subj',
        '/CN=localhost',
      ],
      { stdio: 'ignore' },
    );
  } catch {
    // A machine without openssl cannot make a certificate here; the refusals below need none.
    writeFileSync(key, 'no key');
    writeFileSync(cert, 'no certificate');
  }
  if (readFileSync(key, 'utf8') !== 'no key') {
    const { url } = await startForTest('mock', join(folder, 'api.yaml'), '--tls-cert', cert, '--tls-key', key);
    expect(url).toMatch(/^https:/);
    const status = await new Promise((resolve, reject) => {
      request(`${url}/a`, { rejectUnauthorized: false }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  }
  const alone = await run(['mock', '--tls-cert', cert]);
  expect([alone.code, alone.stderr]).toEqual([2, expect.stringMatching(/go together/)]);
  writeFileSync(join(folder, 'empty.pem'), '');
  const unusable = await run([
    'mock',
    '--tls-cert',
    join(folder, 'empty.pem'),
    '--tls-key',
    join(folder, 'part.yaml'),
    '--port',
    '0',
  ]);
  expect([unusable.code, unusable.stderr]).toEqual([2, expect.stringMatching(/certificate cannot be used/)]);
});

test('The mock accepts the flag spellings of Prism and refuses invalid flags', async () => {
  const { url } = await startForTest(
    'mock',
    join(folder, 'api.yaml'),
    '--cors=false',
    '--ignoreExamples',
    '--errors=true',
    '--no-multiprocess',
    '--json-schema-faker-fillProperties=false',
    '-v',
    'warn',
  );
  const answered = await askAt(url, 'GET /a');
  expect([answered.status, answered.headers.has('access-control-allow-origin')]).toEqual([200, false]);
  expect(answered.json).toEqual({});
  for (const flags of [
    ['--delay', 'soon'],
    ['--fault', 'GET /a: 10% 500'],
    ['--validate-request=maybe'],
    ['--nonsense'],
  ]) {
    expect((await run(['mock', join(folder, 'api.yaml'), '--port', '0', ...flags])).code).toBe(2);
  }
});

test('The log of a proxy says why it answered in the place of the service', async () => {
  // Port 9 is that of "discard" (RFC 863), which nothing listens to here.
  const api = join(folder, 'api.yaml');
  const { url, seen } = await startForTest('proxy', api, 'http://127.0.0.1:9', '--errors');
  expect((await askAt(url, 'GET /a')).status).toBe(502);
  expect((await askAt(url, 'GET /nothing')).status).toBe(404);
  await expect.poll(() => seen.stderr).toMatch(/GET \/a → 502 in .*\n {2}✗ .*nothing listens there \(ECONNREFUSED\)\n/);
  await expect.poll(() => seen.stderr).toMatch(/GET \/nothing → 404 in .*\n {2}✗ .*no path \/nothing\n/);
});

test('The proxy forwards requests and logs each exchange with its faults', async () => {
  const service = await startForTest('mock', join(folder, 'api.yaml'));
  const { url, seen } = await startForTest('proxy', join(folder, 'api.yaml'), service.url, '--mock-on', '501');
  expect((await askAt(url, 'GET /a')).status).toBe(200);
  expect((await askAt(url, 'GET /nothing')).status).toBe(404);
  await expect
    .poll(() => seen.stderr)
    .toMatch(
      /GET \/a → 200 in \d+ ms\n\S+ GET \/nothing → 404 in \d+ ms\n {2}✗ request path: the document describes no path \/nothing/,
    );
  const bad = await run(['proxy', join(folder, 'api.yaml'), 'localhost:1']);
  expect([bad.code, bad.stderr]).toEqual([2, expect.stringMatching(/is not a URL of the service/)]);
});

test('A proxy that records says at its end how many exchanges the recording has, and how many it lacks', async () => {
  const service = await startForTest('mock', join(folder, 'api.yaml'));
  const record = join(folder, 'recorded.har');
  const { url, child, ended, seen } = await startForTest(
    ...['proxy', join(folder, 'api.yaml'), service.url, '--record', record],
  );
  const health = async () => (await askAt(url, 'GET /_docproof/health')).json;
  await askAt(url, 'GET /a');
  expect(await health()).toMatchObject({ status: 'ok', recording: { recorded: 1, missing: 0 } });
  appendFileSync(record, ' ');
  await askAt(url, 'GET /a');
  const reason = 'another program writes to this HAR file';
  expect(await health()).toMatchObject({ status: 'degraded', reason, recording: { recorded: 1, missing: 1 } });
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(seen.stdout).toContain(`Recorded 1 exchange in ${record}\n`);
  expect(seen.stderr).toContain(`warning ${record} lacks 1 exchange: ${reason}\n`);
});
