import { EventEmitter, once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { settingsOf } from '../../src/api/mock-options.js';
import { DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { createMock } from '../../src/mock/index.js';
import { NO_BODY } from '../../src/model/index.js';
import { deliver } from '../../src/server/deliver.js';
import { memoryStore } from '../../src/store/index.js';
import { contractOf } from '../support/contract.js';
import { serve } from '../support/serve.js';

const DOCUMENT = `openapi: 3.2.0
info: { title: T, version: '1' }
paths:
  /talks:
    get:
      responses:
        '200':
          description: ok
          content:
            text/event-stream:
              itemSchema:
                type: object
                required: [data]
                properties:
                  id: { type: string }
                  data:
                    type: string
                    contentMediaType: application/json
                    contentSchema: { type: object, required: [word], properties: { word: { type: string, minLength: 1 }, key: { type: string, writeOnly: true } } }
  /lines:
    get:
      responses:
        '200':
          description: ok
          content:
            application/jsonl:
              schema: { type: array, minItems: 5, maxItems: 7 }
              itemSchema: &entry { type: object, required: [n], properties: { n: { type: integer, minimum: 3 }, key: { type: string, writeOnly: true } } }
            application/json-seq: { itemSchema: *entry }
            text/csv: { schema: { type: string }, example: 'a,b' }
  /told:
    get:
      responses:
        '200':
          description: ok
          content:
            text/event-stream:
              x-docproof-pace: 20
              itemSchema: { type: object, required: [data], properties: { data: { type: string } } }
              example: [{ id: a, data: '{"n":1}' }, { id: b, data: '{"n":2}' }, { data: '[DONE]' }]
  /written:
    get:
      responses:
        '200':
          description: ok
          content:
            application/x-ndjson:
              itemSchema: *entry
              example: [{ n: 3, key: secret }, { n: 4 }]
  /broken:
    get:
      responses:
        '200':
          description: ok
          content:
            application/x-ndjson: { itemSchema: { type: object, required: [n], properties: { n: { type: integer, minimum: 5, maximum: 4 } } } }
  /open: { get: { responses: { '200': { description: ok, content: { text/event-stream: {}, application/x-ndjson: {} } } } } }
`;

const lines = (text: string): unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('a sequence without an example', () => {
  test('Every generated answer of a sequential media type is judged valid, item by item', async () => {
    const contract = await contractOf(DOCUMENT);
    const { ask } = await serve(contract);
    for (const [path, accept] of [
      ['/talks', 'text/event-stream'],
      ['/lines', 'application/jsonl'],
      ['/lines', 'application/json-seq'],
    ]) {
      for (const prefer of ['dynamic=false', 'dynamic=true, seed=1', 'dynamic=true, seed=2']) {
        const { text, headers, status } = await ask(`GET ${path}`, { headers: { accept: accept ?? '', prefer } });
        expect(headers.get('sl-violations')).toBeNull();
        const judged = judgeExchange(
          contract,
          {
            source: 'a',
            index: 0,
            request: { method: 'GET', url: path ?? '', headers: {}, body: { state: 'absent' } },
            response: { status, headers: { 'content-type': accept ?? '' }, body: { state: 'present', content: text } },
          },
          { ...DEFAULT_POLICY, baseUrls: [] },
        );
        expect(judged).toMatchObject({ verdict: 'pass', violations: [] });
      }
    }
  });

  test('Events are numbered where they have ids, and their data is JSON that keeps its own schema', async () => {
    const { ask } = await serve(DOCUMENT);
    const { text } = await ask('GET /talks', { headers: { prefer: 'dynamic=true, seed=1' } });
    expect(text).toMatch(/^id: 1\ndata: \{"word":".+"\}\n\nid: 2\ndata: \{"word":".+"\}\n\nid: 3\n/);
    expect((await ask('GET /talks', { headers: { prefer: 'dynamic=true, seed=1' } })).text).toBe(text);
  });

  test('As many items are made as the schema of the whole sequence demands', async () => {
    const { ask } = await serve(DOCUMENT);
    const { text } = await ask('GET /lines', { headers: { accept: 'application/jsonl' } });
    expect(lines(text)).toHaveLength(5);
  });

  test('The event that ends an example ends generated events too', async () => {
    const { ask } = await serve(DOCUMENT, { ignoreExamples: true });
    expect((await ask('GET /told', { headers: { prefer: 'dynamic=true' } })).text).toMatch(
      /^(?:data: .+\n\n){3}data: \[DONE\]\n\n$/,
    );
  });

  test('A request for a dynamic body gets generated items, also where there is an example', async () => {
    const { ask } = await serve(DOCUMENT);
    const { text } = await ask('GET /written', { headers: { prefer: 'dynamic=true, seed=1' } });
    expect(lines(text)).toHaveLength(3);
    expect(lines(text)).not.toContainEqual({ n: 4 });
    expect((await ask('GET /written', { headers: { prefer: 'dynamic=true, example=default' } })).text).toMatch(/"n":4/);
  });

  test('Where no item keeps its schema, the closest one is sent with a violation that has its number', async () => {
    const { ask } = await serve(DOCUMENT);
    const { status, text, headers } = await ask('GET /broken');
    expect(status).toBe(200);
    expect(lines(text)).toHaveLength(1);
    expect(JSON.parse(headers.get('sl-violations') ?? '')).toMatchObject([{ severity: 'Error' }]);
  });

  test('A stream of which nothing is documented is still one that its clients can read', async () => {
    const { ask } = await serve(DOCUMENT);
    expect((await ask('GET /open', { headers: { accept: 'text/event-stream' } })).text).toBe('data: string\n\n');
    expect((await ask('GET /open', { headers: { accept: 'application/x-ndjson' } })).text).toBe('{}\n');
  });
});

describe('a sequence with an example', () => {
  test('Each item of the example is sent, without its writeOnly members', async () => {
    const { ask } = await serve(DOCUMENT);
    expect(lines((await ask('GET /written')).text)).toEqual([{ n: 3 }, { n: 4 }]);
  });

  test('With --fill each item gets the documented members that it lacks', async () => {
    const { ask } = await serve(DOCUMENT.replace('key: secret', 'x: 1').replaceAll(', writeOnly: true', ''), {
      fill: true,
    });
    expect(lines((await ask('GET /written')).text)).toMatchObject([
      { n: 3, x: 1, key: expect.any(String) },
      { n: 4, key: expect.any(String) },
    ]);
  });

  test('A client that comes back with the id of its last event gets the events after it', async () => {
    const { ask } = await serve(DOCUMENT);
    const from = async (id: string) => ask('GET /told', { headers: { 'last-event-id': id } });
    expect((await from('a')).text).toBe('id: b\ndata: {"n":2}\n\ndata: [DONE]\n\n');
    expect((await from('b')).text).toBe('data: [DONE]\n\n');
    expect((await from('unknown')).text).toMatch(/^id: a\n/);
  });

  test('An id beyond ASCII is found as browsers send it, in UTF-8', async () => {
    const { ask } = await serve(DOCUMENT.replace('{ id: b,', '{ id: é,'));
    const field = Buffer.from('é').toString('latin1');
    expect((await ask('GET /told', { headers: { 'last-event-id': field } })).text).toBe('data: [DONE]\n\n');
  });

  test('A client that has the last event gets a 204, by which browsers stop asking', async () => {
    const { ask } = await serve(DOCUMENT.replace("{ data: '[DONE]' }", "{ id: c, data: '[DONE]' }"));
    const { status, text, headers } = await ask('GET /told', { headers: { 'last-event-id': 'c' } });
    expect([status, text, headers.get('content-type')]).toEqual([204, '', null]);
  });
});

describe('a client that comes back', () => {
  const answerer = async (headers: Record<string, string>) => {
    const contract = await contractOf(DOCUMENT.replace('{ id: b,', "{ id: '',"));
    const sources = { now: () => new Date(0), newId: () => '00000000-0000-4000-8000-000000000000' };
    const mock = createMock(contract, settingsOf({}), sources, memoryStore());
    const call = { method: 'GET', target: '/told', headers, body: NO_BODY, origin: 'http://localhost' };
    return { first: await mock.respond(call), again: await mock.respond(call) };
  };

  test('An empty Last-Event-ID says that the client has no event, also where an event has an empty id', async () => {
    const { first } = await answerer({ 'last-event-id': '' });
    expect(String(Buffer.from(first.body ?? ''))).toMatch(/^id: a\n/);
  });

  test('Clients share what is known of a sequence, with pauses too', async () => {
    for (const headers of [{}, { 'last-event-id': 'a' }] as Record<string, string>[]) {
      const { first, again } = await answerer(headers);
      expect(first.delivery?.stream?.ends).toHaveLength(3);
      expect(again.delivery?.stream?.ends).toBe(first.delivery?.stream?.ends);
      expect(again.delivery?.stream).toEqual(first.delivery?.stream);
      expect(first.delivery?.stream?.pace).toEqual([20, 20]);
    }
  });
});

describe('the pace of a sequence', () => {
  const chunksOf = async (url: string, headers: Record<string, string> = {}): Promise<string[]> => {
    const request = get(url, { headers });
    const [response]: IncomingMessage[] = await once(request, 'response');
    const chunks: string[] = [];
    for await (const chunk of response ?? []) chunks.push(String(chunk));
    return chunks;
  };

  test('Items come one by one with the pace that the document names, or that the request prefers', async () => {
    const { server } = await serve(DOCUMENT);
    const items = ['id: a\ndata: {"n":1}\n\n', 'id: b\ndata: {"n":2}\n\n', 'data: [DONE]\n\n'];
    expect(await chunksOf(`${server.url}/told`)).toEqual(items);
    expect(await chunksOf(`${server.url}/told`, { prefer: 'pace=20..40' })).toEqual(items);
    expect((await chunksOf(`${server.url}/told`, { prefer: 'pace=0' })).join('')).toBe(items.join(''));
  });

  test('A pace that is not a time is refused, and the message says how to write one', async () => {
    const { ask } = await serve(DOCUMENT);
    const { status, json } = await ask('GET /told', { headers: { prefer: 'pace=slow' } });
    expect(status).toBe(422);
    expect(json).toMatchObject({ detail: expect.stringContaining('write pace=200 or pace=100..300') });
  });

  test('No item is written after the client has left', async () => {
    const written: number[] = [];
    const gone = new EventEmitter();
    const server = createServer((request, response) => {
      const write = response.write.bind(response);
      response.write = (chunk: Uint8Array) => {
        written.push(chunk.length);
        return write(chunk);
      };
      response.once('close', () => gone.emit('close'));
      const ends = Array.from({ length: 1000 }, (_, index) => index + 1);
      const answer = { status: 200, headers: {}, body: 'x'.repeat(1000), violations: [] };
      const stream = { ends, pace: [5, 5] as const };
      deliver(response, { ...answer, delivery: { delay: 0, stream } }, request.method ?? '', (error) => {
        throw error;
      });
    });
    onTestFinished(() => void server.close());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const request = get({ port, host: '127.0.0.1' });
    const [response]: IncomingMessage[] = await once(request, 'response');
    await once(response ?? request, 'data');
    const left = once(gone, 'close');
    request.destroy();
    await left;
    const before = written.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(written.length).toBe(before);
    expect(before).toBeLessThan(1000);
  });
});
