import { once } from 'node:events';
import { get, type IncomingMessage, type RequestListener, request } from 'node:http';
import { connect } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as later } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createGzip, gzipSync } from 'node:zlib';
import express from 'express';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ObserveOptions, type Observer, observe } from '../../src/integrations/express/index.js';
import { contractOf } from '../support/contract.js';
import { listen } from '../support/listen.js';

const DOCUMENT = `openapi: 3.2.0
info: { title: logs, version: '1' }
paths:
  /events:
    get:
      responses:
        '200':
          description: events
          content:
            text/event-stream: { itemSchema: { type: object, properties: { data: { type: string, maxLength: 3 } } } }
  /text:
    get:
      responses:
        '200': { description: text, content: { text/plain: { schema: { type: string, maxLength: 4 } } } }
        '304': { description: same }
    post:
      requestBody: { content: { text/plain: { schema: { type: string, maxLength: 4 } } } }
      responses:
        '200': { description: text, content: { text/plain: { schema: { type: string } } } }
  /upload:
    post:
      requestBody:
        content: { multipart/form-data: { schema: { type: object, properties: { size: { type: integer } } } } }
      responses: { '204': { description: taken } }
  /big:
    get:
      responses:
        '200': { description: bytes, content: { application/octet-stream: { schema: { type: string, format: binary } } } }
`;

const silent = { logger: { warn: () => undefined } };

async function observing(options: ObserveOptions = {}): Promise<Observer> {
  return observe(await contractOf(DOCUMENT), { ...silent, ...options });
}

const verdicts = ({ outcomes }: Observer) =>
  outcomes.map(({ verdict, reasons, status }) => [verdict, status, ...reasons].join(' '));

/** What a client gets, with the answers of all its events. */
async function answerOf(url: string): Promise<IncomingMessage> {
  const [answer]: IncomingMessage[] = await once(get(url), 'response');
  if (!answer) throw new Error('there is no answer');
  return answer;
}

const MODES = ['report', 'warn', 'refuse'] as const;

describe.each(MODES)('an answer in pieces, in the mode %s', (mode) => {
  test(`In the mode ${mode} a client gets each event of a stream before the next one is written`, async () => {
    const observer = await observing({ mode });
    const application = express();
    const stream = new PassThrough();
    application.use(observer);
    application.get('/events', (_request, response) => {
      response.type('text/event-stream');
      stream.pipe(response);
    });
    const url = await listen(application);
    const answering = answerOf(`${url}/events`);
    const got: string[] = [];
    stream.write('data: one\n\n');
    const answer = await answering;
    answer.setEncoding('utf8').on('data', (text) => got.push(text));
    for (const [index, word] of ['two', 'three'].entries()) {
      await expect.poll(() => got.length).toBe(index + 1);
      expect(observer.outcomes).toEqual([]);
      stream.write(`data: ${word}\n\n`);
    }
    await expect.poll(() => got.length).toBe(3);
    stream.end();
    await once(answer, 'end');
    expect(got).toEqual(['data: one\n\n', 'data: two\n\n', 'data: three\n\n']);
    expect(verdicts(observer)).toEqual(['fail 200']);
    expect(observer.outcomes[0]?.violations).toMatchObject([{ item: 2, location: '/data', keyword: 'maxLength' }]);
  });
});

describe('an observed answer', () => {
  test('An answer of 50 MB passes with its backpressure, and no more of it than maxBody is held', async () => {
    const observer = await observing({ maxBody: 100_000 });
    const application = express();
    application.use(observer);
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    /** The least of several looks: Node 24 gives memory of buffers back late, in another thread, also without us. */
    const held = async (): Promise<number> => {
      let least = Number.POSITIVE_INFINITY;
      for (let looks = 0; looks < 10; looks += 1) {
        if (typeof collect === 'function') collect();
        await later(20);
        least = Math.min(least, process.memoryUsage().arrayBuffers);
      }
      return least;
    };
    let most = 0;
    let waiting = 0;
    application.get('/big', (_request, response) => {
      response.type('application/octet-stream');
      const piece = Buffer.alloc(100_000);
      let left = 500;
      const pieces = new Readable({
        async read() {
          if (left % 100 === 0) most = Math.max(most, await held());
          waiting = Math.max(waiting, response.writableLength);
          this.push(left > 0 ? piece : null);
          left -= 1;
        },
      });
      pieces.pipe(response);
    });
    const url = await listen(application);
    const before = await held();
    const answer = await answerOf(`${url}/big`);
    let length = 0;
    for await (const chunk of answer) length += chunk.length;
    expect(length).toBe(50_000_000);
    expect(most - before).toBeLessThan(2_000_000);
    expect(waiting).toBeLessThan(500_000);
    expect(verdicts(observer)).toEqual(['inconclusive 200 body-omitted']);
  });

  test.each([
    ['behind it', false],
    ['before it', true],
  ])('A body that a compressor mounted %s encodes is judged', async (_where, isBefore) => {
    const observer = await observing();
    const application = express();
    /** As the package compression: it takes over `write` and `end`, and sets the coding when the head is written. */
    const compress: RequestListener = (_request, response) => {
      const { write, end, writeHead } = response;
      const gzip = createGzip();
      response.writeHead = (...values: unknown[]) => {
        response.removeHeader('Content-Length');
        response.setHeader('Content-Encoding', 'gzip');
        return Reflect.apply(writeHead, response, values);
      };
      gzip.on('data', (chunk) => Reflect.apply(write, response, [chunk]));
      gzip.on('end', () => Reflect.apply(end, response, []));
      response.write = (chunk: unknown) => {
        if (!response.headersSent) response.writeHead(response.statusCode);
        return gzip.write(chunk);
      };
      response.end = (chunk: unknown) => {
        if (!response.headersSent) response.writeHead(response.statusCode);
        gzip.end(chunk);
        return response;
      };
    };
    const compressing: express.RequestHandler = (request, response, next) => {
      compress(request, response);
      next();
    };
    application.use(...(isBefore ? [compressing, observer] : [observer, compressing]));
    application.get('/text', (_request, response) => void response.type('text/plain').send('too long'));
    const url = await listen(application);
    const response = await fetch(`${url}/text`);
    expect([response.headers.get('content-encoding'), await response.text()]).toEqual(['gzip', 'too long']);
    expect(observer.outcomes[0]?.violations).toMatchObject([{ in: 'response', keyword: 'maxLength' }]);
    expect(verdicts(observer)).toEqual(['fail 200']);
  });

  test('HEAD, 304 and 204 have no body to judge, and answers over one connection are told apart', async () => {
    const observer = await observing();
    const url = await listen((request, response) => {
      observer(request, response, () => {
        if (request.url === '/upload') response.writeHead(204).end();
        else if (request.headers['if-none-match'] !== undefined) response.writeHead(304).end();
        else response.writeHead(200, { 'Content-Type': 'text/plain' }).end('far too long');
      });
    });
    expect((await fetch(`${url}/text`, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(`${url}/text`, { headers: { 'if-none-match': '"a"' } })).status).toBe(304);
    expect((await fetch(`${url}/upload`, { method: 'POST' })).status).toBe(204);
    expect(observer.outcomes.flatMap(({ violations }) => violations)).toEqual([]);
    expect(observer.outcomes.map(({ status }) => status)).toEqual([200, 304, 204]);
  });

  test('An answer that its client gives up is inconclusive, and one that was never begun is out of scope', async () => {
    const observer = await observing();
    const application = express();
    application.use(observer);
    application.get('/text', (incoming, response) => {
      if (incoming.query.silent === undefined) response.type('text/plain').write('ab');
    });
    const url = await listen(application);
    (await answerOf(`${url}/text`)).destroy();
    await expect.poll(() => observer.outcomes.length).toBe(1);
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET /text?silent HTTP/1.1\r\nHost: a\r\n\r\n');
    await later(50);
    socket.destroy();
    await expect.poll(() => verdicts(observer)).toEqual(['inconclusive 200 aborted', 'out-of-scope 0 failed']);
  });
});

describe.each(MODES)('a body on its way to the service, in the mode %s', (mode) => {
  const echo = async (observer: Observer, read: express.RequestHandler): Promise<string> => {
    const application = express();
    application.use(observer);
    application.post('/text', read);
    return listen(application);
  };
  const readers: Record<string, express.RequestHandler> = {
    pipe: (incoming, response) => void incoming.pipe(response.type('text/plain')),
    iteration: async (incoming, response) => {
      const parts: Buffer[] = [];
      for await (const part of incoming) parts.push(part);
      response.type('text/plain').send(Buffer.concat(parts).toString());
    },
    'events in a later turn': (incoming, response) => {
      setTimeout(() => {
        let text = '';
        incoming.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        incoming.on('end', () => response.type('text/plain').send(text));
      }, 20);
    },
  };

  test.each(Object.keys(readers))(
    `In the mode ${mode} a service reads the whole body by %s, in pieces or at once`,
    async (name) => {
      const observer = await observing({ mode });
      const reader = readers[name];
      if (!reader) throw new Error(name);
      const url = await echo(observer, reader);
      const send = async (...pieces: string[]): Promise<string> => {
        const sending = request(`${url}/text`, { method: 'POST', headers: { 'content-type': 'text/plain' } });
        const answering = once(sending, 'response');
        for (const piece of pieces) {
          sending.write(piece);
          await later(10);
        }
        sending.end();
        const [answer] = await answering;
        let text = '';
        for await (const part of answer.setEncoding('utf8')) text += part;
        return text;
      };
      expect(await send('ab')).toBe('ab');
      expect(await send('a', 'b', 'cd')).toBe('abcd');
      expect(
        await (
          await fetch(`${url}/text`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'äö' })
        ).text(),
      ).toBe('äö');
      expect(verdicts(observer)).toEqual(['pass 200', 'pass 200', 'pass 200']);
    },
  );

  test(`In the mode ${mode} a body above maxBody reaches the service whole, and is not judged`, async () => {
    const observer = await observing({ mode, maxBody: 1_000 });
    const url = await echo(observer, (incoming, response) => {
      let length = 0;
      incoming.on('data', (part: Buffer) => {
        length += part.length;
      });
      incoming.on('end', () => response.type('text/plain').send(String(length)));
    });
    const post = (body: string | ReadableStream): RequestInit & { duplex: 'half' } => ({
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body,
      duplex: 'half',
    });
    expect(await (await fetch(`${url}/text`, post('a'.repeat(300_000)))).text()).toBe('300000');
    const pieces = new ReadableStream({
      start(controller) {
        for (let piece = 0; piece < 30; piece += 1) controller.enqueue(Buffer.alloc(10_000, 'a'));
        controller.close();
      },
    });
    expect(await (await fetch(`${url}/text`, post(pieces))).text()).toBe('300000');
    expect(verdicts(observer)).toEqual(['inconclusive 200 body-omitted', 'inconclusive 200 body-omitted']);
  });

  test(`In the mode ${mode} an upload that a service reads part by part arrives whole, and is judged`, async () => {
    const observer = await observing({ mode });
    const application = express();
    application.use(observer);
    let text = '';
    application.post('/upload', (incoming, response) => {
      // As multer and busboy do.
      const parser = new PassThrough();
      parser.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      parser.on('end', () => void response.status(204).end());
      incoming.pipe(parser);
    });
    const url = await listen(application);
    const form = new FormData();
    form.set('size', '12');
    expect((await fetch(`${url}/upload`, { method: 'POST', body: form })).status).toBe(204);
    expect(text).toContain('name="size"\r\n\r\n12\r\n');
    expect(verdicts(observer)).toEqual(['pass 204']);
  });

  test(`In the mode ${mode} bodies are judged with their codings undone, also behind a body parser`, async () => {
    const observer = await observing({ mode });
    const application = express();
    application.use('/text', express.text(), observer);
    const unread = express();
    unread.use(observer, express.text());
    application.use('/own', unread);
    const answer: express.RequestHandler = (incoming, response) => void response.type('text/plain').send(incoming.body);
    application.post('/text', answer);
    unread.post('/text', answer);
    const url = await listen(application);
    const headers = { 'content-type': 'text/plain', 'content-encoding': 'gzip' };
    for (const path of ['/text', '/own/text'])
      for (const text of ['fine', 'too long']) {
        const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: gzipSync(text) });
        if (response.ok) expect(await response.text()).toBe(text);
        else expect([mode, response.status]).toEqual(['refuse', 422]);
      }
    expect(observer.outcomes.map(({ verdict }) => verdict)).toEqual(['pass', 'fail', 'pass', 'fail']);
  });

  test(`In the mode ${mode} a connection goes on after requests whose bodies nobody reads`, async () => {
    const observer = await observing({ mode, maxBody: 1_000 });
    const url = await echo(observer, (_incoming, response) => void response.type('text/plain').send('ok'));
    const head = 'POST /text HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n';
    const long = 'a'.repeat(300_000);
    const requests = [
      `${head}Content-Length: 4\r\n\r\nabcd`,
      `${head}Transfer-Encoding: chunked\r\n\r\n${long.length.toString(16)}\r\n${long}\r\n0\r\n\r\n`,
      `${head}Content-Length: ${long.length}\r\n\r\n${long}`,
      `${head}Content-Length: 4\r\n\r\nabcd`,
    ];
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    let got = '';
    socket.setEncoding('latin1').on('data', (text) => {
      got += text;
    });
    for (const [index, text] of requests.entries()) {
      socket.write(text);
      await expect.poll(() => got.split('HTTP/1.1 200').length - 1).toBe(index + 1);
    }
    expect(observer.outcomes).toHaveLength(requests.length);
  });
});
