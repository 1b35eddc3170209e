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

describe('what is none of the contract’s business is out of scope', () => {
  test.each<[string, Partial<Exchange['request']>, Partial<Exchange['response']>]>([
    ['other-server', { url: 'https://cdn.example.com/things' }, {}],
    ['preflight', { method: 'OPTIONS', headers: { 'access-control-request-method': 'GET' } }, { status: 204 }],
    ['failed', {}, { status: 0 }],
    ['failed', {}, { status: -1 }],
    ['not-http', { url: 'data:text/plain,x' }, {}],
    ['not-http', { url: 'wss://api.example.com/things' }, { status: 101 }],
    ['not-http', { method: 'CONNECT', url: 'http://api.example.com:443' }, {}],
  ])('%s', (reason, request, response) => {
    expect(judge(request, response)).toBe(reason);
  });
});

describe('what cannot be judged is said, not guessed', () => {
  test('credentials that the recorder removed are no missing credentials', () => {
    expect(judge({ headers: {} }, {}, ['credentials-stripped'])).toBe('inconclusive, credentials-stripped');
    expect(judge({ headers: {} })).toBe('fail, security missing-credentials');
    expect(judge({}, {}, ['credentials-stripped'])).toBe('pass');
  });

  test('a body that is not there to be read', () => {
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

  test('an answer that a test gave itself, or that was broken off: only the request is judged', () => {
    expect(judge({}, { status: 418 }, ['fulfilled-by-test'])).toBe('inconclusive, fulfilled-by-test');
    expect(judge({ headers: {} }, { status: 200, body: NO_BODY }, ['aborted'])).toBe(
      'fail, aborted, security missing-credentials',
    );
  });

  test('though what is wrong beside it still counts', () => {
    expect(
      judge({}, { headers: { 'content-type': 'application/json' }, body: { state: 'unknown', reason: 'body-cut' } }),
    ).toBe('fail, body-cut, header missing-parameter');
  });
});

describe('HTTP’s own rules are no violations', () => {
  test('304 needs no documentation, and its body is elsewhere; 204 has none', () => {
    expect(judge({}, { status: 304, body: NO_BODY, headers: {} })).toBe('inconclusive, not-modified');
    expect(judge({ method: 'DELETE' }, { status: 204, body: NO_BODY, headers: {} })).toBe('pass');
  });

  test('an empty 200 is one, where a body is documented', () => {
    expect(judge({}, { body: NO_BODY })).toBe('fail, body missing-body');
  });

  test('a documented response header is judged', () => {
    expect(judge({}, { headers: { 'content-type': 'application/json', 'x-total': 'many' } })).toBe('fail, header type');
  });
});
