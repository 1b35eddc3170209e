import { writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { parseRaw, sendRaw, sendRawAndEnd } from '../support/raw-http.js';
import { must, type Suite } from './attack.js';
import { startUpstream, startVictim } from './servers.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /{any}:
    parameters: [{ name: any, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: ok, content: { application/json: {} } } } }
    post: { requestBody: { content: { application/json: {} } }, responses: { '200': { description: ok, content: { application/json: {} } } } }
`;

/** A second request, which must never reach the service as a request. */
const HIDDEN = 'GET /hidden HTTP/1.1\r\nHost: x\r\nX-Hidden: yes\r\n\r\n';
const CHUNKED = `${HIDDEN.length.toString(16)}\r\n${HIDDEN}\r\n0\r\n\r\n`;

/** Heads whose framing an intermediary may get wrong, each with the body that hides a request in it. */
const FRAMINGS: readonly (readonly [fields: string, body: string])[] = [
  [`Content-Length: ${HIDDEN.length}`, HIDDEN],
  [`Connection: content-length\r\nContent-Length: ${HIDDEN.length}`, HIDDEN],
  [`Connection: Content-Length, keep-alive\r\nContent-Length: ${HIDDEN.length}`, HIDDEN],
  [`Content-Length: ${HIDDEN.length}\r\nConnection: close, content-length`, HIDDEN],
  [`Connection: x\r\nConnection: content-length\r\nContent-Length: ${HIDDEN.length}`, HIDDEN],
  ['Transfer-Encoding: chunked', CHUNKED],
  ['Connection: transfer-encoding\r\nTransfer-Encoding: chunked', CHUNKED],
  ['Connection: transfer-encoding, content-length\r\nTransfer-Encoding: chunked', CHUNKED],
  ['Transfer-Encoding: gzip, chunked', CHUNKED],
  [`Content-Length: 3\r\nTransfer-Encoding: chunked`, `0\r\n\r\n${HIDDEN}`],
  [`Transfer-Encoding: chunked\r\nContent-Length: 3`, `0\r\n\r\n${HIDDEN}`],
  ['Transfer-Encoding: xchunked', `0\r\n\r\n${HIDDEN}`],
  ['Transfer-Encoding : chunked', `0\r\n\r\n${HIDDEN}`],
  ['Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', `0\r\n\r\n${HIDDEN}`],
  [`Content-Length: 0\r\nContent-Length: ${HIDDEN.length}`, HIDDEN],
  [`Content-Length: 0, ${HIDDEN.length}`, HIDDEN],
  [`Content-Length: +${HIDDEN.length}`, HIDDEN],
  [`Content-Length: 0x${HIDDEN.length.toString(16)}`, HIDDEN],
  [`Content-Length : ${HIDDEN.length}`, HIDDEN],
  [`X: y\r\n Content-Length: ${HIDDEN.length}`, HIDDEN],
  [`X: y\nContent-Length: ${HIDDEN.length}`, HIDDEN],
  ['Transfer-Encoding: chunked\r\nTrailer: Content-Length', `2\r\n{}\r\n0\r\nContent-Length: 50\r\nX-T: 1\r\n\r\n`],
  ['Transfer-Encoding: chunked', `2;a=b\r\n{}\r\n0\r\n\r\n`],
  ['Transfer-Encoding: chunked', `2\n{}\n0\n\n${HIDDEN}`],
  [`Upgrade: websocket\r\nConnection: Upgrade\r\nContent-Length: ${HIDDEN.length}`, HIDDEN],
  [
    `Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk\r\nContent-Length: ${HIDDEN.length}`,
    HIDDEN,
  ],
  [`Expect: 100-continue\r\nContent-Length: ${HIDDEN.length}`, HIDDEN],
];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY', 'PROPFIND'];

/** Requests that hide another one in their framing, each followed by an honest client. */
export const smuggling: Suite = {
  name: 'smuggling',
  title:
    'A request that hides another one in its framing reaches the service as one request, and later clients get their own answers',
  least: FRAMINGS.length * METHODS.length,
  async run(attack) {
    writeFileSync(join(attack.folder, 'api.yaml'), DOCUMENT);
    const seen: string[] = [];
    const port = await startUpstream(attack, (socket) => answerEach(socket, seen));
    const proxy = await startVictim(attack, ['proxy', 'api.yaml', `http://127.0.0.1:${port}`, '-v', 'silent']);
    for (let round = 0; round < attack.times(1, 4); round += 1)
      for (const [index, [fields, body]] of FRAMINGS.entries())
        for (const method of METHODS) {
          const path = `/r${round}-${index}-${method}`;
          const bytes = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${fields}\r\n\r\n${body}`;
          await attack.try(bytes, async () => {
            seen.length = 0;
            // Half closed: what the server takes for a second request is answered as well.
            const answer = await sendRawAndEnd(proxy.port, bytes, 400);
            const own = seen.filter((line) => line.includes(path)).length;
            must(own <= 1, `the service saw the request ${own} times`);
            // A server may read what follows a complete request as the next one; it then answers it to its sender.
            const hidden = seen.filter((line) => line.includes('/hidden')).length;
            const answers = answer.match(/HTTP\/1\.1 [2-5]\d\d/g)?.length ?? 0;
            must(
              hidden === 0 || answers > hidden,
              `the service saw a request that its sender got no answer to:\n${seen.join('\n')}`,
            );
            await honest(proxy.port, `${path}-honest`);
            proxy.mustBeWell();
          });
        }
  },
};

/** A client that came later gets the answer to its own request. */
async function honest(port: number, path: string): Promise<void> {
  const text = await sendRaw(port, `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`, 20_000);
  const { status, body } = parseRaw(text);
  must(status === 200 && body.includes(path), `an honest client got another's answer: ${text.slice(0, 400)}`);
}

/** A strict service: reads one message after the other on its connection, and answers with the request line. */
function answerEach(socket: Socket, seen: string[]): void {
  let unread = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => {
    unread += chunk;
    for (;;) {
      const end = unread.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = unread.slice(0, end);
      const rest = unread.slice(end + 4);
      const length = bodyLength(head, rest);
      if (length === undefined) return;
      unread = rest.slice(length);
      const line = head.split('\r\n')[0] ?? '';
      seen.push(line);
      const body = JSON.stringify({ line });
      const sent = line.startsWith('HEAD ') ? '' : body;
      socket.write(
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${sent}`,
      );
    }
  });
}

/** Bytes of the body, or undefined where it is not whole yet (RFC 9112 §6.3). */
function bodyLength(head: string, rest: string): number | undefined {
  if (/^transfer-encoding:.*chunked/im.test(head)) {
    const end = /(?:^|\r\n)0\r\n(?:[^\r\n]+\r\n)*\r\n/.exec(rest);
    return end ? end.index + end[0].length : undefined;
  }
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
  return rest.length < length ? undefined : length;
}
