import { request } from 'node:http';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { captureFormats, readOpen } from '../../src/captures/index.js';
import { isUnread } from '../../src/model/index.js';
import { all, chunksOf } from '../support/chunks.js';
import { must, type Target } from './target.js';

const http = captureFormats.find(({ name }) => name === 'HTTP messages');

const field = fc.tuple(
  fc.constantFrom('A', 'X-Long-Name', 'set-cookie', 'Content-Type', "a!#$%&'*+-.^_`|~"),
  fc.constantFrom('', 'b', ' spaced  out ', 'a, b', 'a:b', '"q;"', '7'),
);

const chunked = fc
  .array(fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme-ascii' }), { maxLength: 3 })
  .map((parts) => ({
    head: 'Transfer-Encoding: chunked\r\n',
    body: `${parts.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('')}0\r\n\r\n`,
  }));

const counted = fc
  .string({ maxLength: 30, unit: 'grapheme-ascii' })
  .map((text) => ({ head: `Content-Length: ${text.length}\r\n`, body: text }));

/** Answers as RFC 9112 has them, mostly. */
const answer = fc
  .tuple(
    fc.constantFrom('200 OK', '404 Not Found', '500 ', '299 a b c'),
    fc.array(field, { maxLength: 4 }),
    fc.oneof(chunked, counted),
  )
  .map(
    ([status, fields, { head, body }]) =>
      `HTTP/1.1 ${status}\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}${head}\r\n${body}`,
  );

export const httpAnswers: Target = {
  name: 'http-answers',
  title: 'An answer that Node can parse has the same status, header fields and body when it is read from a capture',
  seeds: [
    'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok',
    'HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nab\r\n0\r\n\r\n',
  ],
  tokens: [
    'HTTP/1.1 200 OK\r\n',
    'A: b\r\n',
    '\r\n',
    ': ',
    ';x=y',
    'Content-Length: 3\r\n',
    'Transfer-Encoding: chunked\r\n',
    '0',
    'ff',
    ' ',
    '\t',
  ],
  structured: answer,
  async check(input) {
    must(http !== undefined, 'there is a reader of HTTP messages');
    const asked = Buffer.concat([Buffer.from('GET / HTTP/1.1\r\nHost: a.example\r\n\r\n'), input]);
    const items = await all(readOpen({ source: 'input', format: http, chunks: chunksOf(asked) }));
    const theirs = await parsedByNode(input);
    // In text, a message ends where the next one begins; so what looks like another message is left out.
    const text = input.toString('latin1');
    if (
      !theirs ||
      !text.startsWith('HTTP/') ||
      /(?:^|\n)(?:[A-Z]{3,20} |###|```|~~~|[$%>#] )/.test(text.slice(8)) ||
      (text.match(/HTTP\//g) ?? []).length > 1
    )
      return;
    // A body among lines is trimmed where its length is not known.
    if (!/\nContent-Length: \d+\r\n/.test(text) && !/\nTransfer-Encoding: chunked\r\n/.test(text)) return;
    const [item] = items;
    must(item !== undefined && !isUnread(item), 'Node reads it, and the capture does not');
    const { status, headers, body } = item.response;
    must(status === theirs.status, `the status is ${status}, not ${theirs.status}`);
    const content = body.state === 'present' ? Buffer.from(body.content).toString('latin1') : '';
    must(body.state !== 'unknown', 'the body is not known');
    must(content === theirs.body, `the body is ${JSON.stringify(content)}, not ${JSON.stringify(theirs.body)}`);
    for (const [name, values] of theirs.fields) {
      const ours = [headers[name] ?? []].flat();
      must(ours.join('|') === values.join('|'), `${name} is ${JSON.stringify(ours)}, not ${JSON.stringify(values)}`);
    }
  },
};

interface Parsed {
  readonly status: number;
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
}

/** What Node's parser makes of an answer; undefined where it refuses it. */
function parsedByNode(bytes: Buffer): Promise<Parsed | undefined> {
  return new Promise((resolve) => {
    const socket = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
    const asked = request({ host: 'a.example', createConnection: () => socket });
    const end = (parsed?: Parsed) => {
      resolve(parsed);
      asked.destroy();
      socket.destroy();
    };
    asked.on('error', () => end());
    asked.on('upgrade', () => end());
    asked.on('response', (response) => {
      let body = '';
      response.setEncoding('latin1');
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('error', () => end());
      response.on('end', () => end({ status: response.statusCode ?? 0, fields: fieldsOf(response.rawHeaders), body }));
    });
    asked.end();
    socket.push(bytes);
    socket.push(null);
  });
}

function fieldsOf(raw: readonly string[]): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    fields.set(name, [...(fields.get(name) ?? []), Buffer.from(raw[at + 1] ?? '', 'latin1').toString()]);
  }
  return fields;
}
