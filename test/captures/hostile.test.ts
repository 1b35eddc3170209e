import { describe, expect, test } from 'vitest';
import { readCapture } from '../../src/captures/index.js';
import { type CaptureItem, InputError, isUnread } from '../../src/model/index.js';
import { all } from '../support/chunks.js';

async function* parts(...texts: readonly (string | Iterable<string>)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) for (const part of typeof text === 'string' ? [text] : text) yield Buffer.from(part);
}

function* repeated(part: string, times: number): Generator<string> {
  const thousand = part.repeat(1000);
  for (let sent = 0; sent < times; sent += 1000) yield thousand;
}

async function read(...texts: readonly (string | Iterable<string>)[]): Promise<string[]> {
  const items: CaptureItem[] = await all(readCapture('x', parts(...texts)));
  return items.map((item) =>
    isUnread(item) ? `${item.unread}: ${item.detail}` : `${item.request.method} ${item.request.url}`,
  );
}

test.each([
  ['is of no known format', 'hello '.repeat(1_000)],
  ['is empty', ''],
  ['is a file of another tool', '{"openapi":"3.1.0"}'],
  ['begins with zero bytes', '\0'.repeat(2 << 20)],
])('A stream that %s is closed, so that a folder may have any number of such files', async (_, text) => {
  let isClosed = false;
  const chunks = async function* () {
    try {
      yield Buffer.from(text);
      yield Buffer.from(text);
    } finally {
      isClosed = true;
    }
  };
  await expect(all(readCapture('x', chunks()))).rejects.toThrow(InputError);
  expect(isClosed).toBe(true);
});

const NEXT = '\n\n###\nGET /next\n\nHTTP/1.1 200 OK\n\nok\n';
const LIMIT = 20_000;

describe('captures of extreme size', () => {
  test(
    'The reader skips HTTP messages with endless heads or bodies and reads the next message',
    async () => {
      expect(await read('GET /a HTTP/1.1\n', repeated('x: y\n', 300_000), '\n', NEXT)).toEqual([
        expect.stringContaining('malformed: the message at line 1 has a head of over 1048576'),
        'GET /next',
      ]);
      expect(await read('GET /a\n\nHTTP/1.1 200 OK\n\n', repeated(`${'x'.repeat(1000)}\n`, 70_000), NEXT)).toEqual([
        expect.stringContaining('malformed: the message at line 3 has a head'),
        'GET /next',
      ]);
    },
    LIMIT,
  );

  test(
    'The reader is not stopped by curl commands with endless quotes',
    async () => {
      const quoted = '\\"'.repeat(400_000);
      const [item] = await read(`$ curl -i https://a.example/x -d "${quoted}"\nHTTP/1.1 200 OK\n\nok\n`);
      expect(item).toMatch(/^malformed|^POST/);
      const lines = await read(
        "$ curl -i https://a.example/x -d '",
        repeated('{\n', 200_000),
        "'\nHTTP/1.1 200 OK\n\nok\n",
      );
      expect(lines).toEqual(['POST https://a.example/x']);
    },
    LIMIT,
  );

  test(
    'The reader skips curl -v output with endless headers and reads the next exchange',
    async () => {
      const exchange = '> GET /b HTTP/1.1\n> Host: a.example\n> \n< HTTP/1.1 200 OK\n< \nok\n';
      expect(await read('> GET /a HTTP/1.1\n', repeated('> x: y\n', 400_000), exchange)).toEqual([
        expect.stringContaining('malformed: the exchange at line 1 has headers of over'),
        'GET http://a.example/b',
      ]);
    },
    LIMIT,
  );

  test(
    'The reader skips cassette entries that are endless or multiply by references',
    async () => {
      const good = '- request: {method: GET, uri: /next}\n  response: {status: {code: 200}}\n';
      const long = await read(
        'interactions:\n- request:\n    body: |\n',
        repeated(`      ${'x'.repeat(100)}\n`, 200_000),
        good,
        'version: 1\n',
      );
      expect(long).toEqual(['malformed: the entry at line 2 is larger than 16777216 bytes', 'GET /next']);
      const anchors = Array.from({ length: 12 }, (_, at) =>
        `    - &a${at} [${`*a${at - 1},`.repeat(9)}]\n`.replaceAll('*a-1', '1'),
      );
      const laughs = await read('interactions:\n- request:\n', anchors, good, 'version: 1\n');
      expect(laughs).toEqual([
        expect.stringMatching(/^malformed: the entry at line 2 cannot be read by itself/),
        'GET /next',
      ]);
    },
    LIMIT,
  );

  test(
    'Postman collections with endless folders or multiplying variables stay within limits',
    async () => {
      const info = '{"info":{"schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},';
      const response = '"response":[{"code":200,"originalRequest":{"url":"{{a}}"}}]';
      await expect(
        read(info, '"item":[{', repeated('"item":[{', 200_000), response, repeated('}]', 200_000), '}]}'),
      ).rejects.toMatchObject({ code: 'empty-capture' });
      const variable = [...'abcdef'].map((key, at) => ({ key, value: `{{${'abcdefg'[at + 1]}}}`.repeat(2000) }));
      const [filled] = await read(info, `"variable":${JSON.stringify(variable)},"item":[{${response}}]}`);
      expect(filled?.length).toBeLessThan(2_000_000);
    },
    LIMIT,
  );

  test('A file that begins with endless white space is refused as an empty capture', async () => {
    await expect(read(repeated(' ', 5_000_000), '{"log":{}}')).rejects.toMatchObject({ code: 'empty-capture' });
  });
});
