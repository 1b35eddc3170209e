import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Contract } from '../../src/api/index.js';
import { type Exchange, exchangeOf, isFail, isPass, judge } from '../../src/core/index.js';
import { contractOf } from '../support/contract.js';
import { SHOP } from './requests.js';

const URL_OF_ITEMS = 'http://shop.test/items';
const JSON_TYPE = { 'content-type': 'application/json' };
const LAMP = { id: 1, name: 'Lamp' };
const BODY = JSON.stringify(LAMP);

/** A function that gives this each time, as methods of clients do. */
const gives =
  <T>(value: T) =>
  () =>
    value;

/** The exchange of POST /items, as each client keeps it. The members are those that these clients' responses have. */
const RESPONSES: Readonly<Record<string, () => Promise<Exchange>>> = {
  fetch: () =>
    exchangeOf(
      new Response(BODY, { status: 201, headers: JSON_TYPE }),
      new Request(URL_OF_ITEMS, { method: 'POST', body: BODY, headers: JSON_TYPE }),
    ),
  undici: () =>
    exchangeOf(
      {
        statusCode: 201,
        headers: JSON_TYPE,
        trailers: {},
        body: { bodyUsed: false, arrayBuffer: async () => new TextEncoder().encode(BODY).buffer },
      },
      { method: 'post', url: URL_OF_ITEMS, headers: { 'Content-Type': 'application/json' }, body: BODY },
    ),
  axios: () =>
    exchangeOf({
      status: 201,
      statusText: 'Created',
      headers: { toJSON: gives({ 'Content-Type': 'application/json' }) },
      data: LAMP,
      config: {
        method: 'post',
        baseURL: 'http://shop.test/',
        url: '/items',
        data: BODY,
        headers: { toJSON: gives({ 'Content-Type': 'application/json' }) },
      },
      request: {},
    }),
  supertest: () =>
    exchangeOf({
      status: 201,
      header: JSON_TYPE,
      headers: JSON_TYPE,
      text: BODY,
      body: LAMP,
      req: { getHeaders: gives({ 'content-type': 'application/json', host: 'shop.test' }) },
      request: { method: 'POST', url: URL_OF_ITEMS, _data: LAMP, header: { 'Content-Type': 'application/json' } },
    }),
  'light-my-request': () =>
    exchangeOf({
      statusCode: 201,
      headers: JSON_TYPE,
      rawPayload: Buffer.from(BODY),
      payload: BODY,
      raw: { res: {}, req: { method: 'POST', url: '/items', headers: JSON_TYPE, _lightMyRequest: { payload: BODY } } },
    }),
  'playwright page': () =>
    exchangeOf({
      status: gives(201),
      url: gives(URL_OF_ITEMS),
      headersArray: async () => [{ name: 'Content-Type', value: 'application/json' }],
      body: async () => Buffer.from(BODY),
      request: gives({
        method: gives('POST'),
        url: gives(`${URL_OF_ITEMS}#top`),
        headersArray: async () => [{ name: 'Content-Type', value: 'application/json' }],
        postDataBuffer: gives(Buffer.from(BODY)),
      }),
    }),
  'playwright api': () =>
    exchangeOf(
      {
        status: gives(201),
        url: gives(URL_OF_ITEMS),
        headersArray: gives([{ name: 'content-type', value: 'application/json' }]),
        body: async () => Buffer.from(BODY),
        dispose: gives(undefined),
      },
      { method: 'POST', url: URL_OF_ITEMS, headers: JSON_TYPE, body: BODY },
    ),
};

const textIn = ({ body }: Exchange['request'] | Exchange['response']) =>
  body.state === 'present' ? Buffer.from(body.content).toString() : body.state;

let contract: Contract;
beforeAll(async () => {
  contract = await contractOf(SHOP);
});

describe('exchangeOf', () => {
  test.each(Object.entries(RESPONSES))('The response of %s becomes an exchange that passes', async (_name, make) => {
    const exchange = await make();
    const { request, response } = exchange;
    expect([request.method, new URL(request.url, 'http://shop.test').href]).toEqual(['POST', URL_OF_ITEMS]);
    expect([textIn(request), textIn(response), response.status]).toEqual([BODY, BODY, 201]);
    expect(request.headers['content-type']).toBe('application/json');
    expect(isPass(judge(contract, exchange))).toBe(true);
  });

  test('An exchange is given back as it is, and anything but an exchange in its form is refused', async () => {
    const exchange = await RESPONSES.fetch?.();
    expect(await exchangeOf(exchange)).toBe(exchange);
    await expect(exchangeOf({ request: {}, response: {} })).rejects.toThrow('request.method is missing');
  });

  test('A fetch response can still be read by its owner, and one that was read has a body that nobody knows', async () => {
    const response = new Response(BODY, { status: 201, headers: JSON_TYPE });
    const request = { method: 'POST', url: URL_OF_ITEMS, headers: JSON_TYPE, body: BODY };
    await exchangeOf(response, request);
    expect(await response.text()).toBe(BODY);
    const outcome = judge(contract, await exchangeOf(response, request));
    expect([outcome.verdict, outcome.reasons]).toEqual(['inconclusive', ['body-omitted']]);
  });

  test('Several Set-Cookie fields of a fetch response stay apart', async () => {
    const headers = new Headers([
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ]);
    const { response } = await exchangeOf(new Response(null, { headers }), URL_OF_ITEMS);
    expect(response.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(response.body).toEqual({ state: 'absent' });
  });

  test.each([
    ['a JSON text', '"abc"', 5, 'present'],
    ['what is not JSON', 'abc{', 4, 'present'],
  ])('A text that axios gives under JSON was %s if the length says so', async (_name, text, length, state) => {
    const data = text.startsWith('"') ? JSON.parse(text) : text;
    const axios = (headers: object) =>
      exchangeOf({ status: 200, headers, data, config: { url: URL_OF_ITEMS, headers: {} } });
    const known = await axios({ ...JSON_TYPE, 'content-length': String(length) });
    expect([known.response.body.state, textIn(known.response)]).toEqual([state, text]);
    expect((await axios(JSON_TYPE)).response.body).toEqual({ state: 'unknown', reason: 'body-undecodable' });
  });

  test('A body whose coding the client did not undo is decoded where the platform can, and else nobody knows it', async () => {
    const inject = (coding: string) =>
      exchangeOf({
        statusCode: 200,
        headers: { 'content-encoding': coding },
        rawPayload: gzipSync(BODY),
        raw: { req: { method: 'GET', url: '/items', headers: {} } },
      });
    expect(textIn((await inject('gzip')).response)).toBe(BODY);
    expect((await inject('br')).response.body).toEqual({ state: 'unknown', reason: 'body-undecodable' });
    expect((await inject('deflate')).response.body).toEqual({ state: 'unknown', reason: 'body-undecodable' });
  });

  test('A body that Playwright no longer has is one that nobody knows', async () => {
    const response = {
      status: gives(302),
      url: gives(''),
      headersArray: gives([]),
      body: async () => Promise.reject(),
    };
    const { response: read } = await exchangeOf(response, URL_OF_ITEMS);
    expect(read.body).toEqual({ state: 'unknown', reason: 'body-omitted' });
  });

  test.each([
    ['longer', String(BODY.length + 1), 'unknown'],
    ['as long', String(BODY.length), 'present'],
  ])(
    'A request body that was sent %s than Playwright shows it is whole only where the lengths agree',
    async (_name, sent, state) => {
      const read = await exchangeOf({
        status: gives(201),
        url: gives(URL_OF_ITEMS),
        headersArray: gives([]),
        body: async () => Buffer.from(BODY),
        request: gives({
          method: gives('POST'),
          url: gives(URL_OF_ITEMS),
          headersArray: gives([{ name: 'Content-Length', value: sent }]),
          postDataBuffer: gives(Buffer.from(BODY)),
        }),
      });
      expect(read.request.body.state).toBe(state);
    },
  );

  test('What is not a response is refused with its kind and its members, and never with what they hold', async () => {
    const refusal = async (given: unknown) => {
      const error: unknown = await exchangeOf(given).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TypeError);
      return error instanceof Error ? error.message.split(' is not a response')[0] : '';
    };
    expect(await refusal(undefined)).toBe('undefined');
    expect(await refusal('secret')).toBe('a string');
    expect(await refusal([1])).toBe('a list with the members 0');
    expect(await refusal({ password: 'secret' })).toBe('an object with the members password');
    expect(await refusal(new Map())).toBe('an object of Map with no members');
  });

  test('A response that does not know its request is refused until the request is given', async () => {
    await expect(exchangeOf(new Response('x'))).rejects.toThrow(
      'a response of fetch does not know its request: pass it as the second argument',
    );
    await expect(exchangeOf(new Response('x'), JSON.parse('{"method":"GET"}'))).rejects.toThrow(
      'needs a method and a url',
    );
  });
});

describe('judge', () => {
  test('A verdict has the violations in words, and its guard gives the first of them', async () => {
    const wrong = new Response('{"id":"one","name":""}', { status: 201, headers: JSON_TYPE });
    const request = { method: 'POST', url: URL_OF_ITEMS, headers: JSON_TYPE, body: BODY };
    const outcome = judge(contract, await exchangeOf(wrong, request));
    expect(isPass(outcome)).toBe(false);
    if (!isFail(outcome)) throw new Error(outcome.verdict);
    const [first] = outcome.violations;
    expect([first.location, first.keyword, first.in]).toEqual(['/id', 'type', 'response']);
    expect(first.message).toContain('integer');
    expect(outcome.operation).toBe('POST /items');
  });

  test('What is out of scope neither passes nor fails, and says why', async () => {
    const outcome = judge(contract, await exchangeOf(new Response('x'), 'ftp://elsewhere/items'));
    expect([outcome.verdict, outcome.reasons, isPass(outcome), isFail(outcome)]).toEqual([
      'out-of-scope',
      ['not-http'],
      false,
      false,
    ]);
  });

  test('A judgement is as strict as it is asked to be, and hides what it is told to hide', async () => {
    const odd = new Response('{"id":1,"name":"Lamp","pin":7}', { status: 201, headers: JSON_TYPE });
    const request = { method: 'POST', url: URL_OF_ITEMS, headers: JSON_TYPE, body: BODY };
    const exchange = await exchangeOf(odd, request);
    expect(judge(contract, exchange, { undocumented: 'allow' }).violations).toEqual([]);
    const strict = judge(contract, exchange, { undocumented: 'error', redact: { names: ['pin'] } });
    expect(strict.verdict).toBe('fail');
    expect(strict.violations.map(({ location, value }) => [location, value])).toEqual([['/pin', '[redacted]']]);
  });
});
