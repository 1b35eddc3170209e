import { beforeAll, describe, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/index.js';
import { type CoreMockOptions, type FetchHandler, fetchHandler } from '../../src/core/fetch-handler.js';
import type { AnswerOverride } from '../../src/mock/index.js';
import type { InputError, JsonObject, JsonValue } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: lamps, version: '1' }
paths:
  /lamps:
    get:
      operationId: listLamps
      responses:
        '200': { description: all, content: { application/json: { schema: { type: array }, example: [] } } }
    post:
      operationId: addLamp
      requestBody:
        content: { application/json: { schema: { type: object, required: [colour], properties: { colour: { enum: [red, blue] } } } } }
      responses:
        '201':
          description: made
          headers: { X-Shelf: { schema: { type: integer }, example: 4 } }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/lamp' }
              examples: { first: { value: { id: 1, colour: red } }, second: { value: { id: 2, colour: blue } } }
        '422': { description: wrong, content: { application/json: { schema: { type: object }, examples: { wrong: { value: { why: colour } } } } } }
        '503': { description: off, content: { application/json: { example: { why: power } } } }
  /lamps/{id}:
    get:
      operationId: readLamp
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200': { description: one, content: { application/json: { schema: { $ref: '#/components/schemas/lamp' }, example: { id: 9, colour: red } } } }
    delete: { operationId: dropLamp, parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], responses: { '204': { description: gone } } }
components:
  schemas:
    lamp: { type: object, required: [id], properties: { id: { type: integer }, colour: { enum: [red, blue] } } }
`;

let contract: Contract;
beforeAll(async () => {
  contract = await contractOf(DOCUMENT);
});

interface Said {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** A mock, and what it answers to a lamp that is added, unless asked for something else. */
function mocking(options: CoreMockOptions = {}) {
  const mock = fetchHandler(contract, options);
  const ask = async (headers: Record<string, string> = {}, colour = 'red', path = '/lamps', method = 'POST') =>
    said(
      mock,
      new Request(`http://lamps.test${path}`, {
        method,
        headers: { ...(method === 'POST' ? { 'content-type': 'application/json' } : {}), ...headers },
        ...(method === 'POST' ? { body: JSON.stringify({ colour }) } : {}),
      }),
    );
  const statuses = async (count: number, headers: Record<string, string> = {}) => {
    const found: number[] = [];
    for (let index = 0; index < count; index += 1) found.push((await ask(headers)).status);
    return found;
  };
  return { mock, answers: mock.answers, ask, statuses };
}

async function said(mock: FetchHandler, request: Request): Promise<Said> {
  const response = await mock(request);
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
}

describe('how often an answer is given', () => {
  test('An answer that is set once is given to the next request, and then the mock chooses again', async () => {
    const { answers, statuses } = mocking();
    answers.once('addLamp', { status: 503 });
    expect(await statuses(3)).toEqual([503, 201, 201]);
  });

  test('Answers that are set once are given in the order in which they were added', async () => {
    const { answers, statuses } = mocking();
    answers.once('addLamp', { status: 503 });
    answers.once('addLamp', { status: 422 });
    expect(await statuses(3)).toEqual([503, 422, 201]);
  });

  test('A sequence is given one answer after the other, and a number of times is kept', async () => {
    const { answers, statuses } = mocking();
    answers.sequence('POST /lamps', [{ status: 503 }, { status: 422 }]);
    answers.times('post /lamps', 2, { status: 503 });
    expect(await statuses(5)).toEqual([503, 422, 503, 503, 201]);
  });

  test('An answer that is set for always stays, the newest of them is given, and those that are limited come first', async () => {
    const { answers, statuses } = mocking();
    answers.always('addLamp', { status: 503 });
    answers.always('addLamp', { status: 422 });
    answers.once('addLamp', { status: 201 });
    expect(await statuses(3)).toEqual([201, 422, 422]);
    expect(answers.list().map(({ operation, left, answer }) => [operation, left, answer.status])).toEqual([
      ['POST /lamps', undefined, 503],
      ['POST /lamps', undefined, 422],
    ]);
    answers.reset();
    expect(await statuses(1)).toEqual([201]);
  });

  test('An answer is for its operation only', async () => {
    const { answers, ask } = mocking();
    answers.once('addLamp', { status: 503 });
    expect((await ask({}, '', '/lamps/3', 'GET')).status).toBe(200);
    expect(answers.list()).toHaveLength(1);
  });
});

describe('what an answer says', () => {
  const answered = async (answer: AnswerOverride, headers: Record<string, string> = {}) => {
    const { answers, ask } = mocking();
    answers.once('addLamp', answer);
    return ask(headers);
  };

  test('A status gets its documented body, and "code" is the same word', async () => {
    expect(await answered({ status: 503 })).toMatchObject({ status: 503, body: { why: 'power' } });
    expect(await answered({ code: 503 })).toMatchObject({ status: 503, body: { why: 'power' } });
  });

  test('An example is found by its name, also in another response than the usual one', async () => {
    expect(await answered({ example: 'second' })).toMatchObject({ status: 201, body: { id: 2 } });
    expect(await answered({ example: 'wrong' })).toMatchObject({ status: 422, body: { why: 'colour' } });
  });

  test('A body that is set is sent as it is, with the documented headers', async () => {
    const { status, body, headers } = await answered({ body: { id: 77, colour: 'blue' } });
    expect([status, body, headers.get('x-shelf')]).toEqual([201, { id: 77, colour: 'blue' }, '4']);
    expect(headers.get('sl-violations')).toBeNull();
  });

  test('A body that breaks the schema is sent, and reported', async () => {
    const { body, headers } = await answered({ body: { id: 'x' } });
    expect(body).toEqual({ id: 'x' });
    expect(headers.get('sl-violations')).toContain('must be integer');
  });

  test('A body that breaks the schema is refused where the mock answers with errors', async () => {
    const { answers, ask } = mocking({ errors: true });
    answers.once('addLamp', { body: { id: 'x' } });
    expect((await ask()).status).toBe(500);
  });

  test('Bytes are sent as they are', async () => {
    const { answers, mock } = mocking();
    answers.once('readLamp', { body: new TextEncoder().encode('{"id": 5 }') });
    const response = await mock(new Request('http://lamps.test/lamps/5'));
    expect(await response.text()).toBe('{"id": 5 }');
  });

  test('Header fields take the place of documented ones, whatever the case of their names', async () => {
    const { headers } = await answered({ headers: { 'x-shelf': '8', 'Retry-After': '30' } });
    expect([headers.get('x-shelf'), headers.get('retry-after')]).toEqual(['8', '30']);
  });

  test('A status that is not documented needs its own word, and is reported', async () => {
    const { answers } = mocking();
    expect(() => answers.once('addLamp', { status: 418 })).toThrow('POST /lamps documents no response 418');
    const { status, body, headers } = await answered({ status: 418, undocumented: true, body: { short: 'stout' } });
    expect([status, body]).toEqual([418, { short: 'stout' }]);
    expect(headers.get('sl-violations')).toContain('418');
  });

  test('A fault cuts the connection, and the error of a status wins over a request that breaks the contract', async () => {
    await expect(answered({ fault: 'reset' })).rejects.toThrow(TypeError);
    const { answers, ask } = mocking();
    answers.once('addLamp', { fault: 503 });
    expect((await ask({}, 'green')).status).toBe(503);
  });

  test('Any error is the first that the operation documents', async () => {
    expect((await answered({ fault: 'error' })).status).toBe(422);
  });

  test('What the request prefers gives way to the answer, and stays where the answer says nothing of it', async () => {
    expect((await answered({ status: 503 }, { prefer: 'code=422' })).status).toBe(503);
    expect((await answered({ headers: { 'x-a': 'b' } }, { prefer: 'code=422' })).status).toBe(422);
  });
});

describe('for which requests an answer is', () => {
  test('A rule names what a request must have', async () => {
    const { answers, ask } = mocking();
    answers.always('addLamp', { status: 503, when: { body: { '/colour': 'blue' } } });
    expect((await ask({}, 'red')).status).toBe(201);
    expect((await ask({}, 'blue')).status).toBe(503);
  });

  test('A request that breaks the contract is refused, and uses up no answer', async () => {
    const { answers, ask } = mocking();
    answers.once('addLamp', { status: 503 });
    expect((await ask({}, 'green')).status).toBe(422);
    expect((await ask()).status).toBe(503);
  });
});

test('A rule names a cookie that the document does not have', async () => {
  const { answers, ask } = mocking();
  answers.always('addLamp', { status: 503, when: { cookie: { tenant: 'a' } } });
  expect((await ask({ cookie: 'x=1; tenant=b' })).status).toBe(201);
  expect((await ask({ cookie: 'x=1; tenant=a' })).status).toBe(503);
});

describe('sessions', () => {
  test('Each session has its own answers, by header or cookie, and gets those for everyone after its own', async () => {
    const { answers, statuses } = mocking();
    answers.session('a').once('addLamp', { status: 503 });
    answers.once('addLamp', { status: 422 });
    expect(await statuses(1, { 'docproof-session': 'b' })).toEqual([422]);
    expect(await statuses(1, { cookie: 'x=1; docproof-session=a' })).toEqual([503]);
    expect(await statuses(1, { 'docproof-session': 'a' })).toEqual([201]);
  });

  test('Each session remembers apart from the others, and can be forgotten alone', async () => {
    const { mock, ask } = mocking({ stateful: true });
    const list = async (session: string) => (await ask({ 'docproof-session': session }, '', '/lamps', 'GET')).body;
    await ask({ 'docproof-session': 'a' });
    await ask({ 'docproof-session': 'b' }, 'blue');
    expect(await list('a')).toMatchObject([{ colour: 'red' }]);
    expect(await list('b')).toMatchObject([{ colour: 'blue' }]);
    expect((await ask({}, '', '/lamps', 'GET')).body).toEqual([]);
    await mock.reset('a');
    expect(await list('a')).toEqual([]);
    expect(await list('b')).toHaveLength(1);
    await mock.reset();
    expect(await list('b')).toEqual([]);
  });

  test('A text that is not an id of a session counts as none, and cannot be named', async () => {
    const { answers, statuses } = mocking();
    answers.once('addLamp', { status: 503 });
    expect(await statuses(1, { 'docproof-session': 'a b/../c' })).toEqual([503]);
    expect(() => answers.session('a/b')).toThrow('the id of a session is not usable');
  });
});

/** A list in a list, `levels` deep. */
function nested(levels: number): JsonValue {
  let value: JsonValue = [];
  for (let level = 1; level < levels; level += 1) value = [value];
  return value;
}

/** An error with this text in its message or its cure. */
function withCure(text: string) {
  return expect.toSatisfy((error: InputError) => `${error.message}. ${error.cure ?? ''}`.includes(text));
}

describe('answers that cannot be set', () => {
  test.each<[string, AnswerOverride, string]>([
    ['addLamps', {}, 'the document has no operation "addLamps"'],
    ['addLamp', { example: 'third' }, 'no response of POST /lamps has an example "third"'],
    ['addLamp', { delay: 'soon' }, 'the delay of an answer of POST /lamps cannot be used'],
    ['addLamp', { headers: { 'a b': 'c' } }, 'the headers of an answer of POST /lamps cannot be used'],
    ['addLamp', { headers: { a: 'b\r\nc: d' } }, 'the headers of an answer of POST /lamps cannot be used'],
    ['addLamp', { headers: { 'Content-Length': '3' } }, 'Take out Content-Length: the server writes it.'],
    ['addLamp', { headers: { 'Transfer-Encoding': 'chunked' } }, 'Take out Transfer-Encoding: the server writes it.'],
    ['addLamp', { headers: { 'sl-violations': '[]' } }, 'Take out sl-violations: Docproof says something'],
    ['addLamp', { body: nested(501) }, 'Write a JSON value of at most 500 levels, or bytes.'],
    ['addLamp', { status: 100 }, 'Write a number from 200 to 599.'],
    [
      'addLamp',
      { when: { body: { '': { schema: { $ref: '#/components/schemas/lamp' } } } } },
      'leads to nothing inside',
    ],
    ['addLamp', { when: { query: { a: { schema: { items: { $ref: 'other.json' } } } } } }, 'leads to nothing inside'],
    ['addLamp', { when: { body: { '/a': { schema: { type: 'text' } } } } }, 'type must be one of null, boolean'],
    ['addLamp', { status: 42 }, 'the status of an answer of POST /lamps cannot be used'],
    ['addLamp', { status: 503, code: 422 }, 'an answer of POST /lamps has the status 503 and the code 422'],
    ['addLamp', { when: { body: 7 } }, 'the when of an answer of POST /lamps cannot be used'],
    ['dropLamp', { fault: 'error' }, 'DELETE /lamps/{id} documents no error'],
    ['dropLamp', { fault: 500 }, 'DELETE /lamps/{id} documents no response 500'],
    ['addLamp', JSON.parse('{"state":1}'), 'an answer of POST /lamps has no member "state"'],
  ])('An answer of %s that is %j is refused when it is set', (operation, answer, message) => {
    const { answers } = mocking();
    expect(() => answers.once(operation, answer)).toThrow(withCure(message));
    expect(() => answers.sequence(operation, [answer])).toThrow(withCure(message));
    expect(answers.list()).toEqual([]);
  });

  test('A body that leads back to itself, or holds what JSON has not, is refused when it is set', () => {
    const { answers } = mocking();
    const circle: JsonObject = {};
    const twice = { a: circle, b: circle };
    Object.assign(circle, { twice });
    for (const body of [circle, [1n] as unknown[], (() => 1) as unknown])
      expect(() =>
        answers.once(
          'addLamp',
          JSON.parse('{}', (_key, value) => Object.assign(value, { body })),
        ),
      ).toThrow('the body of an answer of');
    expect(answers.list()).toEqual([]);
  });

  test('At most 1,000 answers with a rule wait, and those that are taken back count no more', () => {
    const { answers } = mocking();
    const ruled = { when: { body: { '/colour': 'red' } } };
    for (let index = 0; index < 1_000; index += 1) answers.session(`s${index % 7}`).once('addLamp', ruled);
    expect(() => answers.once('addLamp', ruled)).toThrow('too many answers wait');
    answers.once('addLamp', {});
    answers.session('s3').reset();
    answers.once('addLamp', ruled);
    answers.reset();
    answers.times('addLamp', 5, ruled);
    expect(answers.list()).toHaveLength(1);
  });

  test('What its author changes later changes no answer', async () => {
    const { answers, ask } = mocking();
    const body = { id: 5, colour: 'red' };
    const headers = { 'X-Shelf': '7' };
    const when = { body: { '/colour': 'red' } };
    answers.once('addLamp', { body, headers, when });
    body.id = 6;
    headers['X-Shelf'] = '8';
    when.body['/colour'] = 'blue';
    const { body: said, headers: fields } = await ask();
    expect([said, fields.get('x-shelf')]).toEqual([{ id: 5, colour: 'red' }, '7']);
  });

  test('A number of times is a whole number, and at least one', () => {
    const { answers } = mocking();
    expect(() => answers.times('addLamp', 0, {})).toThrow('the number of requests for an answer');
  });
});
