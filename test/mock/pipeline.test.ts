import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../src/api/index.js';
import { settingsOf } from '../../src/api/mock-options.js';
import type { Contract } from '../../src/contract/index.js';
import { createAnswers } from '../../src/mock/answers/answers.js';
import { createContext } from '../../src/mock/create-mock.js';
import { type Answer, type Call, createMock, type MockSettings } from '../../src/mock/index.js';
import { createMemory, type Memory } from '../../src/mock/memory.js';
import { createStages } from '../../src/mock/stages/index.js';
import { NO_BODY } from '../../src/model/index.js';
import { memoryStore } from '../../src/store/index.js';
import { contractOf } from '../support/contract.js';
import { HEADERS, OPERATIONS, payload } from '../support/operations.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get:
      responses:
        '200':
          description: ok
          headers: { X-Total: { schema: { type: integer }, example: 2 } }
          content:
            application/json: { examples: { one: { value: { id: 1 } }, two: { value: { id: 2 } } } }
            application/xml: { example: { id: 1 } }
        '404': { description: gone, content: { application/json: { example: { error: gone } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string } } } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { type: object, properties: { id: { type: string } } }, example: { id: 7 } } } } }
  /secret:
    get:
      responses: { '200': { description: ok, content: { application/json: { schema: { type: object, properties: { password: { type: string, writeOnly: true }, name: { type: string } } }, example: { name: a, password: b } } } } }
  /picture: { get: { responses: { '200': { description: ok, content: { image/png: {} } } } } }
  /nothing: { delete: { responses: { '204': { description: gone } } } }
`;

/** Requests that cover every branch of choosing and writing a static response. */
const CORPUS: readonly Partial<Call>[] = [
  {},
  { headers: { accept: 'application/xml' } },
  { headers: { accept: 'text/csv' } },
  { headers: { origin: 'http://page.test' } },
  { headers: { prefer: 'example=two' } },
  { headers: { prefer: 'code=404' } },
  { target: '/things?__code=404' },
  { method: 'HEAD' },
  { method: 'PUT' },
  { target: '/elsewhere' },
  { target: '/secret' },
  { target: '/picture' },
  { target: '/picture', headers: { accept: 'image/*' } },
  { method: 'DELETE', target: '/nothing' },
  json('/things', '{"name":"a"}'),
  json('/things', '{}'),
  json('/things', '{"name"'),
  { ...json('/things', '{}'), headers: { 'content-type': 'application/json', prefer: 'validate-request=warn' } },
  { method: 'OPTIONS', headers: { origin: 'http://page.test', 'access-control-request-method': 'PUT' } },
];

function json(target: string, content: string): Partial<Call> {
  return {
    method: 'POST',
    target,
    headers: { 'content-type': 'application/json' },
    body: { state: 'present', content },
  };
}

function callOf(call: Partial<Call>): Call {
  return { method: 'GET', target: '/things', headers: {}, body: NO_BODY, origin: 'http://127.0.0.1:4010', ...call };
}

/** Clock and ids that are the same for each mock, so that two mocks can be compared. */
const SOURCES = { now: () => new Date(0), newId: () => '00000000-0000-4000-8000-000000000000' };

function mockOf(contract: Contract, memory: Memory, settings: MockSettings = settingsOf({})) {
  return createMock(contract, settings, SOURCES, memoryStore(), { memory });
}

/** Holds the remembering mock to the forgetting one, each request three times, and gives what came from memory. */
async function compare(contract: Contract, calls: readonly Call[]): Promise<Readonly<Record<string, number>>> {
  const memory = createMemory();
  const fast = mockOf(contract, memory);
  const forgetful = createMemory({ isOn: false });
  const plain = mockOf(contract, forgetful);
  for (const call of calls) {
    const expected = await plain.respond(call);
    for (let turn = 0; turn < 3; turn += 1) expect(await fast.respond(call), call.target).toEqual(expected);
  }
  for (const hits of Object.values(forgetful.hits())) expect(hits).toBe(0);
  return memory.hits();
}

describe('the fast path for a static example', () => {
  test('The fast path gives the same answers as the plain path, and every kind of memo is used', async () => {
    const hits = await compare(await contractOf(DOCUMENT), CORPUS.map(callOf));
    for (const name of [
      'operations',
      'written examples',
      'readable examples',
      'documented headers',
      'checked responses',
      'sample files',
    ])
      expect(hits[name], name).toBeGreaterThan(0);
  });

  test('The fast path gives the same answers as the plain path for the built-in document, and is used', async () => {
    const calls = OPERATIONS.flatMap(({ folder, path }) =>
      ['request.documented', 'request.realistic'].map((name) =>
        callOf({
          method: 'POST',
          target: path,
          headers: HEADERS,
          body: { state: 'present', content: payload(folder, name) },
        }),
      ),
    );
    const [first] = calls;
    if (!first) throw new Error('there is no call');
    for (const prefer of ['code=404', 'return=minimal', 'code=400, dynamic=false', 'code=700', 'validate-request=warn'])
      calls.push({ ...first, headers: { ...HEADERS, prefer } });
    for (const content of [
      '{"riskLevel":"severe"}',
      '{"riskLevel":7}',
      '{"riskLevel":null}',
      '{"riskLevel":[{}]}',
      '[',
    ])
      calls.push({ ...first, body: { state: 'present', content } });
    const hits = await compare(await loadContract(), calls);
    for (const name of [
      'operations',
      'written examples',
      'documented headers',
      'checked responses',
      'masked examples',
      'entries of violations',
      'details of errors',
      'preferences',
      'fitted errors',
    ])
      expect(hits[name], name).toBeGreaterThan(0);
  });

  test('From the second request on, a mock answers without a promise', async () => {
    const mock = mockOf(await contractOf(DOCUMENT), createMemory());
    for (const call of CORPUS.slice(0, 5).map(callOf)) await mock.respond(call);
    const answer: Answer | Promise<Answer> = mock.respond(callOf({}));
    expect(answer).not.toBeInstanceOf(Promise);
  });

  test('Two mocks of one contract share no memos', async () => {
    const contract = await contractOf(DOCUMENT);
    const [first, second] = [createMemory(), createMemory()];
    await mockOf(contract, first).respond(callOf({}));
    await mockOf(contract, second).respond(callOf({}));
    expect(Object.values(second.hits()).every((hits) => hits === 0)).toBe(true);
  });
});

test('No file of the mock keeps state outside createMock', () => {
  const folder = new URL('../../src/mock/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(30);
  const remembering = files.filter((name) =>
    /^(?:export )?(?:let |const [^\n]*new (?:WeakMap|Map)\b[^\n]*\(\);)/m.test(
      readFileSync(new URL(name, folder), 'utf8'),
    ),
  );
  expect(remembering).toEqual([]);
});

describe('the stages of a mock', () => {
  async function stagesOf(document: Contract, options: Parameters<typeof settingsOf>[0]): Promise<string[]> {
    const names: string[] = [];
    const answers = createAnswers(() => document);
    const context = createContext(document, settingsOf(options), SOURCES, memoryStore(), createMemory(), answers);
    createStages(context, ({ name }, isPresent) => isPresent && names.unshift(name));
    return names;
  }

  test('A mock has only the stages that its options and its document need', async () => {
    expect(await stagesOf(await contractOf(DOCUMENT), { cors: false, auth: false })).toEqual([
      'match',
      'judge',
      'override',
      'plan',
      'refuse',
      'choose',
      'body',
      'fit',
      'headers',
      'override headers',
      'self-check',
      'report',
    ]);
  });

  test('The stages of a mock follow the order of the list, whatever options ask for them', async () => {
    expect(await stagesOf(await loadContract(), { echo: true, stateful: true })).toEqual([
      'cors',
      'match',
      'authorise',
      'judge',
      'override',
      'plan',
      'refuse',
      'choose',
      'body',
      'remember',
      'echo',
      'shape',
      'open headers',
      'fit',
      'headers',
      'style headers',
      'override headers',
      'locate',
      'self-check',
      'report',
    ]);
  });
});
