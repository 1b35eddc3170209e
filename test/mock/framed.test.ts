import { describe, expect, test } from 'vitest';
import { serve } from '../support/serve.js';

/** The body that the mock sends for a media type with this Media Type Object. */
async function bodyOf(type: string, media: string, headers: Record<string, string> = {}): Promise<string> {
  const { ask } = await serve(`openapi: 3.1.0
info: { title: Frames, version: '1' }
paths: { /frames: { get: { responses: { '200': { description: ok, content: { "${type}": ${media} } } } } } }
`);
  const answer = await ask('GET /frames', { headers });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe(type);
  expect(answer.headers.get('sl-violations')).toBeNull();
  return answer.text;
}

const TWO = '{ schema: { type: object }, examples: { a: { value: { n: 1 } }, b: { value: { n: 2 } } } }';

describe('a structured example of a text type', () => {
  test.each(['application/x-ndjson', 'application/jsonl', 'application/x-jsonlines', 'text/x-ndjson; charset=utf-8'])(
    'A list is sent as %s with one JSON value a line',
    async (type) => {
      const media = '{ schema: { type: array }, example: [{ n: 1 }, { n: 2 }, text] }';
      expect(await bodyOf(type, media)).toBe('{"n":1}\n{"n":2}\n"text"\n');
    },
  );

  test('A sequence of JSON texts has a record separator before each', async () => {
    expect(await bodyOf('application/json-seq', '{ example: [1, 2] }')).toBe('\u001e1\n\u001e2\n');
  });

  test('Each example of a stream is one item of it, unless the client names one', async () => {
    expect(await bodyOf('text/event-stream', TWO)).toBe('data: {"n":1}\n\ndata: {"n":2}\n\n');
    expect(await bodyOf('application/x-ndjson', TWO)).toBe('{"n":1}\n{"n":2}\n');
    expect(await bodyOf('text/event-stream', TWO, { prefer: 'example=b' })).toBe('data: {"n":2}\n\n');
  });

  test('An object with the fields of an event is sent as that event', async () => {
    const media =
      '{ example: [{ event: tick, id: 7, data: { n: 1 } }, { data: "two\\nlines", retry: 5 }, { other: 1 }] }';
    expect(await bodyOf('text/event-stream', media)).toBe(
      'id: 7\nevent: tick\ndata: {"n":1}\n\nretry: 5\ndata: two\ndata: lines\n\ndata: {"other":1}\n\n',
    );
  });

  test('A list of objects is a table with a header, whose cells are quoted where they must be', async () => {
    const media = '{ example: [{ a: 1, b: "x, \\"y\\"" }, { b: "two\\nlines", c: [1, 2] }, { a: null }] }';
    expect(await bodyOf('text/csv', media)).toBe('a,b,c\r\n1,"x, ""y""",\r\n,"two\nlines","[1,2]"\r\n,,\r\n');
    expect(await bodyOf('text/tab-separated-values', '{ example: [{ a: 1, b: "x\\ty" }] }')).toBe('a\tb\n1\tx y\n');
  });

  test('Lists of lists are rows without a header', async () => {
    expect(await bodyOf('text/csv', '{ example: [[1, 2], [3, 4]] }')).toBe('1,2\r\n3,4\r\n');
  });

  test('A generated value is framed as an example is', async () => {
    const row = '{ type: object, properties: { a: { type: integer }, b: { type: string } } }';
    expect(await bodyOf('text/csv', `{ schema: { type: array, items: ${row} } }`)).toBe('a,b\r\n0,string\r\n');
    expect(await bodyOf('text/event-stream', `{ schema: ${row} }`)).toBe('data: {"a":0,"b":"string"}\n\n');
    const invented = await bodyOf('application/x-ndjson', `{ schema: { type: array, minItems: 2, items: ${row} } }`, {
      prefer: 'dynamic=true, seed=1',
    });
    const lines = invented.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(JSON.parse(line)).toBeInstanceOf(Object);
  });

  test.each([
    ['text/csv', 'a,b\n1,2\n'],
    ['text/event-stream', 'data: {"n":1}\n\n'],
    ['application/x-ndjson', '{"n":1}\n{"n":2}'],
  ])('An example of type %s that is text is sent as it is written', async (type, text) => {
    expect(await bodyOf(type, `{ schema: { type: string }, example: ${JSON.stringify(text)} }`)).toBe(text);
  });
});
