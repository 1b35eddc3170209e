import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTracer } from '../../src/check/trace.js';
import { type Exchange, headersOf, NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

const contract = await contractOf(`
openapi: 3.1.0
info: { title: Things, version: '1' }
paths:
  /things: { post: { responses: { '201': { description: made } } } }
`);
const trace = createTracer(contract);
const [operation] = contract.operations;

/** The path that a tracer takes from a `Location` field. */
function traced(location: string): string | undefined {
  const exchange: Exchange = {
    source: 'a.har',
    index: 0,
    request: { method: 'POST', url: 'https://api.example.com/v1/things', headers: {}, body: NO_BODY },
    response: { status: 201, headers: headersOf([['location', location]]), body: NO_BODY },
  };
  if (!operation) throw new Error('the document has an operation');
  return trace(exchange, operation, undefined).created?.path;
}

/** The same by the platform's reader of URLs. */
function readByPlatform(location: string): string | undefined {
  try {
    const { pathname } = new URL(location, 'https://api.example.com/v1/things');
    return decodeURIComponent(pathname)
      .replace(/\('?([^()']*)'?\)/g, '/$1')
      .replace(/\/+$/, '');
  } catch {
    return undefined;
  }
}

const piece = fc.constantFrom(
  ...[
    'a',
    'B',
    '7',
    '0',
    '-',
    '_',
    '.',
    '..',
    '~',
    '/',
    '//',
    ':',
    '@',
    '?',
    '#',
    '%20',
    '(',
    ')',
    "'",
    '$',
    'ä',
    'xn--',
    '0x',
  ],
  ...['things', 'v1.0', 'api.example.com', '127.0.0.1', '999', '9999999999', '1.2.3', 'localhost', ' ', '\\', '*'],
);
const location = fc
  .tuple(fc.constantFrom('https://', 'http://', 'HTTP://', 'ftp://', '//', '/', ''), fc.array(piece, { maxLength: 8 }))
  .map(([start, pieces]) => `${start}${pieces.join('')}`);

test('The path of a Location is the one that the platform reads, however the URL is written.', () => {
  fc.assert(
    fc.property(location, (text) => {
      expect(traced(text)).toBe(readByPlatform(text));
    }),
    { numRuns: 5_000 },
  );
});
