import { beforeAll, describe, expect, test } from 'vitest';
import { type Contract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { type Body, type Exchange, NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: https://api.example.com }]
security: [{ bearer: [] }]
paths:
  /things:
    get:
      responses:
        '200':
          description: ok
          headers: { X-Total: { required: true, schema: { type: integer } } }
          content: { application/json: { schema: { type: object } }, image/png: {}, application/cbor: { schema: { type: object } } }
    delete: { responses: { '204': { description: gone } } }
components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }
`;

let contract: Contract;
beforeAll(async () => {
  contract = await contractOf(DOCUMENT);
});

const JSON_BODY: Body = { state: 'present', content: '{}' };

function judge(
  request: Partial<Exchange['request']> = {},
  response: Partial<Exchange['response']> = {},
  caveats: Exchange['caveats'] = [],
) {
  const exchange: Exchange = {
    source: 'a',
    index: 0,
    request: {
      method: 'GET',
      url: 'https://api.example.com/things',
      headers: { authorization: 'Bearer x' },
      body: NO_BODY,
      ...request,
    },
    response: {
      status: 200,
      headers: { 'content-type': 'application/json', 'x-total': '3' },
      body: JSON_BODY,
      ...response,
    },
    caveats,
  };
  const judged = judgeExchange(contract, exchange, { ...DEFAULT_POLICY, baseUrls: [] });
  return judged.outOfScope
    ? judged.outOfScope
    : [judged.verdict, ...judged.reasons, ...judged.violations.map(({ part, keyword }) => `${part} ${keyword}`)].join(
        ', ',
      );
}

describe('exchanges out of scope', () => {
  test.each<[string, Partial<Exchange['request']>, Partial<Exchange['response']>]>([
    ['other-server', { url: 'https://cdn.example.com/things' }, {}],
    ['preflight', { method: 'OPTIONS', headers: { 'access-control-request-method': 'GET' } }, { status: 204 }],
    ['failed', {}, { status: 0 }],
    ['failed', {}, { status: -1 }],
    ['not-http', { url: 'data:text/plain,x' }, {}],
    ['not-http', { url: 'wss://api.example.com/things' }, { status: 101 }],
    ['not-http', { method: 'CONNECT', url: 'http://api.example.com:443' }, {}],
  ])('An exchange is out of scope for this reason: %s', (reason, request, response) => {
    expect(judge(request, response)).toBe(reason);
  });
});

describe('exchanges that cannot be judged in full', () => {
  test('Credentials that the recorder removed do not count as missing', () => {
    expect(judge({ headers: {} }, {}, ['credentials-stripped'])).toBe('pass');
    expect(judge({ headers: {} })).toBe('fail, security missing-credentials');
    expect(judge({}, {}, ['credentials-stripped'])).toBe('pass');
  });

  test('A body that cannot be read makes the verdict inconclusive', () => {
    for (const reason of ['body-omitted', 'body-cut', 'body-elsewhere'] as const) {
      expect(judge({}, { body: { state: 'unknown', reason } })).toBe(`inconclusive, ${reason}`);
    }
    expect(
      judge(
        {},
        {
          headers: { 'content-type': 'application/cbor', 'x-total': '1' },
          body: { state: 'present', content: new Uint8Array([1]) },
        },
      ),
    ).toBe('inconclusive, body-not-judged');
    expect(
      judge(
        {},
        {
          headers: { 'content-type': 'application/json; charset=nonsense', 'x-total': '1' },
          body: { state: 'present', content: new Uint8Array([1]) },
        },
      ),
    ).toBe('inconclusive, body-undecodable');
  });

  test('Only the request is judged if a test gave the response itself or the response broke off', () => {
    expect(judge({}, { status: 418 }, ['fulfilled-by-test'])).toBe('inconclusive, fulfilled-by-test');
    expect(judge({ headers: {} }, { status: 200, body: NO_BODY }, ['aborted'])).toBe(
      'fail, aborted, security missing-credentials',
    );
  });

  test('A fault beside a body that cannot be read still counts', () => {
    expect(
      judge({}, { headers: { 'content-type': 'application/json' }, body: { state: 'unknown', reason: 'body-cut' } }),
    ).toBe('fail, body-cut, header missing-parameter');
  });
});

describe('the rules of HTTP itself', () => {
  test('A response 304 needs no documentation, and a response 204 has no body', () => {
    expect(judge({}, { status: 304, body: NO_BODY, headers: {} })).toBe('inconclusive, not-modified');
    expect(judge({ method: 'DELETE' }, { status: 204, body: NO_BODY, headers: {} })).toBe('pass');
  });

  test('An empty response 200 is a violation if a body is documented', () => {
    expect(judge({}, { body: NO_BODY })).toBe('fail, body missing-body');
  });

  test('A documented response header is judged', () => {
    expect(judge({}, { headers: { 'content-type': 'application/json', 'x-total': 'many' } })).toBe('fail, header type');
  });
});
