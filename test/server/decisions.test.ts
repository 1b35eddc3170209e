import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { type ListenOptions, startMock, startProxy } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: users, version: '1' }
security: [{ key: [] }]
components: { securitySchemes: { key: { type: http, scheme: bearer } } }
paths:
  /users:
    post:
      operationId: addUser
      requestBody:
        content:
          application/json:
            schema: { type: object, required: [name], properties: { name: { type: string } } }
            examples: { ada: { value: { name: Ada } }, bob: { value: { name: Bob } } }
      responses:
        '201': { description: made, content: { application/json: { schema: { type: object }, examples: { bob: { value: { id: 2 } }, ada: { value: { id: 1 } } } } } }
        '429': { description: later, content: { application/json: { example: { why: many } } } }
  /users/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: getUser
      security: []
      responses:
        '200': { description: one, content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string } } } } } }
        '404': { description: none, content: { application/json: { example: { why: none } } } }
`;

type Step = readonly [step: string, text: string];

async function mocking(options: ListenOptions = {}) {
  const mock = await startMock(await contractOf(DOCUMENT), { port: 0, seed: 's', ...options });
  onTestFinished(() => mock.close());
  let asked = 0;
  const why = async (
    method: string,
    path: string,
    { body, ...headers }: Record<string, string> = {},
  ): Promise<Step[]> => {
    const sent = { method, headers: { 'content-type': 'application/json', ...headers }, ...(body ? { body } : {}) };
    await fetch(`${mock.url}${path}`, sent).catch(() => undefined);
    asked += 1;
    const { decisions } = JSON.parse(await (await fetch(`${mock.url}/_docproof/exchanges/${asked}`)).text());
    return decisions.map(({ step, text }: { step: string; text: string }) => [step, text]);
  };
  return { mock, why };
}

const BEARER = { authorization: 'Bearer x' };

test('The steps to an answer say how it was found, judged, negotiated and paired, and where its body is from', async () => {
  const { why } = await mocking();
  expect(await why('POST', '/users', { ...BEARER, body: '{"name":"Ada"}', accept: 'application/json' })).toEqual([
    ['route', 'POST /users (addUser).'],
    ['credentials', 'The documented ones are there. They are not verified.'],
    ['request', 'It is as documented.'],
    ['negotiation', '201 as application/json, for Accept: application/json.'],
    ['pairing', 'The request is like the documented request ada, and gets the answer of that name.'],
    ['example', 'The body is the documented example ada, as it is.'],
  ]);
  expect(await why('GET', '/users/7')).toEqual([
    ['route', 'GET /users/{id} (getUser); id is 7.'],
    ['credentials', 'The document asks for none.'],
    ['request', 'It is as documented.'],
    ['negotiation', '200 as application/json, for Accept: */*.'],
    ['generated', 'The body is generated from its schema.'],
  ]);
});

test('The steps to a refusal end where it is refused', async () => {
  const { why } = await mocking();
  expect(await why('POST', '/users', { body: '{}' })).toEqual([
    ['route', 'POST /users (addUser).'],
    ['credentials', 'The documented ones are missing.'],
    ['request', expect.stringMatching(/^It has 2 faults, so it is refused with 4\d\d\.$/)],
  ]);
  expect(await why('PUT', '/users')).toEqual([['route', 'The path has no PUT: it has POST.']]);
  expect(await why('GET', '/nothing')).toEqual([['route', 'The document has no such path.']]);
});

test('Of a body that is too large to be kept, the steps say what the mock found, and never that it is as documented', async () => {
  const { mock, why } = await mocking();
  const long = 'x'.repeat(70_000);
  const refused = await why('POST', '/users', { ...BEARER, body: JSON.stringify({ name: [long] }) });
  expect(refused.slice(2)).toEqual([
    ['request', expect.stringMatching(/^It has 1 error, so it is refused with 4\d\d\.$/)],
  ]);
  const { violations } = JSON.parse(await (await fetch(`${mock.url}/_docproof/exchanges/1`)).text());
  expect(violations).toMatchObject([{ message: 'must be string, but is array' }]);
  expect(violations[0].value).toBeUndefined();
  const taken = await why('POST', '/users', { ...BEARER, body: JSON.stringify({ name: long }) });
  expect(taken).toContainEqual([
    'request',
    'Its body is too large to be kept. The mock found no fault in the request.',
  ]);
  expect(taken.at(-1)).toEqual(['example', 'The body is the documented example bob, as it is.']);
});

test('Where the document has no answer that the client prefers, the steps and the list say that the mock refuses', async () => {
  const { mock, why } = await mocking();
  expect((await why('GET', '/users/7', { prefer: 'example=none' })).at(-1)).toEqual([
    'negotiation',
    'The document has no such answer, so the mock refuses with 404.',
  ]);
  await why('GET', '/nothing');
  const { exchanges } = JSON.parse(await (await fetch(`${mock.url}/_docproof/exchanges`)).text());
  expect(exchanges).toMatchObject([{ body: 'refusal' }, { body: 'refusal' }]);
});

test('What the client prefers, an answer that was set and a fault that was drawn are named', async () => {
  const { mock, why } = await mocking({ faults: ['POST /users: 100% 429'] });
  expect(await why('GET', '/users/7', { prefer: 'code=404' })).toEqual([
    ['route', 'GET /users/{id} (getUser); id is 7.'],
    ['credentials', 'The document asks for none.'],
    ['request', 'It is as documented.'],
    ['preference', 'The client prefers code=404.'],
    ['fault', 'The plan draws nothing for call 1 by the seed s.'],
    ['negotiation', '404 as application/json, for Accept: */*. The client prefers it.'],
    ['example', 'The body is the documented example default, as it is.'],
  ]);
  const drawn = await why('POST', '/users', { ...BEARER, body: '{"name":"Ada"}' });
  expect(drawn).toContainEqual(['fault', 'The plan draws 429 for call 1 by the seed s.']);
  expect(drawn.at(-1)).toEqual(['example', 'The body is the documented example default, as it is.']);
  mock.answers.once('getUser', { body: { name: 'Zoe' }, delay: 1 });
  const set = await why('GET', '/users/8');
  expect(set).toContainEqual(['override', 'An answer was set for it: delay 1, a body.']);
  expect(set.at(-1)).toEqual(['override', 'The body is the one that was set.']);
  // The plan of then counts, not that of now.
  await fetch(`${mock.url}/_docproof/faults`, { method: 'PUT', body: '{}' });
  const { decisions } = JSON.parse(await (await fetch(`${mock.url}/_docproof/exchanges/2`)).text());
  expect(decisions).toContainEqual({ step: 'fault', text: 'The plan draws 429 for call 1 by the seed s.' });
});

test('An item that the mock remembers is said to be remembered, and nothing is remembered by asking why', async () => {
  const { mock, why } = await mocking({ stateful: true });
  await why('POST', '/users', { ...BEARER, body: '{"name":"Eve"}' });
  const state = async () => (await fetch(`${mock.url}/_docproof/state`)).text();
  const before = await state();
  const [path = ''] = Object.keys(JSON.parse(before));
  expect((await why('GET', path)).at(-1)).toEqual([
    'state',
    'The body is made of what clients sent before, which the mock remembers.',
  ]);
  expect(await state()).toBe(before);
});

test('A connection that the plan reset, and secrets in a path, are told without the secrets', async () => {
  const { why } = await mocking({ faults: ['GET /users/{id}: 100% reset'] });
  const steps = await why('GET', '/users/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ');
  expect(steps).toContainEqual(['fault', 'The plan draws reset: the connection ends without an answer.']);
  expect(JSON.stringify(steps)).not.toContain('eyJhbGci');
});

test('A proxy says where the request went, and what answered', async () => {
  const service = createServer((_request, response) =>
    response.writeHead(404, { 'content-type': 'application/json' }).end('{}'),
  );
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void service.close());
  const address = service.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const proxy = await startProxy(await contractOf(DOCUMENT), `http://127.0.0.1:${port}`, { port: 0 });
  onTestFinished(() => proxy.close());
  await (await fetch(`${proxy.url}/users/7`)).text();
  const { decisions } = JSON.parse(await (await fetch(`${proxy.url}/_docproof/exchanges/1`)).text());
  expect(decisions).toEqual([
    { step: 'route', text: 'GET /users/{id} (getUser); id is 7.', pointer: '/paths/~1users~1{id}/get' },
    { step: 'request', text: 'The request is as documented.' },
    { step: 'service', text: 'The service answered: 404.' },
  ]);
});
