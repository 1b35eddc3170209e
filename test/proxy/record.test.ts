import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, get, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { checkCapture, type Exchange, InputError, type ProxyOptions, startProxy } from '../../src/api/index.js';
import { readCapture } from '../../src/captures/index.js';
import { isUnread } from '../../src/model/index.js';
import { chunksOf } from '../support/chunks.js';
import { contractOf } from '../support/contract.js';
import { listen } from '../support/listen.js';
import { askAt } from '../support/serve.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: object, required: [id] } } } } } }
    post:
      security: [{ door: [] }]
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { '201': { description: made, content: { application/json: {} } }, '501': { description: not built } }
components: { securitySchemes: { door: { type: apiKey, in: header, name: X-Door } } }
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-record-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function newFile(ending: string): string {
  files += 1;
  return join(folder, `recording-${files}.${ending}`);
}

async function recording(file: string, listener: RequestListener, options: ProxyOptions = {}) {
  const upstream = `${await listen(listener)}/v1`;
  const proxy = await startProxy(await contractOf(DOCUMENT), upstream, { port: 0, record: file, ...options });
  onTestFinished(() => proxy.close());
  return { proxy, upstream };
}

/** Every exchange of a file; what could not be read fails the test. */
async function recorded(file: string): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for await (const item of readCapture(file, chunksOf(readFileSync(file), 64))) {
    if (isUnread(item)) throw new Error(item.detail);
    exchanges.push(item);
  }
  return exchanges;
}

const answerSession: RequestListener = (request, response) => {
  request.resume().once('end', () => {
    response.writeHead(201, { 'content-type': 'application/json', 'set-cookie': 'sid=planted-cookie; Path=/' });
    response.end('{"id": 12345678901234567890, "access_token": "planted-token"}');
  });
};

test.each(['ndjson', 'har'])(
  'A proxy that records to .%s writes each exchange when it ends, without its secrets',
  async (ending) => {
    const file = newFile(ending);
    const { proxy } = await recording(file, answerSession);
    for (const name of ['one', 'two']) {
      await askAt(proxy.url, `POST /things?api_key=planted-key&page=${name}`, {
        headers: { 'x-door': 'planted-door', authorization: 'Bearer planted-bearer' },
        body: { name, password: 'planted-password' },
      });
    }
    await expect.poll(async () => (await recorded(file)).length).toBe(2);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('planted');
    const [one, two] = await recorded(file);
    expect(one?.request).toMatchObject({
      method: 'POST',
      headers: { authorization: /^Bearer \[redacted-[0-9a-f]{12}\]$/ },
    });
    expect(one?.request.url).toMatch(/\/things\?api_key=\[redacted-[0-9a-f]+\]&page=one$/);
    expect(String(bodyText(one?.response.body))).toMatch(
      /^\{"id": 12345678901234567890, "access_token": "\[redacted-[0-9a-f]+\]"\}$/,
    );
    // Equal secrets have equal names.
    expect(two?.request.headers['x-door']).toBe(one?.request.headers['x-door']);
    expect(two?.request.headers['x-door']).not.toBe(two?.request.headers.authorization);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
  },
);

function bodyText(body: Exchange['request']['body'] | undefined): unknown {
  return body?.state === 'present' ? body.content : body;
}

test('A recording leaves out bodies above the limit, and marks answers of the mock as not of the service', async () => {
  const file = newFile('ndjson');
  const { proxy } = await recording(
    file,
    (request, response) => {
      request.resume();
      response.writeHead(request.method === 'GET' ? 200 : 501, { 'content-type': 'application/json' });
      response.end(request.method === 'GET' ? JSON.stringify({ note: 'n'.repeat(500) }) : '{}');
    },
    { maxBody: 200, mockOn: [501] },
  );
  await askAt(proxy.url, 'GET /things');
  await askAt(proxy.url, 'POST /things', { headers: { 'x-door': 'x' }, body: {} });
  await expect.poll(async () => (await recorded(file)).length).toBe(2);
  const [large, mocked] = await recorded(file);
  expect(large?.response.body).toEqual({ state: 'unknown', reason: 'body-omitted' });
  expect(mocked?.caveats).toEqual(['fulfilled-by-test']);
});

test('A proxy appends to its own recordings, drops a half-written exchange, and refuses other files unchanged', async () => {
  for (const ending of ['ndjson', 'har']) {
    const file = newFile(ending);
    const first = await recording(file, answerSession);
    await askAt(first.proxy.url, 'POST /things', { headers: { 'x-door': 'x' }, body: {} });
    await expect.poll(async () => (await recorded(file)).length).toBe(1);
    await first.proxy.close();
    const whole = readFileSync(file, 'utf8');
    const cut =
      ending === 'har' ? whole.replace(/\n\]\}\}\n$/, ',\n{"startedDateTime":"2026-') : `${whole}{"request":{"me`;
    writeFileSync(file, cut);
    const second = await recording(file, answerSession);
    expect(await recorded(file)).toHaveLength(1);
    await askAt(second.proxy.url, 'POST /things', { headers: { 'x-door': 'x' }, body: {} });
    await expect.poll(async () => (await recorded(file)).length).toBe(2);
    if (ending === 'har') expect(JSON.parse(readFileSync(file, 'utf8')).log.entries).toHaveLength(2);
    const other = newFile(ending);
    writeFileSync(other, 'openapi: 3.1.0\n');
    const refused = await recording(other, answerSession).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InputError);
    expect(String(refused)).toMatch(/is not a recording of Docproof in (?:HAR|NDJSON)/);
    expect(readFileSync(other, 'utf8')).toBe('openapi: 3.1.0\n');
  }
});

test.each(['ndjson', 'har'])(
  'A stream without an end is recorded to .%s as cut when its client, its service or the proxy ends it',
  async (ending) => {
    const file = newFile(ending);
    const { proxy } = await recording(file, (request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      if (request.url?.includes('service')) setTimeout(() => response.destroy(), 30);
    });
    for (const by of ['client', 'service', 'proxy']) {
      const gone = new AbortController();
      const events = await fetch(`${proxy.url}/things?by=${by}`, { signal: gone.signal });
      const reader = events.body?.getReader();
      expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 1\n\n');
      const cut = expect(reader?.read()).rejects.toThrow();
      if (by === 'client') gone.abort();
      if (by === 'proxy') await proxy.close();
      await cut;
    }
    const found = await recorded(file);
    expect(found.map(({ request: { url } }) => url.split('by=')[1])).toEqual(['client', 'service', 'proxy']);
    for (const { caveats, response } of found) {
      expect(caveats).toEqual(['aborted']);
      expect(response).toMatchObject({ status: 200, body: { content: 'data: 1\n\n' } });
    }
  },
);

test('A proxy records the events of a stream that its service ends', async () => {
  const file = newFile('ndjson');
  const { proxy } = await recording(file, (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: 1\n\n');
    setTimeout(() => response.end('data: 2\n\n'), 30);
  });
  expect((await askAt(proxy.url, 'GET /things')).text).toBe('data: 1\n\ndata: 2\n\n');
  const [exchange] = await recorded(file);
  expect(exchange?.response.body).toEqual({ state: 'present', content: 'data: 1\n\ndata: 2\n\n' });
  expect(exchange?.caveats).toBeUndefined();
});

test('An exchange is in the file before its client can have the last byte of the answer', async () => {
  const file = newFile('ndjson');
  const large = 'x'.repeat(400_000);
  const { proxy } = await recording(file, (request, response) => {
    const kind = new URL(request.url ?? '/', 'http://x').searchParams.get('kind');
    response.setHeader('content-type', 'text/plain');
    if (kind?.endsWith('length')) response.setHeader('content-length', kind === 'large-length' ? large.length : 4);
    if (kind?.startsWith('large')) response.end(large);
    else {
      response.write('ab');
      setTimeout(() => response.end('cd'), 300);
    }
  });
  for (const kind of ['large-length', 'large-chunks', 'slow-length', 'slow-chunks']) {
    const url = `${proxy.url}/things?kind=${kind}`;
    // The file is read in the same turn in which the last byte arrives.
    const isThere = await new Promise((resolve, reject) => {
      get(url, (message) => {
        let left = kind.startsWith('large') ? large.length : 4;
        message.on('data', (chunk: Uint8Array) => {
          left -= chunk.length;
          if (left === 0 && kind.endsWith('length')) resolve(readFileSync(file, 'utf8').includes(kind));
        });
        message.on('end', () => resolve(readFileSync(file, 'utf8').includes(kind)));
      }).on('error', reject);
    });
    expect([kind, isThere]).toEqual([kind, true]);
  }
});

test('A recording as HAR and as NDJSON gets the same verdicts from a check, with the base path of the servers and without', async () => {
  const text = DOCUMENT.replace('paths:', "servers: [{ url: 'https://api.example/v1' }]\npaths:");
  const contract = await contractOf(text);
  const summaries: unknown[] = [];
  for (const ending of ['ndjson', 'har']) {
    const file = newFile(ending);
    const { proxy, upstream } = await recording(file, (request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(request.url?.includes('wrong') ? '{}' : '{"id":1}');
    });
    for (const target of ['/things', '/v1/things', '/things?wrong=1', '/nothing?token=planted-token'])
      await askAt(proxy.url, `GET ${target}`);
    await expect.poll(async () => (await recorded(file)).length).toBe(4);
    if (ending === 'har')
      expect(JSON.parse(readFileSync(file, 'utf8')).log.entries[0].request).toMatchObject({
        url: `${upstream}/things`,
        _target: '/things',
      });
    expect(readFileSync(file, 'utf8')).not.toContain('planted');
    const { summary } = await checkCapture(contract, file);
    summaries.push({
      passed: summary.passed,
      failed: summary.failed,
      outOfScope: summary.outOfScope,
    });
  }
  expect(summaries).toEqual(Array(2).fill({ passed: 2, failed: 2, outOfScope: {} }));
});

test('With --errors a recording has what the service answered, and refused requests are judged alone', async () => {
  for (const ending of ['ndjson', 'har']) {
    const file = newFile(ending);
    const sent: number[] = [];
    const { proxy } = await recording(
      file,
      (request, response) => {
        request.resume();
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(request.url?.includes('wrong') ? '{"name":"as the service said"}' : '{"id":1}');
      },
      { errors: true, onExchange: ({ sentStatus }) => sent.push(sentStatus) },
    );
    await askAt(proxy.url, 'GET /things?wrong=1');
    await askAt(proxy.url, 'POST /things', {
      headers: { 'x-door': 'x', 'content-type': 'application/json' },
      body: [],
    });
    await askAt(proxy.url, 'GET /things');
    await expect.poll(async () => (await recorded(file)).length).toBe(3);
    const [wrong, refused, good] = await recorded(file);
    expect(wrong?.response.status).toBe(200);
    expect(String(bodyText(wrong?.response.body))).toBe('{"name":"as the service said"}');
    expect(wrong?.caveats).toBeUndefined();
    expect([refused?.response.status, refused?.caveats]).toEqual([422, ['answered-by-proxy']]);
    expect(good?.caveats).toBeUndefined();
    expect(sent).toEqual([500, 422, 200]);
    const { summary, violations } = await checkCapture(await contractOf(DOCUMENT), file);
    expect(violations.map(({ exchange, in: side, keyword, severity }) => [exchange, side, keyword, severity])).toEqual([
      [0, 'request', 'undocumented-parameter', 'warning'],
      [0, 'response', 'required', 'error'],
      [1, 'request', 'type', 'error'],
    ]);
    expect(summary).toMatchObject({ passed: 1, failed: 2 });
  }
});

test('What the mock answers in the place of the service leads to no findings across exchanges', async () => {
  const document = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things/{id}:
    get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: object } } } } } }
    delete: { responses: { '204': { description: gone }, '501': { description: not built } } }
`;
  const contract = await contractOf(document);
  const seen: string[][] = [];
  for (const caveats of [[], ['fulfilled-by-test'], ['answered-by-proxy']] as const) {
    const exchange = (method: string, status: number, index: number): Exchange => ({
      source: 'a',
      index,
      time: { from: index * 1000, to: index * 1000 + 1 },
      request: { method, url: '/things/1', headers: {}, body: { state: 'absent' } },
      response: {
        status,
        headers: status === 204 ? {} : { 'content-type': 'application/json' },
        body: status === 204 ? { state: 'absent' } : { state: 'present', content: '{}' },
      },
    });
    const { violations } = await checkCapture(
      contract,
      (async function* () {
        yield { ...exchange('DELETE', 204, 1), caveats: [...caveats] };
        yield exchange('GET', 200, 2);
      })(),
    );
    seen.push(violations.map(({ keyword }) => keyword));
  }
  expect(seen[0]).not.toEqual([]);
  expect(seen.slice(1)).toEqual([[], []]);
});

test('The credentials of the URL of the service are in no recording', async () => {
  for (const ending of ['ndjson', 'har']) {
    const file = newFile(ending);
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":1}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
    });
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const upstream = `http://bob:planted-password@127.0.0.1:${port}/v1?key=AIzaplanted-planted-planted-planted0000`;
    const proxy = await startProxy(await contractOf(DOCUMENT), upstream, { port: 0, record: file });
    onTestFinished(() => proxy.close());
    await askAt(proxy.url, 'GET /things');
    await expect.poll(async () => (await recorded(file)).length).toBe(1);
    expect(readFileSync(file, 'utf8')).not.toContain('planted');
    expect((await recorded(file))[0]?.request.url).toBe('/things');
  }
});

test.each(['ndjson', 'har'])(
  'A proxy says to which .%s file it records, and how many exchanges it has',
  async (ending) => {
    const file = newFile(ending);
    const said: [string, number][] = [];
    for (const count of [2, 0, 0]) {
      const { proxy } = await recording(file, answerSession, { onRecordStart: (...args) => said.push(args) });
      for (let sent = 0; sent < count; sent += 1)
        await askAt(proxy.url, 'POST /things', { headers: { 'x-door': 'x' }, body: {} });
      await proxy.close();
    }
    expect(said).toEqual([
      [file, 0],
      [file, 2],
      [file, 2],
    ]);
  },
);
