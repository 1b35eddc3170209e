import fc from 'fast-check';
import { KITCHEN_SINK, TYPES } from './kitchen-sink.js';

const PATHS = [...KITCHEN_SINK.matchAll(/^ {2}(\/[^:\s]*)/gm)].map(([, found = '/']) => found);
const GARBAGE = [
  '',
  ' ',
  '%',
  '%zz',
  '%00',
  '..',
  '//',
  '\\',
  'é',
  '日本',
  '{}',
  '[]',
  '"',
  "'",
  ';',
  ',,',
  '=',
  '&',
  '\u0001',
  '__proto__',
  'constructor',
  'a'.repeat(3000),
];

const piece = fc.oneof(fc.constantFrom(...GARBAGE), fc.string({ maxLength: 12 }));
/** A request target: a path of the document or another, with any values and any query. */
export const target = fc
  .tuple(
    fc.constantFrom(...PATHS, '/nothing', '*', 'http://x/good'),
    fc.array(piece, { maxLength: 3 }),
    fc.array(
      fc.tuple(
        fc.constantFrom('a', 'b', 'c[x]', 'd', 'e', 'f', '__code', '__example', '__dynamic', '__server', '$select'),
        piece,
      ),
      { maxLength: 4 },
    ),
  )
  .map(([base, values, pairs]) => {
    let index = 0;
    const filled = base.replace(/\{[^}]*\}/g, () => encodeURI(values[index++ % Math.max(1, values.length)] ?? 'x'));
    const search = pairs.map(([name, value]) => `${name}=${safeEncode(value)}`).join('&');
    return (search === '' ? filled : `${filled}?${search}`).replace(/[^\x21-\x7e]/g, (letter) => safeEncode(letter));
  });

/** Half of a surrogate pair has no encoding. */
function safeEncode(value: string): string {
  try {
    return encodeURI(value);
  } catch {
    return 'x';
  }
}

/** Header fields that the server reads, with right and wrong values. */
export const headers = fc.record(
  {
    accept: fc.constantFrom('*/*', 'garbage', 'application/xml', 'image/png, */*;q=0', 'a/b;q=x', ',,,', ''),
    'content-type': fc.constantFrom(...TYPES),
    'content-encoding': fc.constantFrom('identity', 'gzip', 'br', 'deflate', 'nope'),
    prefer: fc.constantFrom(
      'code=404',
      'code=abc',
      'example=none',
      'dynamic=true',
      'dynamic',
      'fault=404',
      'validate-request=off',
      'no-auth',
      'return=minimal',
      '=',
      '"',
      'code="200',
      'seed=x, dynamic=true',
    ),
    cookie: fc.constantFrom('c=1', 'c=', ';;;', 'k=1; c=1,x', 'c'),
    authorization: fc.constantFrom('Basic', 'Basic !!!', 'Basic YTpi', 'Digest x', 'Bearer', ' '),
    'x-h': fc.constantFrom('a,1', 'a', ',,', '{}'),
    'docproof-draw': fc.constantFrom('1.a', '9999999999.x', '.'),
    expect: fc.constantFrom('100-continue', 'nonsense'),
    origin: fc.constantFrom('null', 'https://x', '\u00e9'),
  },
  { requiredKeys: [] },
);
export const method = fc.constantFrom(
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'QUERY',
  'PROPFIND',
);

/** First lines of messages that are no HTTP. */
export const malformedLine = fc.constantFrom(
  'GET /good HTTP/1.1',
  'GET',
  'GET  HTTP/1.1',
  'get /good http/1.1',
  'GET /good HTTP/9.9',
  '\u0000\u0001',
  'POST /json HTTP/1.1',
  'GET /good\r\nX: y',
);
/** Header fields, most of them broken. */
export const malformedField = fc.constantFrom(
  'Host: x',
  'Host',
  ': x',
  'X: a\u0000b',
  'Content-Length: -1',
  'Content-Length: 5',
  'Content-Length: 5\r\nContent-Length: 6',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: nope',
  `X: ${'y'.repeat(20_000)}`,
  'Connection: close',
  'Upgrade: websocket',
  'Content-Type: application/json',
);
/** What follows the head. */
export const malformedRest = fc.constantFrom(
  '',
  'hello',
  'zz\r\n',
  '5\r\nhello\r\n0\r\n\r\n',
  'ffffffffffffffff\r\n',
  '{"a":1}',
  'GET /good HTTP/1.1\r\nHost: x\r\n\r\n',
);
