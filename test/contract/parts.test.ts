import { describe, expect, test } from 'vitest';
import { countCoverage } from '../../src/check/coverage/counter.js';
import { type Contract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { type Body, NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

const documentOf = (text: string, version = '3.2.0'): Promise<Contract> => {
  const content = text.replace(/\s+/g, ' ');
  return contractOf(`openapi: ${version}
info: { title: T, version: '1' }
paths:
  /parts:
    get: { responses: { '200': { description: ok, content: ${content} } } }
    post: { requestBody: { content: ${content} }, responses: { '204': { description: taken } } }
`);
};

const TYPE = 'multipart/mixed; boundary=x';

/** A multipart body: each part with its header fields and its content. */
const bodyOf = (...parts: readonly (readonly [fields: string, content: string])[]): string =>
  `${parts.map(([fields, content]) => `--x\r\n${fields === '' ? '' : `${fields}\r\n`}\r\n${content}\r\n`).join('')}--x--\r\n`;

/** Where each part starts, in characters. */
const starts = (body: string): number[] => [...body.matchAll(/--x\r\n/g)].map(({ index }) => index + 5);

function judged(contract: Contract, body: Body | string, { type = TYPE, isRequest = false } = {}) {
  const content: Body = typeof body === 'string' ? { state: 'present', content: body } : body;
  const headers = { 'content-type': type };
  const coverage = countCoverage(contract);
  const judgement = judgeExchange(
    contract,
    {
      source: 'a',
      index: 0,
      request: isRequest
        ? { method: 'POST', url: '/parts', headers, body: content }
        : { method: 'GET', url: '/parts', headers: {}, body: NO_BODY },
      response: isRequest ? { status: 204, headers: {}, body: NO_BODY } : { status: 200, headers, body: content },
    },
    { ...DEFAULT_POLICY, baseUrls: [] },
    (compiled) => coverage.observe(compiled),
  );
  if (judgement.outOfScope) throw new Error(judgement.outOfScope);
  return {
    verdict: judgement.verdict,
    reasons: judgement.reasons,
    brief: judgement.violations.map(({ part, item, location, keyword }) =>
      [part, item ?? '', location, keyword].filter((word) => word !== '').join(' '),
    ),
    offsets: judgement.violations.map(({ offset }) => offset),
    counts: coverage.counts(),
  };
}

const JSON_TYPE = 'Content-Type: application/json';
const REPORT = `{ multipart/mixed: {
  schema: { type: array, minItems: 2, prefixItems: [{ type: object, required: [id], properties: { id: { type: integer } } }, {}], items: { type: integer } },
  prefixEncoding: [{ contentType: application/json, headers: { X-Check: { required: true, schema: { type: integer } } } }, { contentType: 'image/*' }],
  itemEncoding: { contentType: text/plain } } }`;
const HEAD = [`${JSON_TYPE}\r\nX-Check: 1`, '{"id":1}'] as const;
const IMAGE = ['Content-Type: image/png', '\u0089PNG'] as const;

describe('parts by position', () => {
  test.each([false, true])(
    'Parts are judged by their position, in requests and responses: request %s',
    async (isRequest) => {
      const contract = await documentOf(REPORT);
      const good = judged(contract, bodyOf(HEAD, IMAGE, ['', '7'], ['Content-Type: text/plain', '8']), { isRequest });
      expect([good.verdict, good.brief]).toEqual(['pass', []]);
      const body = bodyOf([JSON_TYPE, '{"id":"one"}'], ['Content-Type: text/plain', 'a'], ['', 'b']);
      const bad = judged(contract, body, { isRequest });
      expect(bad.brief).toEqual([
        'header 0 X-Check missing-parameter',
        'content-type 1 content-type undocumented-media-type',
        'body 0 /id type',
        'body 2 type',
      ]);
      const [first, second, third] = starts(body);
      expect(bad.offsets).toEqual([first, second, first, third]);
    },
  );

  test('Rules for the list of all parts are about the whole body', async () => {
    const { brief } = judged(await documentOf(REPORT), bodyOf(HEAD));
    expect(brief).toEqual(['body minItems']);
  });

  test('A part that cannot be read is told apart from broken framing, and makes no fault in the others', async () => {
    const contract = await documentOf(REPORT);
    expect(judged(contract, bodyOf([HEAD[0], '{"id":'], IMAGE)).brief).toEqual(['body 0 unparseable-item']);
    expect(judged(contract, bodyOf(['no field', 'a'], IMAGE)).brief).toEqual(['body 0 broken-framing']);
    expect(judged(contract, '--y\r\n\r\na\r\n--y--').brief).toEqual(['body broken-framing']);
    expect(judged(contract, bodyOf(HEAD, IMAGE), { type: 'multipart/mixed' }).brief).toEqual(['body broken-framing']);
  });

  test.each(['3.0.3', '3.1.0'])('Encodings by position mean nothing in OpenAPI %s', async (version) => {
    const schema = '{ type: array, items: { type: integer } }';
    const contract = await documentOf(
      `{ multipart/mixed: { schema: ${schema}, prefixEncoding: [{ contentType: image/png }] } }`,
      version,
    );
    const { verdict, reasons } = judged(contract, bodyOf(['', 'a']));
    expect([verdict, reasons]).toEqual(['inconclusive', ['body-not-judged']]);
  });
});

const STREAM = `{ 'multipart/*': {
  itemSchema: { type: object, required: [n], properties: { n: { type: integer } } },
  itemEncoding: { contentType: 'application/json, application/xml', headers: { Content-Type: { schema: { const: x } }, X-N: { schema: { type: integer } } } } } }`;

describe('parts as items', () => {
  test.each(['mixed', 'related', 'byteranges', 'x-mixed-replace'])(
    'Each part of multipart/%s is an item of itemSchema, with its number and byte offset',
    async (subtype) => {
      const contract = await documentOf(STREAM);
      const body = bodyOf(
        [JSON_TYPE, '{"n":1}'],
        ['Content-Type: application/xml\r\nX-N: two', '<a><n>2</n></a>'],
        ['Content-Type: text/xml', '<a><n>x</n></a>'],
        [JSON_TYPE, '{}'],
      );
      const { brief, offsets, counts } = judged(contract, body, { type: `multipart/${subtype}; boundary="x"` });
      expect(brief).toEqual([
        'header 1 X-N type',
        'content-type 2 content-type undocumented-media-type',
        'body 2 /n type',
        'body 3 required',
      ]);
      const [, second, third, fourth] = starts(body);
      expect(offsets).toEqual([second, third, third, fourth]);
      expect([...counts.items.values()].flatMap((items) => [...items.values()])).toEqual([4]);
    },
  );

  test('A body that a recorder cut is judged to its last whole part, and is inconclusive', async () => {
    const contract = await documentOf(STREAM);
    const cut = (content: string): Body => ({ state: 'unknown', reason: 'body-cut', content });
    const bad = judged(contract, cut(`--x\r\n${JSON_TYPE}\r\n\r\n{}\r\n--x\r\n${JSON_TYPE}\r\n\r\n{"n"`));
    expect([bad.verdict, bad.brief]).toEqual(['fail', ['body 0 required']]);
    const good = judged(contract, cut(`--x\r\n${JSON_TYPE}\r\n\r\n{"n":1}\r\n--x\r\n${JSON_TYPE}`));
    expect([good.verdict, good.reasons]).toEqual(['inconclusive', ['body-cut']]);
  });

  test('A whole body without its last boundary is broken framing', async () => {
    const body = bodyOf([JSON_TYPE, '{"n":1}']).replace('--x--\r\n', '');
    expect(judged(await documentOf(STREAM), body).brief).toEqual(['body 0 broken-framing']);
  });

  test('A part of a type that nobody can read as its schema wants it makes the body inconclusive', async () => {
    const contract = await documentOf('{ multipart/mixed: { itemSchema: { type: object } } }');
    const { verdict, reasons } = judged(contract, bodyOf(['Content-Type: text/csv', 'a,b']));
    expect([verdict, reasons]).toEqual(['inconclusive', ['body-not-judged']]);
  });

  test('A form is read by position where the document describes it so', async () => {
    const contract = await documentOf(
      `{ multipart/form-data: { schema: { type: array, items: { type: integer } }, itemEncoding: { headers: { Content-Disposition: { required: true, schema: { type: string, pattern: 'name="n"' } } } } } }`,
    );
    const type = 'multipart/form-data; boundary=x';
    const body = bodyOf(
      ['Content-Disposition: form-data; name="n"', '1'],
      ['Content-Disposition: form-data; name="m"', 'b'],
    );
    expect(judged(contract, body, { type }).brief).toEqual(['header 1 Content-Disposition pattern', 'body 1 type']);
  });
});

const NESTED = `{ multipart/mixed: { schema: { type: array, items: { type: array, items: { type: integer } } },
  itemEncoding: { contentType: multipart/mixed, prefixEncoding: [{ contentType: application/json }], itemEncoding: { contentType: text/plain, headers: { X-N: { required: true, schema: { type: integer } } } } } } }`;

test('Parts within a part are judged by the encodings of the part', async () => {
  const contract = await documentOf(NESTED);
  const inner = (...parts: readonly (readonly [string, string])[]): readonly [string, string] => [
    'Content-Type: multipart/mixed; boundary=y',
    bodyOf(...parts).replaceAll('--x', '--y'),
  ];
  expect(judged(contract, bodyOf(inner([JSON_TYPE, '1'], ['X-N: 1', '2']))).brief).toEqual([]);
  expect(judged(contract, bodyOf(inner([JSON_TYPE, '1']), inner(['', '"a"'], ['', 'b']))).brief).toEqual([
    'content-type 1 /0 undocumented-media-type',
    'header 1 X-N (part /1) missing-parameter',
    'body 1 /0 type',
    'body 1 /1 type',
  ]);
});

test('A form within a part is judged by the names of its parts', async () => {
  const contract =
    await documentOf(`{ multipart/mixed: { itemSchema: { type: object, properties: { n: { type: integer } } },
    itemEncoding: { contentType: multipart/form-data, encoding: { n: { contentType: text/plain, headers: { X-N: { required: true, schema: {} } } } } } } }`);
  const form = '--y\r\nContent-Disposition: form-data; name="n"\r\nContent-Type: text/csv\r\n\r\na\r\n--y--';
  expect(judged(contract, bodyOf(['Content-Type: multipart/form-data; boundary=y', form])).brief).toEqual([
    'content-type 0 /n undocumented-media-type',
    'header 0 X-N (part /n) missing-parameter',
    'body 0 /n type',
  ]);
});
