import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { run } from '../support/command.js';
import { exchangeWith, leaksIn, PLANTED } from '../support/planted.js';
import { askAt } from '../support/serve.js';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** Nothing that is sent is as this document says, so that the log tells of all of it. */
const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /sessions/{sessionToken}/items: { get: { parameters: [{ name: sessionToken, in: path, required: true, schema: { type: integer } }], responses: { '200': { description: ok } } } }
  /sessions/current/items: { get: { responses: { '200': { description: ok } } } }
  /things:
    get: &operation
      parameters: [{ name: top, in: query, schema: { type: integer } }, { name: door, in: query, schema: { type: integer } }]
      responses: { '200': { description: ok, content: { application/json: { schema: { type: object, additionalProperties: { type: boolean } } } } } }
    post:
      <<: *operation
      requestBody: { content: { application/json: { schema: { type: object, additionalProperties: { enum: [true, false] } } }, application/x-www-form-urlencoded: { schema: { type: object, additionalProperties: false } } } }
components: { securitySchemes: { a: { type: apiKey, in: header, name: X-Door }, b: { type: apiKey, in: query, name: door }, c: { type: apiKey, in: cookie, name: door } } }
`;

let folder: string;
let document: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-logs-'));
  document = join(folder, 'api.yaml');
  writeFileSync(document, DOCUMENT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...args, '--port', '0'], {
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const seen = { text: '' };
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: unknown): void => {
      seen.text += String(chunk);
      const found = /(?:Mocking .* on|Forwarding) (https?:[^\s,]+)/.exec(seen.text)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', () => reject(new Error(seen.text)));
  });
  return { url, seen };
}

/** Sends what can be sent of every planted request. */
async function sendAll(url: string): Promise<void> {
  for (const planted of PLANTED) {
    const { request } = exchangeWith(planted);
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers[name] = value;
    const target = request.url.replace('https://api.example', '');
    await askAt(url, `${request.method} ${target}`, {
      headers,
      ...(request.body.state === 'present' ? { body: request.body.content } : {}),
    });
  }
}

test('The log of a mock shows every request and contains no secret', async () => {
  const { url, seen } = await start('mock', document);
  await sendAll(url);
  const requests = (): number => seen.text.split('→').length - 1;
  await expect.poll(requests, { timeout: 10_000 }).toBe(PLANTED.length);
  expect(seen.text).toMatch(/POST \/things → 4\d\d/);
  expect(leaksIn(seen.text)).toEqual([]);
});

test('The log of a proxy and its recording contain no secret, whatever the service answers', async () => {
  let next = 0;
  const service = createServer((request, response) => {
    const planted = PLANTED[next % PLANTED.length];
    next += 1;
    request.resume();
    const { headers, body } = planted ? exchangeWith(planted).response : { headers: {}, body: undefined };
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);
    response.end(body?.state === 'present' ? body.content : '{}');
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    service.closeAllConnections();
    service.close();
  });
  const address = service.address();
  const upstream = `http://user:planted000hunter2@127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  for (const ending of ['har', 'ndjson']) {
    next = 0;
    const file = join(folder, `recorded.${ending}`);
    const { url, seen } = await start('proxy', document, upstream, '--record', file);
    await sendAll(url);
    await expect.poll(() => seen.text.split('→').length - 1, { timeout: 10_000 }).toBe(PLANTED.length);
    expect(leaksIn(seen.text)).toEqual([]);
    expect(leaksIn(readFileSync(file, 'utf8'))).toEqual([]);
    const checked = await run([
      'check',
      document,
      file,
      '--base-url',
      upstream.replace(/\/\/.*@/, '//'),
      '--undocumented-headers',
      'warn',
    ]);
    expect(checked.stdout).toMatch(new RegExp(`${PLANTED.length} exchanges checked`));
    expect(leaksIn(checked.stdout + checked.stderr)).toEqual([]);
  }
});
