import { readFileSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseRaw, sendRaw } from '../support/raw-http.js';
import { must, type Suite } from './attack.js';
import { showsStack, startUpstream, startVictim } from './servers.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /{any}:
    parameters: [{ name: any, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: array } } } } } }
`;

const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024), { level: 9 });
const ok = (fields: string, body = '[]'): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${fields}Content-Length: ${body.length}\r\n\r\n${body}`;

/**
 * What services say that break HTTP, or bend it. Each may get any answer below 600 that is framed, and harms no later
 * client.
 */
const ANSWERS: Readonly<Record<string, (socket: Socket) => void>> = {
  bomb: (socket) => {
    socket.write(
      `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: ${BOMB.length}\r\n\r\n`,
    );
    socket.write(BOMB);
  },
  half: (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc'),
  reset: (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc');
    setTimeout(() => socket.resetAndDestroy(), 20);
  },
  interim: (socket) => socket.write(`${'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(50)}${ok('')}`),
  switching: (socket) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nraw'),
  folded: (socket) => socket.write(ok('X-A: a\r\n b\r\n')),
  control: (socket) => socket.write(ok('X-B: c\u0001d\r\n')),
  words: (socket) =>
    socket.write(Buffer.from('HTTP/1.1 200 O\x80K\xff\r\nX-B: \xe9\xff\r\nContent-Length: 2\r\n\r\n[]', 'latin1')),
  status999: (socket) => socket.write('HTTP/1.1 999 Weird\r\nContent-Length: 2\r\n\r\n[]'),
  status099: (socket) => socket.write('HTTP/1.1 099 Weird\r\nContent-Length: 2\r\n\r\n[]'),
  status1000: (socket) => socket.write('HTTP/1.1 1000 Weird\r\nContent-Length: 2\r\n\r\n[]'),
  status000: (socket) => socket.write('HTTP/1.1 000 Weird\r\nContent-Length: 2\r\n\r\n[]'),
  noStatus: (socket) => socket.write('HTTP/1.1 abc Weird\r\nContent-Length: 2\r\n\r\n[]'),
  bothFramings: (socket) =>
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n'),
  twoLengths: (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 50\r\n\r\n[]'),
  trailers: (socket) =>
    socket.write(
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n2\r\n[]\r\n0\r\nX-T: 1\r\n\r\n',
    ),
  longHead: (socket) => socket.write(ok(`X-A: ${'a'.repeat(200_000)}\r\n`)),
  manyFields: (socket) => socket.write(ok(Array.from({ length: 5_000 }, (_, index) => `X-${index}: a\r\n`).join(''))),
  emptyWithBody: (socket) => socket.write('HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\nhello'),
  notModified: (socket) => socket.write('HTTP/1.1 304 No\r\nContent-Length: 5\r\n\r\n'),
  twoAnswers: (socket) => socket.write(`${ok('')}${ok('', '["POISON"]')}`),
  nominated: (socket) =>
    socket.end(ok('Connection: X-Secret, content-length, close\r\nX-Secret: a\r\nProxy-Authenticate: Basic\r\n')),
  noHttp: (socket) => socket.write('SSH-2.0-x\r\n'),
  early: (socket) => socket.write('HTTP/1.1 413 Too\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]'),
  closed: (socket) => socket.destroy(),
  ownFields: (socket) =>
    socket.write(
      ok('sl-violations: [fake]\r\nDocproof-Draw: x\r\nAccess-Control-Allow-Origin: https://only.example\r\n', '{}'),
    ),
  negativeChunk: (socket) => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nab\r\n0\r\n\r\n'),
  hugeChunk: (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nab'),
  badGzip: (socket) => socket.write(ok('Content-Encoding: gzip\r\n')),
  stackedCodings: (socket) =>
    socket.write(ok(`Content-Encoding: ${Array.from({ length: 50 }, () => 'gzip').join(', ')}\r\n`)),
  redirect: (socket) =>
    socket.write('HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n'),
};
const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS', 'DELETE'];

/** A service that answers with whatever may confuse a proxy. */
export const upstreams: Suite = {
  name: 'upstreams',
  title: 'Whatever a service answers, the proxy sends one framed answer, records it, and goes on',
  least: Object.keys(ANSWERS).length * METHODS.length,
  async run(attack) {
    writeFileSync(join(attack.folder, 'api.yaml'), DOCUMENT);
    const port = await startUpstream(attack, (socket) => {
      socket.on('data', (chunk) => {
        const name = /^\S+ \/(\w*)/.exec(chunk.toString('latin1'))?.[1] ?? '';
        const answer = ANSWERS[name];
        if (answer) answer(socket);
        else socket.write(ok('', '["honest"]'));
      });
    });
    const proxy = await startVictim(attack, [
      ...['proxy', 'api.yaml', `http://127.0.0.1:${port}`, '-v', 'silent', '--timeout', '2000'],
      ...['--record', 'all.ndjson'],
    ]);
    for (let round = 0; round < attack.times(1, 4); round += 1)
      for (const name of Object.keys(ANSWERS))
        for (const method of METHODS)
          await attack.try(`${method} to a service that answers "${name}"`, async () => {
            const text = await sendRaw(
              proxy.port,
              `${method} /${name} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`,
              20_000,
            );
            const { status } = parseRaw(text);
            // A body that breaks off may break off here too, once its head is sent.
            must(text === '' || (status >= 100 && status <= 999), `no status line: ${text.slice(0, 300)}`);
            must(!showsStack(text), `a stack in the answer: ${text.slice(0, 600)}`);
            must(!/\[fake\]/.test(text), `the service's own sl-violations reached the client: ${text.slice(0, 400)}`);
            if (/^status|^noStatus/.test(name) && name !== 'status999')
              must(status === 502, `an illegal status became ${status}`);
            const honest = await sendRaw(
              proxy.port,
              'GET /fine1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n',
              20_000,
            );
            must(parseRaw(honest).body === '["honest"]', `a later client got: ${honest.slice(0, 400)}`);
            proxy.mustBeWell();
          });
    await attack.try('each line of the recording is an exchange', () => {
      for (const line of readFileSync(join(attack.folder, 'all.ndjson'), 'utf8').trimEnd().split('\n'))
        JSON.parse(line);
    });
  },
};
