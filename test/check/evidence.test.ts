import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evidenceOf } from '../../src/check/index.js';
import { at, type Exchange, headersOf, type JsonValue, NO_BODY, type ViolationRecord } from '../../src/model/index.js';

const record: ViolationRecord = {
  source: 'a.har',
  exchange: 0,
  operation: 'GET /a',
  status: 200,
  in: 'response',
  part: 'body',
  location: '',
  keyword: 'type',
  severity: 'error',
  message: 'must be string',
  schema: '#/x',
};

function answered(content: string | Uint8Array): Exchange {
  return {
    source: 'a.har',
    index: 0,
    request: { method: 'GET', url: '/a?access_token=abc', headers: headersOf([]), body: NO_BODY },
    response: {
      status: 200,
      headers: headersOf([
        ['set-cookie', 'session=1'],
        ['content-type', 'application/json'],
      ]),
      body: { state: 'present', content },
    },
  };
}

function bodyAt(value: JsonValue, location: string) {
  return evidenceOf(answered(JSON.stringify(value)), { ...record, location }).body;
}

describe('evidence', () => {
  const sentAs = (type: string, text: string, more: Partial<ViolationRecord>) => {
    const exchange = answered(text);
    const response = { ...exchange.response, headers: headersOf([['content-type', type]]) };
    return evidenceOf({ ...exchange, response }, { ...record, ...more }).body;
  };
  const marked = (body: ReturnType<typeof sentAs>) =>
    body && 'json' in body ? [Array.isArray(body.json) ? body.json.length : 0, at(body.json, body.pointer)] : body;

  test('Evidence of a fault in a long sequence has the item at fault, with its neighbours, in each framing', () => {
    const numbers = Array.from({ length: 3_000 }, (_, n) => (n === 2_000 ? 'x' : n));
    const lines = numbers.map((n) => `${JSON.stringify({ n })}\n`).join('');
    for (const [type, text, location] of [
      ['application/jsonl', lines, '/n'],
      ['application/json-seq', lines.replace(/^/gm, '\u001e').replace(/\u001e$/, ''), '/n'],
      ['text/event-stream', numbers.map((n) => `: beat\n\ndata: ${JSON.stringify({ n })}\n\n`).join(''), '/data/n'],
      [
        'multipart/mixed; boundary=b',
        `${numbers.map((n) => `--b\r\nContent-Type: application/json\r\n\r\n${JSON.stringify({ n })}\r\n`).join('')}--b--`,
        '/n',
      ],
    ] as const)
      expect([type, marked(sentAs(type, text, { item: 2_000, location }))]).toEqual([type, [5, 'x']]);
  });

  test('Evidence of a fault in an item has no secret of the items around it', () => {
    const body = sentAs('application/jsonl', '{"password":"tulip-1"}\n{"n":"x","token":"tulip-2"}\n{"n":1}\n', {
      item: 1,
      location: '/n',
    });
    expect(marked(body)).toEqual([3, 'x']);
    expect(JSON.stringify(body)).not.toContain('tulip');
  });

  test('Evidence of an item that cannot be read has its text', () => {
    const body = sentAs('application/jsonl', '{"n":1}\n{"n":\n', { item: 1, location: '' });
    expect(marked(body)).toEqual([2, '{"n":']);
  });

  test('Evidence shows the surroundings of a fault and leaves out what is far from it', () => {
    const items = Array.from({ length: 5000 }, (_, id) => ({ id, name: 'x'.repeat(300) }));
    expect(bodyAt({ total: 5000, items }, '/items/3000/name')).toEqual({
      json: {
        total: 5000,
        items: [
          '… 2999 items',
          '{… 2 members}',
          { id: 3000, name: `${'x'.repeat(200)}…` },
          '{… 2 members}',
          '… 1998 items',
        ],
      },
      pointer: '/items/2/name',
    });
  });

  test('Evidence contains no secrets', () => {
    const shown = evidenceOf(answered('{"password":"hunter2","name":7}'), { ...record, location: '/name' });
    expect(shown.headers).toEqual([
      ['set-cookie', 'session=[redacted]'],
      ['content-type', 'application/json'],
    ]);
    expect(shown.body).toEqual({ json: { password: '[redacted]', name: 7 }, pointer: '/name' });
  });

  test('Evidence of a body that is not JSON shows its text, or its size if it is not text', () => {
    expect(evidenceOf(answered('<html>'), record).body).toEqual({ text: '<html>' });
    expect(evidenceOf(answered(new Uint8Array([0xff, 0xfe, 0])), record).body).toEqual({
      text: '3 bytes that are not text',
    });
  });

  test('Evidence can be taken from a body that is nested extremely deep', () => {
    const deep = `{"name":7,"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(evidenceOf(answered(deep), { ...record, location: '/name' }).body).toEqual({
      json: { name: 7, deep: '[… 1 item]' },
      pointer: '/name',
    });
  });

  test('Evidence of a missing member points to the object that lacks it', () => {
    expect(bodyAt({ a: { b: 1 } }, '/a')).toEqual({ json: { a: { b: 1 } }, pointer: '/a' });
  });

  test('Evidence keeps the faulty value at any position', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.record({ x: fc.integer() }), { minLength: 1 }), { minLength: 1 }), (value) => {
        const row = value.length - 1;
        const column = (value[row]?.length ?? 1) - 1;
        const shown = bodyAt(value, `/${row}/${column}/x`);
        expect(shown && 'json' in shown && at(shown.json, shown.pointer)).toBe(value[row]?.[column]?.x);
      }),
    );
  });
});
