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

test('Generated headers are random where the body is, the same for the same seed, and valid', async () => {
  const { ask } = await serve(`openapi: 3.1.0
info: { title: Headers, version: '1' }
paths:
  /h:
    get:
      responses:
        '200':
          description: ok
          headers:
            X-Number: { schema: { type: integer, minimum: 1, maximum: 1000000 } }
            X-Word: { schema: { type: string, minLength: 5 } }
            X-Fixed: { schema: { type: string }, example: fixed }
`);
  const asked = async (prefer: string) => {
    const { headers } = await ask('GET /h', { headers: { prefer } });
    return ['x-number', 'x-word', 'x-fixed'].map((name) => headers.get(name));
  };
  const plain = await asked('dynamic=false');
  const first = await asked('dynamic=true, seed=a');
  expect(await asked('dynamic=true, seed=a')).toEqual(first);
  const second = await asked('dynamic=true, seed=b');
  for (const at of [0, 1]) expect(new Set([plain[at], first[at], second[at]]).size).toBe(3);
  expect([plain[2], first[2], second[2]]).toEqual(['fixed', 'fixed', 'fixed']);
  expect(Number(first[0])).toBeGreaterThan(0);
  expect(first[1]?.length).toBeGreaterThanOrEqual(5);
  expect(await asked('dynamic=false')).toEqual(plain);
});

test('Members of an object and lines of a text are separate cookies, as a list is', async () => {
  const cookies = async (header: string): Promise<string[]> =>
    (await headersOf(`{ set-cookie: ${header} }`)).getSetCookie();
  expect(await cookies('{ explode: true, schema: { type: object }, example: { lang: "en; Path=/", n: 5 } }')).toEqual([
    'lang=en; Path=/',
    'n=5',
  ]);
  expect(
    await cookies('{ content: { text/plain: { schema: { type: string }, example: "a=1, 2\\nb=2\\n" } } }'),
  ).toEqual(['a=1, 2', 'b=2']);
});

test('A header in JSON stays JSON whatever its characters are, and one that is a form is a form', async () => {
  const headers = await headersOf(`{
    X-Json: { content: { application/json: { schema: { type: object }, example: { name: "Łódź \\U0001F600" } } } },
    X-Form: { content: { application/x-www-form-urlencoded: { schema: { type: object }, example: { a: 1, b: "x y" } } } },
    Authorization: { schema: { type: string }, example: Bearer abc } }`);
  expect(JSON.parse(headers.get('x-json') ?? '')).toEqual({ name: 'Łódź 😀' });
  expect(headers.get('x-form')).toBe('a=1&b=x+y');
  expect(headers.get('authorization')).toBe('Bearer abc');
});
