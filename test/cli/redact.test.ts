import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../support/command.js';

let folder: string;
let capture: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-redact-'));
  capture = join(folder, 'in.har');
  writeFileSync(capture, JSON.stringify(HAR, null, 2));
  writeFileSync(join(folder, 'api.yaml'), DOCUMENT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths: { /a: { get: { responses: { '200': { description: ok } } } } }
components: { securitySchemes: { door: { type: apiKey, in: header, name: X-Door } } }
`;

const HAR = {
  log: {
    version: '1.2',
    creator: { name: 'Recorder', version: '1' },
    pages: [{ id: 'page_1', title: 'https://a.example/?access_token=planted-1', pageTimings: { onLoad: 1.5 } }],
    entries: [
      {
        pageref: 'page_1',
        _priority: 'High',
        startedDateTime: '2026-11-20T10:00:00.000Z',
        time: 12.5,
        request: {
          method: 'POST',
          url: 'https://a.example/a?customer=planted-2&page=1',
          httpVersion: 'h2',
          headers: [
            { name: 'X-Door', value: 'planted-3' },
            { name: 'Accept', value: '*/*' },
          ],
          queryString: [
            { name: 'customer', value: 'planted-2' },
            { name: 'page', value: '1' },
          ],
          cookies: [{ name: 'sid', value: 'planted-4', httpOnly: true }],
          postData: {
            mimeType: 'application/x-www-form-urlencoded',
            params: [{ name: 'password', value: 'planted-5' }],
          },
          headersSize: -1,
          bodySize: 10,
        },
        response: {
          status: 200,
          statusText: 'OK',
          httpVersion: 'h2',
          headers: [],
          cookies: [],
          content: {
            size: 33,
            mimeType: 'application/json',
            encoding: 'base64',
            text: Buffer.from('{"pageToken":"next","note":"acme-00000001"}').toString('base64'),
          },
          redirectURL: '',
          headersSize: -1,
          bodySize: 33,
        },
        cache: {},
        timings: { send: 0, wait: 12.5, receive: 0 },
      },
    ],
    comment: 'kept',
  },
};

test('The redact command writes a HAR with every field and without its secrets', async () => {
  const output = join(folder, 'out.har');
  const flags = ['--document', join(folder, 'api.yaml'), '--redact', 'customer', '--redact-pattern', 'acme-[0-9]{8}'];
  const ran = await run(['redact', capture, '-o', output, ...flags]);
  expect([ran.code, ran.stdout]).toEqual([0, '']);
  expect(ran.stderr).toMatch(/out\.har: written without secrets; look through it/);
  const text = readFileSync(output, 'utf8');
  expect(text).not.toMatch(/planted|acme-/);
  const written = JSON.parse(text);
  const pseudonym = expect.stringMatching(/^\[redacted-[0-9a-f]{12}\]$/);
  const [entry] = HAR.log.entries;
  const [clean] = written.log.entries;
  expect(Object.keys(written.log).sort()).toEqual(Object.keys(HAR.log).sort());
  expect(Object.keys(clean)).toEqual(Object.keys(entry ?? {}));
  expect(clean).toMatchObject({
    _priority: 'High',
    time: 12.5,
    request: {
      headers: [
        { name: 'X-Door', value: pseudonym },
        { name: 'Accept', value: '*/*' },
      ],
    },
  });
  expect(clean.request.cookies).toEqual([{ name: 'sid', value: pseudonym, httpOnly: true }]);
  expect(clean.request.postData.params).toEqual([{ name: 'password', value: pseudonym }]);
  expect(clean.request.queryString[0].value).toBe(/customer=([^&]+)/.exec(clean.request.url)?.[1]);
  const body = Buffer.from(clean.response.content.text, 'base64');
  expect(body.toString()).toMatch(/^\{"pageToken":"next","note":"\[redacted-[0-9a-f]+\]"\}$/);
  expect(clean.response.content.size).toBe(body.length);
});

test('Redaction gives the same pseudonyms in every run with the same key, and others without it', async () => {
  const key = join(folder, 'redact.key');
  writeFileSync(key, 'k'.repeat(32));
  const [one, two, other] = await Promise.all([
    run(['redact', capture, '--redact-key', key]),
    run(['redact', capture, '--redact-key', key]),
    run(['redact', capture]),
  ]);
  expect(one.code).toBe(0);
  expect(one.stdout).toBe(two.stdout);
  expect(one.stdout).not.toBe(other.stdout);
  writeFileSync(key, 'short');
  const short = await run(['redact', capture, '--redact-key', key]);
  expect([short.code, short.stderr]).toEqual([
    2,
    expect.stringMatching(/redact\.key: the key is shorter than 16 bytes/),
  ]);
});

test('Redaction never overwrites the capture itself, and writes a cut capture up to its last whole entry', async () => {
  const before = readFileSync(capture, 'utf8');
  const same = await run(['redact', capture, '-o', join(folder, '.', 'in.har')]);
  expect([same.code, same.stderr]).toEqual([2, expect.stringMatching(/the output is the capture itself/)]);
  expect(readFileSync(capture, 'utf8')).toBe(before);
  const compact = JSON.stringify(HAR);
  const entry = JSON.stringify(HAR.log.entries[0]);
  const cut = join(folder, 'cut.har');
  writeFileSync(cut, `${compact.slice(0, compact.indexOf(entry)) + entry},${entry.slice(0, 200)}`);
  const ran = await run(['redact', cut, '-o', join(folder, 'whole.har')]);
  expect([ran.code, ran.stderr]).toEqual([2, expect.stringMatching(/left out: .*cut\.har: the capture is cut/)]);
  const whole = readFileSync(join(folder, 'whole.har'), 'utf8');
  expect(JSON.parse(whole).log.entries).toHaveLength(1);
  expect(whole).not.toMatch(/planted-[145]/);
});

test('Redaction keeps NDJSON and its extra members, and reports a broken line that it leaves out', async () => {
  const lines = [
    '{"id":7,"request":{"method":"GET","url":"/a?token=planted-1","headers":{"Cookie":["a=planted-2"]}},"response":{"status":200,"json":{"secret":"planted-3"}},"note":"mine"}',
    '{"request":{"url":"/a?token=planted-4',
    '{"request":{"method":"GET","url":"/b"},"response":{"status":204}}',
  ];
  const ran = await run(['redact', '-'], { input: `${lines.join('\n')}\n` });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch(/left out: -: line 2 is not JSON/);
  const [first, second] = ran.stdout.trim().split('\n');
  expect(first).toMatch(/^\{"id":7,"request":.*"url":"\/a\?token=\[redacted-\w+\]".*"note":"mine"\}$/);
  expect(second).toBe(lines[2]);
  expect(ran.stdout + ran.stderr).not.toContain('planted');
});

test('The redaction settings of docproof.yaml also apply to reports', async () => {
  const config = join(folder, 'docproof.yaml');
  writeFileSync(
    config,
    'redact: { names: [customerNumber], keep: [password], patterns: ["acme-[0-9]{4}"], key: redact.key }\n',
  );
  writeFileSync(join(folder, 'redact.key'), 'k'.repeat(32));
  writeFileSync(
    join(folder, 'check.yaml'),
    DOCUMENT.replace(
      '{ description: ok }',
      '{ description: ok, content: { application/json: { schema: { type: object, additionalProperties: { type: boolean } } } } }',
    ),
  );
  const body = { 'customer-number': 'planted-1', password: 'shown', note: 'see acme-1234', token: 'planted-2' };
  const line = {
    request: { method: 'GET', url: '/a' },
    response: { status: 200, headers: { 'content-type': 'application/json' }, json: body },
  };
  const check = () =>
    run(['check', join(folder, 'check.yaml'), '-', '--config', config], { input: `${JSON.stringify(line)}\n` });
  const [one, two] = [await check(), await check()];
  expect(one.code).toBe(1);
  expect(one.stdout).toContain('"shown"');
  expect(one.stdout).toMatch(/"see \[redacted-[0-9a-f]{12}\]"/);
  expect(one.stdout).not.toMatch(/planted|acme-1/);
  expect(two.stdout).toBe(one.stdout);
  const bad = await run(['redact', '-', '--redact-pattern', '(?<=a)b'], { input: JSON.stringify(line) });
  expect([bad.code, bad.stderr]).toEqual([2, expect.stringMatching(/is not a pattern that can find secrets/)]);
});
