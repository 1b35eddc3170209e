import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkCapture, checkExchange, createRecorder, exchangeLine } from '../../src/api/index.js';
import { type Contract, createContract } from '../../src/contract/index.js';
import { assertExchange, InputError } from '../../src/model/index.js';
import { documentOf } from '../support/contract.js';

let contract: Contract;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-exchange-'));
  contract = createContract(
    await documentOf(`openapi: 3.1.0
info: { title: T, version: '1' }
paths: { /users: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: object } } } } } } } }
`),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const REQUEST = { method: 'GET', url: '/users', headers: {}, body: { state: 'absent' } } as const;
const RESPONSE = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: { state: 'present', content: '{}' },
} as const;
const EXCHANGE = { source: 'a test', index: 0, request: REQUEST, response: RESPONSE } as const;
const LINE = exchangeLine(EXCHANGE);

const WRONG: readonly (readonly [title: string, value: unknown, fault: string])[] = [
  ['a line of NDJSON', LINE, 'it is text, such as a line of NDJSON'],
  ['undefined', undefined, 'it is missing'],
  ['null', null, 'it is null'],
  ['a list', [EXCHANGE], 'it is a list'],
  ['a number', 3, 'it is a number'],
  ['a HAR', { log: { entries: [] } }, 'it looks like a HAR'],
  ['no request', { response: RESPONSE }, 'request is missing'],
  ['no response', { request: REQUEST }, 'response is missing'],
  ['no method', { request: { ...REQUEST, method: undefined }, response: RESPONSE }, 'request.method is missing'],
  [
    'a URL object',
    { request: { ...REQUEST, url: new URL('http://a/') }, response: RESPONSE },
    'request.url is an object',
  ],
  ['a status in text', { request: REQUEST, response: { ...RESPONSE, status: '200' } }, 'response.status is a string'],
  ['no headers', { request: { ...REQUEST, headers: undefined }, response: RESPONSE }, 'request.headers is missing'],
  ['Headers', { request: { ...REQUEST, headers: new Headers() }, response: RESPONSE }, 'request.headers is an object'],
  [
    'names in capitals',
    { request: { ...REQUEST, headers: { Accept: '*/*' } }, response: RESPONSE },
    'must be in lower case',
  ],
  ['a number in a field', { request: { ...REQUEST, headers: { age: 3 } }, response: RESPONSE }, 'has a number for age'],
  ['a body in text', { request: REQUEST, response: { ...RESPONSE, body: '{}' } }, 'response.body is a string'],
  [
    'a body as an object',
    { request: REQUEST, response: { ...RESPONSE, body: { a: 1 } } },
    'response.body.state is not one of',
  ],
  [
    'content as an object',
    { request: REQUEST, response: { ...RESPONSE, body: { state: 'present', content: {} } } },
    'response.body.content is an object',
  ],
  ['caveats in text', { ...EXCHANGE, caveats: 'aborted' }, 'caveats is a string'],
];

/** Calls it with a value whose type the compiler does not know, as a program in JavaScript does. */
const passed = (use: (...parts: never[]) => unknown, ...parts: readonly unknown[]): unknown =>
  Reflect.apply(use, undefined, parts);

test.each(WRONG)(
  'What is not an exchange is refused with its fault and with what an exchange looks like: %s',
  async (_, value, fault) => {
    expect(() => assertExchange(value)).toThrow(InputError);
    expect(() => passed(checkExchange, contract, value)).toThrow(fault);
    expect(() => passed(exchangeLine, value)).toThrow(fault);
    const items = (async function* () {
      yield value;
    })();
    await expect(passed(checkCapture, contract, items)).rejects.toThrow(fault);
    const recorder = await createRecorder(join(folder, 'a.ndjson'));
    expect(() => passed(recorder.record, value)).toThrow();
    recorder.close();
    try {
      assertExchange(value);
    } catch (error) {
      expect(error instanceof InputError && [error.code, error.cure]).toEqual([
        'not-an-exchange',
        expect.stringMatching(/^An exchange is \{ source: .* readCaptures\(path\) reads exchanges/),
      ]);
    }
  },
);

test('A promise of an exchange is refused with the advice to await it', () => {
  expect(() => passed(checkExchange, contract, Promise.resolve(EXCHANGE))).toThrow('it is a promise: await it');
});

test('An exchange and what could not be read are taken as they are', async () => {
  expect(checkExchange(contract, EXCHANGE)).toMatchObject({ verdict: 'pass' });
  const items = (async function* () {
    yield EXCHANGE;
    yield { source: 'a test', index: 1, unread: 'malformed', detail: 'not whole' } as const;
  })();
  const result = await checkCapture(contract, items);
  expect([result.summary.passed, result.summary.unread.length]).toEqual([1, 1]);
});

test('Captures that are neither paths nor exchanges are refused', async () => {
  await expect(passed(checkCapture, contract, EXCHANGE)).rejects.toThrow('captures are neither paths nor');
  await expect(passed(checkCapture, contract, [EXCHANGE])).rejects.toThrow('captures are neither paths nor');
  await expect(passed(checkCapture, contract, null)).rejects.toThrow('captures are neither paths nor');
});
