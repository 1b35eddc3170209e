import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentOf, readPart } from '../../src/contract/index.js';
import { parseMediaType } from '../../src/http/index.js';
import { withBoundary, writeMultipart } from '../../src/mock/multipart/write.js';
import { type JsonValue, writeJson } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';
import { partsOf } from '../support/parts.js';
import { serve } from '../support/serve.js';

const documentOf = (type: string, media: string, version = '3.2.0'): string => `openapi: ${version}
info: { title: Parts, version: '1' }
paths: { /parts: { get: { responses: { '200': { description: ok, content: { "${type}": ${media.replace(/\s+/g, ' ')} } } } } } }
`;

/** The answer of the mock: its parts, `fields|content` each. */
async function answerOf(type: string, media: string, headers: Record<string, string> = {}, version?: string) {
  const { ask } = await serve(documentOf(type, media, version));
  const answer = await ask('GET /parts', { headers });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('sl-violations')).toBeNull();
  const sent = answer.headers.get('content-type') ?? '';
  const boundary = parseMediaType(sent)?.parameters.get('boundary') ?? '';
  return { type: sent, parts: partsOf(new TextEncoder().encode(answer.text), boundary), text: answer.text };
}

const ENCODED = `{ schema: { type: array, prefixItems: [{ type: object, properties: { id: { type: integer } } }, {}], items: { type: integer } },
  prefixEncoding: [{ contentType: application/json, headers: { X-Check: { required: true, schema: { type: integer, const: 5 } }, X-Kind: { schema: { type: string }, example: a } } }, { contentType: image/* }],
  itemEncoding: { contentType: 'text/csv, text/plain' } EXAMPLE }`;

describe('multipart answers', () => {
  test('A list is written part by part, with the documented types and header fields of its positions', async () => {
    const { type, parts } = await answerOf(
      'multipart/mixed',
      ENCODED.replace('EXAMPLE', ', example: [{ id: 1 }, PNG, 7, 8]'),
    );
    expect(type).toBe('multipart/mixed; boundary=docproof-part');
    expect(parts).toEqual([
      'content-type: application/json, x-check: 5, x-kind: a | {"id":1}',
      'content-type: image/png | PNG',
      'content-type: text/csv | 7',
      'content-type: text/csv | 8',
    ]);
  });

  test.each(['static', 'dynamic=true'])('A generated multipart body keeps its document: %s', async (prefer) => {
    const media = ENCODED.replace('EXAMPLE', '').replace('type: array,', 'type: array, minItems: 3,');
    const { parts } = await answerOf('multipart/related', media, { prefer });
    expect(parts.length).toBeGreaterThanOrEqual(3);
    expect(parts[0]).toMatch(/^content-type: application\/json, x-check: 5, x-kind: a \| \{/);
  });

  test('Items of itemSchema are parts, and a range of types is answered with multipart/mixed', async () => {
    const { type, parts } = await answerOf(
      'multipart/*',
      '{ itemSchema: { type: object, required: [n], properties: { n: { const: 1 } } } }',
    );
    expect(type).toMatch(/^multipart\/mixed; boundary=/);
    expect(parts).toEqual(Array.from({ length: 3 }, () => 'content-type: application/json | {"n":1}'));
  });

  test.each(['3.0.3', '3.1.0', '3.2.0'])(
    'An object is written as a form with parts that have names: OpenAPI %s',
    async (version) => {
      const media = `{ schema: { type: object, properties: { a: { type: string }, l: { type: array, items: { type: integer } }, o: { type: object }, f: { type: string, format: binary } } },
      encoding: { o: { headers: { X-O: { schema: { type: integer }, example: 3 } } } }, example: { a: "ä", l: [1, 2], o: { x: 1 }, f: abc } }`;
      const { parts } = await answerOf('multipart/form-data', media, {}, version);
      expect(parts).toEqual([
        'content-disposition: form-data; name="a", content-type: text/plain; charset=utf-8 | Ã¤',
        'content-disposition: form-data; name="l", content-type: text/plain | 1',
        'content-disposition: form-data; name="l", content-type: text/plain | 2',
        'content-disposition: form-data; name="o", content-type: application/json, x-o: 3 | {"x":1}',
        'content-disposition: form-data; name="f"; filename="f", content-type: application/octet-stream | abc',
      ]);
    },
  );

  test('An example that is text is sent with the line breaks of the type, and its own boundary is named', async () => {
    const { type, text } = await answerOf(
      'multipart/mixed',
      String.raw`{ schema: {}, example: "--own\nContent-Type: text/plain\n\nhi\n--own--\n" }`,
    );
    expect([type, text]).toEqual([
      'multipart/mixed; boundary=own',
      '--own\r\nContent-Type: text/plain\r\n\r\nhi\r\n--own--\r\n',
    ]);
  });

  test('A documented boundary is kept, unless a part has it', async () => {
    const media = (text: string): string => `{ itemSchema: { type: string }, example: ["${text}"] }`;
    expect((await answerOf('multipart/mixed; boundary=b', media('a'))).type).toBe('multipart/mixed; boundary=b');
    expect((await answerOf('multipart/mixed; boundary=b', media('--b'))).type).toBe(
      'multipart/mixed; boundary=docproof-part-1',
    );
  });

  test('Parts within a part have a boundary of their own', async () => {
    const media = `{ schema: { type: array, items: { type: array, items: { type: integer } } }, itemEncoding: { contentType: multipart/mixed, itemEncoding: { contentType: application/json } }, example: [[1, 2], []] }`;
    const { type, parts } = await answerOf('multipart/mixed', media);
    expect(type).toBe('multipart/mixed; boundary=docproof-part-1');
    expect(parts[0]).toMatch(/^content-type: multipart\/mixed; boundary=docproof-part \| --docproof-part\r\n/);
  });
});

describe('what the mock writes', () => {
  test('Values that are written as parts are read back the same', async () => {
    const contract = await contractOf(
      documentOf('multipart/mixed', '{ itemSchema: {}, itemEncoding: { headers: { X-A: { schema: {} } } } }'),
    );
    const response = contract.resolve({ $ref: '#/paths/~1parts/get/responses/200' }, '');
    const media = response && contentOf(contract, response, 'response').get('multipart/mixed');
    if (!media) throw new Error('no media type');
    const value = fc.jsonValue({ maxDepth: 3 }).map((made): JsonValue => JSON.parse(JSON.stringify(made)));
    const text = fc
      .array(fc.constantFrom('--docproof-part', '\r\n', '\n', '--', 'ä', '€', 'a', ''), { maxLength: 6 })
      .map((texts) => texts.join(''));
    fc.assert(
      fc.property(fc.array(fc.oneof(value, text), { minLength: 1, maxLength: 5 }), (values) => {
        const body = writeMultipart(
          media,
          values,
          () => undefined,
          () => ({ 'X-A': '1' }),
        );
        const type = parseMediaType(withBoundary('multipart/mixed', body));
        const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
        const read = partsOf(
          bytes,
          type?.parameters.get('boundary') ?? '',
          (part) => readPart(part, undefined, undefined).value,
        );
        expect(read.map((each) => writeJson(each === undefined ? 'nothing' : each))).toEqual(
          values.map((each) => writeJson(each)),
        );
      }),
      { numRuns: 500 },
    );
  });
});
