import { createServer } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadContract } from '../../src/api/index.js';
import { HEADERS, payload } from '../support/operations.js';
import { serve } from '../support/serve.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
security: [{ key: [] }]
paths:
  /things:
    get:
      parameters: [{ name: top, in: query, schema: { type: integer } }, { name: old, in: query, deprecated: true, schema: { type: string } }]
      responses: { '200': { description: ok, content: { application/json: { schema: { type: object, required: [id] }, example: { id: 7 } } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: array, items: { type: integer } } } } }
      responses: { '200': { description: ok } }
  /partial:
    get:
      security: []
      responses: { '200': { description: ok, content: { application/json: { schema: { type: object, properties: { id: { type: integer }, email: { type: string, format: email }, tags: { type: array, minItems: 1, items: { type: string } } }, required: [id, email, tags] }, example: { id: 7 } } } } }
  /events:
    post:
      security: []
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { '201': { description: made, content: { application/json: { example: { id: e1 } } } } }
      callbacks:
        done:
          '{$request.body#/hook}?id={$response.body#/id}&n={$request.query.n}':
            post: { requestBody: { content: { application/json: { example: { state: done } } } }, responses: { '200': { description: ok } } }
components: { securitySchemes: { key: { type: http, scheme: bearer } } }
`;
/** Graph's envelope of errors at 4XX, and no 204. */
const GRAPH_THINGS = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    post:
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses:
        '201': { description: made, content: { application/json: { schema: { type: object, required: [id], properties: { id: { type: string } } }, example: { id: a } } } }
        '4XX': { description: refused, content: { application/json: { schema: { type: object, properties: { error: { type: object, properties: { code: { type: string }, message: { type: string }, innerError: { type: object } } } } } } } }
`;
const KEY = { authorization: 'Bearer x' };

describe('leniency by choice', () => {
  test('--validate-request=warn answers and reports violations, off checks nothing, and a single request can choose', async () => {
    const warn = await serve(DOCUMENT, { validateRequest: 'warn' });
    const answered = await warn.ask('GET /things?top=x', { headers: KEY });
    expect(answered.status).toBe(200);
    expect(JSON.parse(answered.headers.get('sl-violations') ?? '')).toMatchObject([
      { code: 'type', severity: 'Warning' },
    ]);
    const off = await serve(DOCUMENT, { validateRequest: 'off' });
    const unlooked = await off.ask('GET /things?top=x');
    expect([unlooked.status, unlooked.headers.get('sl-violations')]).toEqual([200, null]);
    const { ask } = await serve(DOCUMENT);
    expect((await ask('GET /things?top=x', { headers: KEY })).status).toBe(422);
    expect((await ask('GET /things?top=x', { headers: { ...KEY, prefer: 'validate-request=warn' } })).status).toBe(200);
    expect((await ask('GET /things?top=x&__validate-request=off', { headers: KEY })).status).toBe(200);
  });

  test('--no-auth requires no credentials, and one request can ask for the same', async () => {
    const { ask } = await serve(DOCUMENT, { auth: false });
    expect((await ask('GET /things')).status).toBe(200);
    expect((await ask('GET /things?top=x')).status).toBe(422);
    const strict = await serve(DOCUMENT);
    expect((await strict.ask('GET /things')).status).toBe(401);
    expect((await strict.ask('GET /things', { headers: { prefer: 'no-auth' } })).status).toBe(200);
  });

  test('A request with a deprecated parameter gets an answer with a warning', async () => {
    const { ask } = await serve(DOCUMENT);
    const { status, headers } = await ask('GET /things?old=x', { headers: KEY });
    expect(status).toBe(200);
    expect(JSON.parse(headers.get('sl-violations') ?? '')).toMatchObject([{ code: 'deprecated', severity: 'Warning' }]);
  });
});

test('A list of violations that is too long for a header can be read at the address in the header', async () => {
  const { ask } = await serve(DOCUMENT, { validateRequest: 'warn' });
  const { headers } = await ask('POST /things', { headers: KEY, body: Array.from({ length: 150 }, () => 'x') });
  const header = headers.get('sl-violations') ?? '';
  expect(header.length).toBeLessThanOrEqual(4096);
  const path = /\/_docproof\/violations\/[\w-]+/.exec(header)?.[0];
  expect((await ask(`GET ${path}`)).json).toHaveLength(150);
  expect((await ask('GET /_docproof/violations/none')).status).toBe(404);
});

test('Answers contain no writeOnly members, neither from an example nor generated', async () => {
  const { ask } = await serve(`openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /shown: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/user' }, example: { name: a, password: p, friends: [{ name: b, password: q }] } } } } } } }
  /made: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/user' } } } } } } }
components:
  schemas:
    user: { type: object, required: [name, password], properties: { name: { type: string }, password: { type: string, writeOnly: true }, friends: { type: array, items: { $ref: '#/components/schemas/user' } } } }
`);
  expect((await ask('GET /shown')).json).toEqual({ name: 'a', friends: [{ name: 'b' }] });
  for (const prefer of ['dynamic=false', 'dynamic=true'])
    expect((await ask('GET /made', { headers: { prefer } })).text).not.toMatch(/password/);
});

test('--echo and --stateful answer without the writeOnly members of an example or a request', async () => {
  const document = `openapi: 3.1.0
info: { title: T, version: '1' }
paths: { /users: { post: { requestBody: { content: { application/json: { schema: { type: object } } } }, responses: { '201': { description: made, content: { application/json: { schema: { type: object, properties: { id: { type: string }, name: { type: string }, password: { type: string, writeOnly: true } } }, example: { id: a, name: b, password: p } } } } } } } }
`;
  for (const options of [{ echo: true }, { stateful: true }]) {
    const { ask } = await serve(document, options);
    const { json } = await ask('POST /users', { body: { name: 'c', password: 'q' } });
    expect(json).toEqual({ id: expect.any(String), name: 'c' });
  }
});

test('The mock answers the closest body where none can be valid, and the log and the answer say what is wrong', async () => {
  const logged: string[] = [];
  const { ask } = await serve(
    `openapi: 3.1.0
info: { title: T, version: '1' }
paths: { /none: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: integer, minimum: 5, maximum: 4 } } } } } } } }
`,
    { onAnswer: ({ faults }) => logged.push(...faults.map(({ text }) => text)) },
  );
  const { status, json, headers } = await ask('GET /none');
  expect([status, json]).toEqual([200, 5]);
  expect(JSON.parse(headers.get('sl-violations') ?? '')).toMatchObject([
    { location: ['response', 'body'], severity: 'Error', code: 'maximum' },
  ]);
  expect(logged).toContainEqual(expect.stringMatching(/no body that is valid .*\/schema/));
});

test('--fill adds missing documented properties to an example, and keeps the existing ones', async () => {
  const { ask } = await serve(DOCUMENT, { fill: true, seed: 's' });
  const { json } = await ask('GET /partial');
  expect(json).toMatchObject({ id: 7, email: expect.stringMatching(/@/), tags: [expect.any(String)] });
  expect((await (await serve(DOCUMENT)).ask('GET /partial')).json).toEqual({ id: 7 });
});

test('The mock makes a documented callback to a URL from the request and the answer', async () => {
  const heard: string[] = [];
  const receiver = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      heard.push(`${request.method} ${request.url} ${request.headers['content-type']} ${text}`);
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    receiver.close();
  });
  const { port } = receiver.address() as { port: number };
  const outcomes: (number | undefined)[] = [];
  const { ask } = await serve(DOCUMENT, { onCallback: ({ status }) => outcomes.push(status) });
  expect((await ask('POST /events?n=5', { body: { hook: `http://127.0.0.1:${port}/hook` } })).status).toBe(201);
  await expect.poll(() => outcomes).toEqual([200]);
  expect(heard).toEqual(['POST /hook?id=e1&n=5 application/json {"state":"done"}']);
  expect((await ask('POST /events', { body: { hook: 'file:///etc/passwd' } })).status).toBe(201);
});

describe('the style of Microsoft Graph', () => {
  const body = JSON.parse(payload('createSignIn', 'request.realistic'));

  test('Prefer: return=minimal gets 204 with Location in the style of Microsoft Graph', async () => {
    const { ask, server } = await serve(await loadContract());
    const answered = await ask('POST /auditLogs/signIns', { headers: { ...HEADERS, prefer: 'return=minimal' }, body });
    expect([answered.status, answered.text]).toEqual([204, '']);
    expect(answered.headers.get('location')).toMatch(`${server.url}/auditLogs/signIns/`);
    expect(answered.headers.get('preference-applied')).toBe('return=minimal');
  });

  test.each([false, true])(
    'A 204 for Prefer: return=minimal is never reported as undocumented (--errors: %s)',
    async (errors) => {
      const { ask } = await serve(GRAPH_THINGS, { errors });
      const minimal = { headers: { prefer: 'return=minimal' }, body: {} };
      for (const [asking, status] of [
        [minimal, 204],
        [{ body: {} }, 201],
        [minimal, 204],
      ] as const) {
        const answered = await ask('POST /things', asking);
        expect([answered.status, answered.headers.get('sl-violations')]).toEqual([status, null]);
      }
    },
  );

  test('A mock still reports faults of the documented answer after a request with return=minimal', async () => {
    const { ask } = await serve(GRAPH_THINGS.replace('example: { id: a }', 'example: { name: a }'));
    await ask('POST /things', { headers: { prefer: 'return=minimal' }, body: {} });
    const answered = await ask('POST /things', { body: {} });
    expect(JSON.parse(answered.headers.get('sl-violations') ?? '[]')).toMatchObject([{ code: 'required' }]);
  });

  test('The Graph style supports $select, OData-Version, and paths in any case', async () => {
    const { ask } = await serve(await loadContract());
    const answered = await ask('POST /AUDITLOGS/signins?$select=appDisplayName,status', { headers: HEADERS, body });
    expect(answered.headers.get('odata-version')).toBe('4.0');
    expect(Object.keys(answered.json as object).filter((name) => !name.startsWith('@'))).toEqual([
      'appDisplayName',
      'status',
    ]);
  });

  test('The Graph style masks enumeration members after the sentinel, unless the client asks for them', async () => {
    const { ask } = await serve(`openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /risks:
    get:
      responses:
        '200': { description: ok, content: { application/json: { schema: { type: object, properties: { level: { enum: [low, unknownFutureValue, extreme] } } }, example: { level: extreme } } } }
        default: { description: error, content: { application/json: { schema: { type: object, properties: { error: { type: object, properties: { code: {}, message: {}, innerError: {} } } } } } } }
`);
    expect((await ask('GET /risks')).json).toEqual({ level: 'unknownFutureValue' });
    const prefer = 'include-unknown-enum-members';
    const asked = await ask('GET /risks', { headers: { prefer } });
    expect([asked.json, asked.headers.get('preference-applied')]).toEqual([{ level: 'extreme' }, prefer]);
  });
});

const SIDES = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /users:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
      responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/User' }, example: { pin: '1' } } } } }
components: { schemas: { User: { type: object, properties: { id: { type: string, readOnly: true }, pin: { type: string, writeOnly: true } } } } }
`;

test('--read-write decides what happens with a readOnly member in a request; an answer of the mock has no writeOnly one', async () => {
  const told = async (options: Parameters<typeof serve>[1], body: string) => {
    const { ask } = await serve(SIDES, options);
    const { status, headers } = await ask('POST /users', { headers: { 'content-type': 'application/json' }, body });
    const violations: { code: string; severity: string }[] = JSON.parse(headers.get('sl-violations') ?? '[]');
    return [status, ...violations.map(({ code, severity }) => `${severity} ${code}`)];
  };
  expect(await told({}, '{"id":"7"}')).toEqual([200, 'Warning readOnly']);
  expect(await told({ readWrite: 'allow' }, '{"id":"7"}')).toEqual([200]);
  expect((await told({ readWrite: 'error' }, '{"id":"7"}'))[0]).toBe(422);
  expect(await told({ readWrite: 'error', errors: true }, '{}')).toEqual([200]);
});

test('An error answers in its documented media type, though the client accepts another, where there is no better', async () => {
  const { ask } = await serve(`openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a:
    get:
      responses:
        '200': { description: ok, content: { application/pdf: { schema: { type: string } } } }
        '404': { description: none, content: { application/xml: { example: y }, application/problem+json: { example: { title: x } } } }
        '503': { description: none, content: { application/xml: { example: y } } }
`);
  const answer = async (accept: string, prefer: string) => {
    const { status, headers } = await ask('GET /a', { headers: { accept, prefer } });
    return [status, headers.get('content-type')];
  };
  expect(await answer('application/pdf', 'code=404')).toEqual([404, 'application/xml']);
  expect(await answer('application/json', 'code=404')).toEqual([404, 'application/problem+json']);
  expect(await answer('application/xml', 'code=404')).toEqual([404, 'application/xml']);
  expect(await answer('application/json', 'code=503')).toEqual([503, 'application/xml']);
  expect((await answer('application/json', 'code=200'))[0]).toBe(406);
});
