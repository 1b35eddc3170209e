import { describe, expect, test } from 'vitest';
import { type Contract, DEFAULT_POLICY, judgeExchange, type Leniency } from '../../src/contract/index.js';
import { type Body, type Headers, describe as inWords, NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

interface Said {
  readonly sent?: string;
  readonly type?: string;
  readonly answer?: string;
  readonly answerHeaders?: Headers;
  readonly status?: number;
  readonly readWrite?: Leniency;
}

function judge(contract: Contract, said: Said) {
  const { sent, answer, type = 'application/json', status = 200, readWrite = 'warn' } = said;
  const bodyOf = (content: string | undefined): Body =>
    content === undefined ? NO_BODY : { state: 'present', content };
  const headers = said.answerHeaders ?? (answer === undefined ? {} : { 'content-type': 'application/json' });
  const judged = judgeExchange(
    contract,
    {
      source: 'a',
      index: 0,
      request: {
        method: 'POST',
        url: '/users',
        headers: sent === undefined ? {} : { 'content-type': type },
        body: bodyOf(sent),
      },
      response: { status, headers, body: bodyOf(answer) },
    },
    { ...DEFAULT_POLICY, readWrite, baseUrls: [] },
  );
  if (judged.outOfScope) throw new Error(judged.outOfScope);
  return judged;
}

function faults(contract: Contract, said: Said): string[] {
  return judge(contract, said).violations.map((violation) =>
    [violation.severity, violation.in, violation.location, violation.keyword].join(' '),
  );
}

const documentOf = (version: string, schema: string, more = ''): string => `openapi: ${version}
info: { title: T, version: '1' }
paths:
  /users:
    post:
      requestBody:
        content:
          application/json: { schema: { $ref: '#/components/schemas/User' } }
          application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/User' } }
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
        '204': { description: none }
        '205': { description: reset }
        default: { description: other, content: { application/json: {} } }
components:
  schemas:
    Id: { type: string, readOnly: true }
    Base: { type: object, properties: { pin: { type: string, writeOnly: true } } }
${more}
    User: ${schema}
`;

const USER = `{ type: object, properties: {
        id: { $ref: '#/components/schemas/Id' }, name: { type: string }, pin: { type: string, writeOnly: true },
        owner: { $ref: '#/components/schemas/User' }, keys: { type: array, items: { $ref: '#/components/schemas/Base' } } } }`;

describe('a member that belongs to the other side', () => {
  test.each(['3.0.3', '3.1.0'])(
    'A member that belongs to the other side is a warning at each depth of a body, in OpenAPI %s',
    async (version) => {
      const contract = await contractOf(documentOf(version, USER));
      expect(
        faults(contract, { answer: '{"id":"7","name":"a","pin":"1234","owner":{"pin":"5"},"keys":[{},{"pin":"6"}]}' }),
      ).toEqual([
        'warning response /pin writeOnly',
        'warning response /owner/pin writeOnly',
        'warning response /keys/1/pin writeOnly',
      ]);
      expect(faults(contract, { sent: '{"id":"7","pin":"1234","owner":{"id":"8"}}', answer: '{}' })).toEqual([
        'warning request /id readOnly',
        'warning request /owner/id readOnly',
      ]);
      expect(
        faults(contract, { sent: 'id=7&name=a', type: 'application/x-www-form-urlencoded', answer: '{}' }),
      ).toEqual(['warning request /id readOnly']);
    },
  );

  test('A member that belongs to the other side is told with the rule in the document', async () => {
    const [violation] = judge(await contractOf(documentOf('3.1.0', USER)), { answer: '{"pin":"1"}' }).violations;
    expect(violation?.schema).toBe('#/components/schemas/User/properties/pin/writeOnly');
    expect(violation && inWords(violation)).toBe('must not be in a response: the document says that it is writeOnly');
    const [sent] = judge(await contractOf(documentOf('3.1.0', USER)), { sent: '{"id":"1"}', answer: '{}' }).violations;
    expect(sent?.schema).toBe('#/components/schemas/Id/readOnly');
  });

  test('A member that belongs to the other side fails the exchange or is not looked for, as the policy says', async () => {
    const contract = await contractOf(documentOf('3.0.3', USER));
    expect(judge(contract, { answer: '{"pin":"1"}' }).verdict).toBe('pass');
    expect(judge(contract, { answer: '{"pin":"1"}', readWrite: 'error' }).verdict).toBe('fail');
    expect(judge(contract, { answer: '{"pin":"1"}', readWrite: 'allow' }).violations).toEqual([]);
  });

  test('A member that belongs to the other side is found through allOf, and left alone where the alternative that holds does not say so', async () => {
    const all = await contractOf(
      documentOf('3.0.3', "{ allOf: [{ $ref: '#/components/schemas/Base' }], properties: { name: {} } }"),
    );
    expect(faults(all, { answer: '{"pin":"1"}' })).toEqual(['warning response /pin writeOnly']);
    const one = await contractOf(
      documentOf(
        '3.1.0',
        "{ anyOf: [{ $ref: '#/components/schemas/Base' }, { properties: { pin: { type: integer } } }] }",
      ),
    );
    expect(faults(one, { answer: '{"pin":1}' })).toEqual([]);
    expect(faults(one, { answer: '{"pin":"1"}' })).toEqual(['warning response /pin writeOnly']);
  });
});

test('A member that only an heir of a discriminated base has is the other side’s too', async () => {
  const contract = await contractOf(
    `openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: 'http://localhost' }]
paths:
  /pets:
    post:
      requestBody: { content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } }
      responses: { '204': { description: done } }
components:
  schemas:
    Pet: { type: object, properties: { kind: { type: string } }, discriminator: { propertyName: kind } }
    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { id: { type: string, readOnly: true } } }] }
`,
  );
  const judged = judgeExchange(
    contract,
    {
      source: 'a.har',
      index: 0,
      request: {
        method: 'POST',
        url: 'http://localhost/pets',
        headers: { 'content-type': 'application/json' },
        body: { state: 'present', content: '[{"kind":"Cat","id":"7"}]' },
      },
      response: { status: 204, headers: {}, body: NO_BODY },
    },
    { ...DEFAULT_POLICY, baseUrls: [] },
  );
  expect(
    judged.outOfScope === undefined && judged.violations.map(({ keyword, location }) => `${keyword} ${location}`),
  ).toEqual(['readOnly /0/id']);
});

test('A readOnly member behind hundreds of schemas is found, and nothing where none is readOnly', async () => {
  const chain = Object.fromEntries(
    Array.from({ length: 1200 }, (_, index) => [
      `S${index}`,
      { type: 'object', properties: { next: { $ref: `#/components/schemas/S${index + 1}` } } },
    ]),
  );
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/users': {
        post: {
          requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/S1190' } } } },
          responses: { '204': { description: 'done' } },
        },
      },
    },
    components: { schemas: { ...chain, S1200: { properties: { id: { type: 'string', readOnly: true } } } } },
  };
  const bodyOf = (links: number, end: object): string =>
    JSON.stringify(Array.from({ length: links }).reduce<object>((next) => ({ next }), end));
  const near = await contractOf(JSON.stringify(document));
  expect(faults(near, { sent: bodyOf(10, { id: '7' }), status: 204 })).toEqual([
    `warning request ${'/next'.repeat(10)}/id readOnly`,
  ]);
  const far = await contractOf(JSON.stringify(document).replace('schemas/S1190"}}', 'schemas/S850"}}'));
  expect(faults(far, { sent: bodyOf(350, { id: '7' }), status: 204 })).toEqual([
    `warning request ${'/next'.repeat(350)}/id readOnly`,
  ]);
  const none = await contractOf(JSON.stringify(document).replace(',"readOnly":true', ''));
  expect(faults(none, { sent: bodyOf(10, { id: '7' }), status: 204 })).toEqual([]);
});

describe('a body that HTTP does not allow', () => {
  test('A body is an error with the statuses 204, 205 and 304, documented or not', async () => {
    const contract = await contractOf(documentOf('3.1.0', USER));
    for (const status of [204, 205, 304]) {
      const { violations, verdict } = judge(contract, { status, answer: '{}' });
      expect(violations.map(({ keyword, severity }) => `${severity} ${keyword}`)).toEqual(['error unexpected-body']);
      expect(violations.map(inWords)).toEqual([`is there, but HTTP allows none with status ${status}`]);
      expect(verdict).toBe('fail');
      expect(judge(contract, { status, answer: '' }).violations).toEqual([]);
      expect(judge(contract, { status }).violations).toEqual([]);
    }
  });
});

describe('a response without Content-Type', () => {
  test('A response with a body and without Content-Type is a warning, and is judged as the first documented media type', async () => {
    const contract = await contractOf(documentOf('3.1.0', USER));
    expect(faults(contract, { answer: '{"name":"a"}', answerHeaders: {} })).toEqual([
      'warning response content-type missing-content-type',
    ]);
    expect(faults(contract, { answer: '{"name":1}', answerHeaders: { date: 'x' } })).toEqual([
      'warning response content-type missing-content-type',
      'error response /name type',
    ]);
    expect(faults(contract, { status: 204, answerHeaders: {} })).toEqual([]);
  });
});
