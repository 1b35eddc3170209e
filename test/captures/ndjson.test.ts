import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exchangeLine, readCapture } from '../../src/captures/index.js';
import { type CaptureItem, type Exchange, headersOf, isUnread } from '../../src/model/index.js';
import { all, chunksOf } from '../support/chunks.js';

const LINE =
  '{"request":{"method":"post","url":"/a","headers":{"X-A":["1","2"]},"json":{"b":1}},"response":{"status":201,"body":"{}"}}';

function read(text: string, size?: number): Promise<CaptureItem[]> {
  return all(readCapture('a.ndjson', chunksOf(text, size)));
}

describe('a line of NDJSON', () => {
  test('A line of NDJSON is read as an exchange', async () => {
    expect(await read(`${LINE}\n`)).toEqual([
      {
        source: 'a.ndjson',
        index: 0,
        request: {
          method: 'POST',
          url: '/a',
          headers: { 'x-a': ['1', '2'] },
          body: { state: 'present', content: '{"b":1}', isValue: true },
        },
        response: { status: 201, headers: {}, body: { state: 'present', content: '{}' } },
      },
    ]);
  });

  test('A line of NDJSON that is not JSON or not an exchange is reported by its number, and the next is read', async () => {
    const items = await read(`${LINE}\n\n{"request": oops}\n{"request":{}}\n${LINE}`);
    expect(
      items.map((item) => (isUnread(item) ? `${item.index} ${item.unread} ${item.detail.slice(0, 22)}` : item.index)),
    ).toEqual([0, '1 malformed line 3 is not JSON: an', '2 malformed line 4: /response is m', 3]);
  });

  test('An unfinished last line of NDJSON is reported as a cut', async () => {
    const items = await read(`${LINE}\n${LINE.slice(0, 40)}`);
    expect(items[1]).toEqual({ source: 'a.ndjson', index: 1, unread: 'cut', detail: 'the capture ends inside line 2' });
  });

  test('NDJSON reads the same in chunks of any size', async () => {
    const text = `${LINE}\n${LINE.replace('{}', 'ä€😀')}\n`;
    for (const size of [1, 3, 10]) expect(await read(text, size)).toEqual(await read(text));
  });
});

describe('the published schema of exchanges', () => {
  const validate = new Ajv2020({ strict: false }).compile(
    JSON.parse(readFileSync(new URL('../../src/model/schema/exchange.schema.json', import.meta.url), 'utf8')),
  );

  /** Lines that are often, but not always, exchanges. */
  const junk = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constant({ base64: 'AAA=' }),
    fc.constant({ base64: '?' }),
    fc.array(fc.string()),
  );
  const mostly = (arbitrary: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 12, arbitrary }, { weight: 1, arbitrary: junk });
  const name = mostly(fc.string({ minLength: 1 }));
  const content = {
    headers: mostly(fc.dictionary(fc.string(), mostly(fc.oneof(fc.string(), fc.array(fc.string()))))),
    body: mostly(fc.string()),
    json: fc.anything(),
    bodyOmitted: mostly(fc.boolean()),
  };
  const line = fc.record(
    {
      request: mostly(fc.record({ method: name, url: name, ...content }, { requiredKeys: ['method', 'url'] })),
      response: mostly(fc.record({ status: mostly(fc.integer()), ...content }, { requiredKeys: ['status'] })),
    },
    { requiredKeys: ['request', 'response'] },
  );

  test('The published schema of exchanges accepts exactly the lines that the reader accepts', async () => {
    const seen = { accepted: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(line, async (value) => {
        const [, item] = await read(`${LINE}\n${JSON.stringify(value)}\n`);
        const accepted = item !== undefined && !isUnread(item);
        seen[accepted ? 'accepted' : 'refused'] += 1;
        expect(accepted).toBe(validate(JSON.parse(JSON.stringify(value))));
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(50);
  });
});

test('The reader reads back what the writer of NDJSON writes', async () => {
  const body = fc.oneof(
    fc.constant({ state: 'absent' } as const),
    fc.constant({ state: 'unknown', reason: 'body-omitted' } as const),
    fc.string({ minLength: 1 }).map((content) => ({ state: 'present', content }) as const),
    fc.uint8Array({ minLength: 1 }).map((content) => ({ state: 'present', content: Buffer.from(content) }) as const),
  );
  const headers = fc.array(fc.tuple(fc.string(), fc.string())).map(headersOf);
  const exchange: fc.Arbitrary<Exchange> = fc.record({
    source: fc.constant('a.ndjson'),
    index: fc.constant(0),
    request: fc.record({ method: fc.constantFrom('GET', 'POST'), url: fc.webUrl(), headers, body }),
    response: fc.record({ status: fc.integer({ min: 0, max: 599 }), headers, body }),
  });
  await fc.assert(
    fc.asyncProperty(exchange, async (written) => {
      expect(await read(exchangeLine(written))).toEqual([written]);
    }),
  );
});

test('A value that is nested deeper than any call stack is reported as malformed', async () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  expect(await read(`${LINE}\n${LINE.replace('{"b":1}', deep)}\n`)).toMatchObject([
    { index: 0 },
    { unread: 'malformed', detail: 'line 2: /request/json is nested too deeply' },
  ]);
});
