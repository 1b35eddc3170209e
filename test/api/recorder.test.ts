import { mkdtempSync, readFileSync, rmSync } from 'node:fs';

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createRecorder, type Exchange, InputError, type RecorderOptions } from '../../src/api/index.js';
import { readCapture } from '../../src/captures/index.js';
import { isUnread } from '../../src/model/index.js';
import { all, chunksOf } from '../support/chunks.js';
import { listen } from '../support/listen.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-recorder-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
async function recorderOf(options: RecorderOptions = {}, ending = 'ndjson') {
  files += 1;
  const file = join(folder, `${files}.${ending}`);
  const recorder = await createRecorder(file, options);
  onTestFinished(() => recorder.close());
  return { file, recorder };
}

async function read(file: string): Promise<Exchange[]> {
  const items = await all(readCapture(file, chunksOf(readFileSync(file))));
  return items.map((item) => {
    if (isUnread(item)) throw new Error(item.detail);
    return item;
  });
}

const json = { 'content-type': 'application/json' };

describe('the recorder', () => {
  test('The recorder records the fields that a server passes to writeHead only, as an object or as a list', async () => {
    const { file, recorder } = await recorderOf();
    const heads = [
      { 'Content-Type': 'text/plain', 'Set-Cookie': ['a=1', 'b=2'] },
      ['Content-Type', 'text/plain', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'],
    ];
    const url = await listen((request, response) => {
      recorder.handler(request, response);
      response.writeHead(200, 'Fine', heads[Number(request.url?.slice(1))]);
      response.end('text');
    });
    for (const index of heads.keys()) await (await fetch(`${url}/${index}`)).text();
    await expect.poll(() => recorder.count).toBe(heads.length);
    for (const { response } of await read(file)) {
      expect(response.headers['content-type']).toBe('text/plain');
      expect([response.headers['set-cookie']].flat()).toHaveLength(2);
    }
  });

  test('The recorder before the routes of an Express application records what the routes read and answer', async () => {
    const { file, recorder } = await recorderOf();
    const application = express();
    application.use(recorder.handler);
    const router = express.Router();
    router.post(
      '/things',
      express.json(),
      (request, response) => void response.status(201).json({ got: request.body }),
    );
    application.use('/v1', router);
    const url = await listen(application);
    const body = JSON.stringify({ name: 'é', password: 'hunter2' });
    const answer = await fetch(`${url}/v1/things?top=1`, { method: 'POST', headers: json, body });
    expect(await answer.json()).toEqual({ got: { name: 'é', password: 'hunter2' } });
    await expect.poll(() => recorder.count).toBe(1);
    const [exchange] = await read(file);
    expect(exchange).toMatchObject({
      request: { method: 'POST', url: '/v1/things?top=1', headers: json },
      response: { status: 201, headers: { 'content-type': 'application/json; charset=utf-8' } },
    });
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('é');
    expect(text).not.toContain('hunter2');
  });

  test('The recorder in a Node server decodes encoded content and does not read what nobody reads', async () => {
    const { file, recorder } = await recorderOf({ maxBody: 1000 });
    const url = await listen((request, response) => {
      recorder.handler(request, response);
      if (request.url === '/unread') {
        response.writeHead(200, { connection: 'close' }).end('early');
        return;
      }
      request.resume().once('end', () => {
        response.setHeader('content-encoding', 'gzip');
        response.write(gzipSync('first '));
        response.end(gzipSync(request.url === '/large' ? Buffer.alloc(5000, 'x') : 'second'));
      });
    });
    expect(await (await fetch(`${url}/read`, { method: 'POST', body: 'sent' })).text()).toBe('first second');
    await (await fetch(`${url}/large`)).text();
    await fetch(`${url}/unread`, { method: 'POST', body: 'x'.repeat(100) }).catch(() => undefined);
    await expect.poll(() => recorder.count).toBe(3);
    const [whole, large, unread] = await read(file);
    expect(whole).toMatchObject({
      request: { body: { content: 'sent' } },
      response: { body: { content: 'first second' } },
    });
    expect(large?.response.body).toEqual({ state: 'unknown', reason: 'body-omitted' });
    expect(unread).toMatchObject({ request: { body: { state: 'unknown' } }, response: { body: { content: 'early' } } });
  });

  test('The recorder marks an exchange as aborted when its response breaks off', async () => {
    const { file, recorder } = await recorderOf();
    const url = await listen((request, response) => {
      recorder.handler(request, response);
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    });
    await fetch(url).then((response) => response.text().catch(() => undefined));
    await expect.poll(() => recorder.count).toBe(1);
    expect((await read(file))[0]?.caveats).toEqual(['aborted']);
  });

  test('The recorded fetch gives its caller the same response and writes a HAR that has all fields of HAR 1.2', async () => {
    const { file, recorder } = await recorderOf({}, 'har');
    const url = await listen((request, response) => {
      request.resume().once('end', () => {
        response.writeHead(200, { ...json, 'set-cookie': ['a=planted1; Path=/', 'b=planted2'] });
        response.end('{"id":1,"token":"planted3"}');
      });
    });
    const recorded = recorder.fetch();
    const answer = await recorded(`${url}/things?key=1`, {
      method: 'POST',
      headers: { ...json, authorization: 'Bearer planted4' },
      body: '{"a":1}',
    });
    expect(await answer.json()).toEqual({ id: 1, token: 'planted3' });
    await expect.poll(() => recorder.count).toBe(1);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('planted');
    const { log } = JSON.parse(text);
    expect([log.version, log.creator.name, log.entries.length]).toEqual(['1.2', 'Docproof', 1]);
    const [entry] = log.entries;
    for (const name of ['startedDateTime', 'time', 'request', 'response', 'cache', 'timings'])
      expect(entry).toHaveProperty(name);
    for (const name of ['method', 'url', 'httpVersion', 'cookies', 'headers', 'queryString', 'headersSize', 'bodySize'])
      expect(entry.request).toHaveProperty(name);
    for (const name of [
      'status',
      'statusText',
      'httpVersion',
      'cookies',
      'headers',
      'content',
      'redirectURL',
      'headersSize',
      'bodySize',
    ])
      expect(entry.response).toHaveProperty(name);
    expect(entry.response.cookies).toHaveLength(2);
    const [exchange] = await read(file);
    expect(exchange?.request).toMatchObject({
      method: 'POST',
      url: `${url}/things?key=1`,
      body: { content: '{"a":1}' },
    });
  });

  test('A recorder that cannot write reports it once and never stops the application', async () => {
    if (process.platform === 'win32') return;
    const { recorder } = await recorderOf();
    recorder.close();
    recorder.record({
      request: { method: 'GET', url: '/', headers: {}, body: { state: 'absent' } },
      response: { status: 200, headers: {}, body: { state: 'absent' } },
    });
    expect(recorder.count).toBe(0);
    const full = await createRecorder('/dev/full').catch((error: unknown) => error);
    if (full instanceof Error) return;
    const exchange = {
      request: { method: 'GET', url: '/', headers: {}, body: { state: 'absent' } },
      response: { status: 200, headers: {}, body: { state: 'absent' } },
    } as const;
    const device = full as Awaited<ReturnType<typeof createRecorder>>;
    device.record(exchange);
    device.record(exchange);
    expect(() => device.close()).toThrow(InputError);
    expect(() => device.close()).not.toThrow(TypeError);
  });

  test('Two recorders can share an NDJSON file, but the second one may not write to the same HAR file', async () => {
    const exchange = {
      request: { method: 'GET', url: '/', headers: {}, body: { state: 'absent' } },
      response: { status: 200, headers: {}, body: { state: 'absent' } },
    } as const;
    for (const ending of ['ndjson', 'har']) {
      const errors: InputError[] = [];
      const first = await recorderOf({ onError: (error) => errors.push(error) }, ending);
      const second = await createRecorder(first.file);
      for (const recorder of [first.recorder, second, second, first.recorder]) recorder.record(exchange);
      const entries = await read(first.file);
      expect([ending, entries.length, errors.length]).toEqual(ending === 'har' ? ['har', 2, 0] : ['ndjson', 4, 0]);
      if (ending === 'har') expect(() => second.close()).toThrow(/another program writes to this HAR file/);
      else second.close();
    }
  });

  test('The recorded fetch records an exchange before its caller gets the end of the body, read or not', async () => {
    const { file, recorder } = await recorderOf({ maxBody: 100_000 });
    const url = await listen((request, response) => {
      if (request.url === '/redirected') response.writeHead(302, { location: '/text' }).end();
      else if (request.url === '/none') response.writeHead(204).end();
      else response.end(request.url === '/large' ? 'x'.repeat(200_000) : 'text');
    });
    const recorded = recorder.fetch();
    const answer = await recorded(`${url}/redirected`);
    expect([answer.url, answer.redirected, answer.type, answer.status]).toEqual([`${url}/text`, true, 'basic', 200]);
    expect(answer.clone().url).toBe(`${url}/text`);
    expect([await answer.text(), recorder.count]).toEqual(['text', 1]);
    await recorded(`${url}/none`);
    expect(recorder.count).toBe(2);
    expect([(await (await recorded(`${url}/large`)).text()).length, recorder.count]).toEqual([200_000, 3]);
    await recorded(`${url}/unread`);
    await expect.poll(() => recorder.count).toBe(4);
    expect((await read(file)).map(({ caveats }) => caveats)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('What is under way when its reader gives up, or when the recorder is closed, is recorded as cut', async () => {
    for (const ending of ['ndjson', 'har']) {
      const { file, recorder } = await recorderOf({}, ending);
      const url = await listen((request, response) => {
        if (request.url?.startsWith('/served')) recorder.handler(request, response);
        response.write('begun');
      });
      const cancelled = await recorder.fetch()(`${url}/cancelled`);
      await cancelled.body?.cancel();
      await expect.poll(() => recorder.count).toBe(1);
      const reading = (await recorder.fetch()(`${url}/fetched`)).text();
      const gone = new AbortController();
      const served = await fetch(`${url}/served`, { signal: gone.signal });
      recorder.close();
      const paths = (await read(file)).map(({ request, caveats }) => [new URL(request.url, url).pathname, caveats]);
      expect(paths).toEqual([
        ['/cancelled', ['aborted']],
        ['/fetched', ['aborted']],
        ['/served', ['aborted']],
      ]);
      gone.abort();
      await expect(served.text()).rejects.toThrow();
      reading.catch(() => undefined);
    }
  });

  test('A handler that is recorded has its exchange in the file before its client can have the last byte', async () => {
    const { file, recorder } = await recorderOf();
    const url = await listen((request, response) => {
      recorder.handler(request, response);
      request.resume();
      const isThere = (): boolean => readFileSync(file, 'utf8').includes(`"${request.url}"`);
      response.setHeader('content-length', 4);
      // The socket gets what the recorder let pass.
      const { socket } = response;
      const write = socket?.write;
      if (socket && write)
        socket.write = (...values: unknown[]) => {
          if (String(values[0]).includes('cd')) seen.push(isThere());
          return Reflect.apply(write, socket, values);
        };
      response.write('ab');
      response.write('cd');
      setTimeout(() => response.end(), 20);
    });
    const seen: boolean[] = [];
    expect(await (await fetch(`${url}/one`)).text()).toBe('abcd');
    expect(seen).toEqual([true]);
  });

  test('The recorder refuses a folder, and a file in a folder that does not exist', async () => {
    for (const path of [folder, join(folder, 'none', 'a.har')]) {
      const error = await createRecorder(path).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(InputError);
      expect(String(error)).toMatch(/cannot be written/);
    }
  });
});
