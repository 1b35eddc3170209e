import { expect, test } from 'vitest';
import { serve } from '../support/serve.js';

/** The headers that the mock sends for these Header Objects. */
async function headersOf(headers: string): Promise<Headers> {
  const { ask } = await serve(`openapi: 3.1.0
info: { title: Headers, version: '1' }
paths: { /h: { get: { responses: { '200': { description: ok, headers: ${headers} } } } } }
`);
  const answer = await ask('GET /h');
  expect(answer.status).toBe(200);
  return answer.headers;
}

test('A list of cookies is sent as a field for each cookie', async () => {
  const list =
    '{ schema: { type: array, items: { type: string } }, example: ["a=1; Expires=Wed, 09 Jun 2032 10:18:14 GMT", "b=2"] }';
  expect((await headersOf(`{ set-cookie: ${list} }`)).getSetCookie()).toEqual([
    'a=1; Expires=Wed, 09 Jun 2032 10:18:14 GMT',
    'b=2',
  ]);
});

test('A header that is described by a media type is written in that media type', async () => {
  const headers = await headersOf(`{
    X-Example: { content: { application/json: { schema: { type: object }, example: { a: 1 } } } },
    X-Named: { content: { application/json: { examples: { one: { value: [1, 2] } } } } },
    X-Made: { content: { application/json: { schema: { type: object, properties: { n: { type: integer, minimum: 3 } } } } } },
    X-Text: { content: { text/plain: { schema: { type: string }, example: plain } } },
    X-Umlaut: { content: { application/json: { example: { name: ż } } } } }`);
  expect(headers.get('x-example')).toBe('{"a":1}');
  expect(headers.get('x-named')).toBe('[1,2]');
  expect(headers.get('x-made')).toBe('{"n":3}');
  expect(headers.get('x-text')).toBe('plain');
  expect(JSON.parse(decodeURI(headers.get('x-umlaut') ?? ''))).toEqual({ name: 'ż' });
});

test('A header whose name HTTP forbids is left out, and the others are sent', async () => {
  const headers = await headersOf(
    `{ "X Bad": { example: 1 }, "X:Bad": { example: 1 }, X-Count: { schema: { type: integer }, example: 7 } }`,
  );
  expect(headers.get('x-count')).toBe('7');
  expect([...headers.keys()].filter((name) => name.includes('bad'))).toEqual([]);
});

test('A documented header with a name of Docproof’s own hides nothing that the mock says', async () => {
  const own = '{ schema: { type: string }, example: "[fake]" }';
  const { ask } = await serve(`openapi: 3.1.0
info: { title: Headers, version: '1' }
paths:
  /h:
    get:
      parameters: [{ name: top, in: query, schema: { type: integer } }]
      responses: { '200': { description: ok, headers: { SL-Violations: ${own}, sl-violations: ${own}, docproof-draw: ${own}, X-Kept: ${own} } } }
`);
  const broken = (await ask('GET /h?top=many', { headers: { prefer: 'validate-request=warn' } })).headers;
  expect(JSON.parse(broken.get('sl-violations') ?? '')).toMatchObject([{ location: ['request', 'query', 'top'] }]);
  const clean = (await ask('GET /h')).headers;
  expect([clean.get('sl-violations'), clean.get('docproof-draw'), clean.get('x-kept')]).toEqual([null, null, '[fake]']);
});
