import { describe, expect, test } from 'vitest';
import { type Contract, DEFAULT_POLICY, judgeExchange, type Policy } from '../../src/contract/index.js';
import { type Exchange, type Headers, headersOf, describe as inWords, NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

const contract: Contract = await contractOf(`
openapi: 3.1.0
info: { title: Risks, version: '1' }
security: [{ key: [] }]
paths:
  /risks:
    get:
      parameters: [{ name: X-Tenant, in: header, schema: { type: string } }]
      responses:
        '200':
          description: ok
          headers: { X-Total: { schema: { type: integer } } }
          content:
            application/json:
              schema:
                properties:
                  level: { enum: [low, high, unknownFutureValue, null] }
                  state: { enum: [open, closed] }
components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Api-Key } } }
`);

function judge(body: object, more: { asked?: Headers; answered?: Headers; policy?: Partial<Policy> } = {}): string[] {
  const exchange: Exchange = {
    source: 'a',
    index: 0,
    request: { method: 'GET', url: '/risks', headers: { 'x-api-key': 'k', ...more.asked }, body: NO_BODY },
    response: {
      status: 200,
      headers: { 'content-type': 'application/json', ...more.answered },
      body: { state: 'present', content: JSON.stringify(body) },
    },
  };
  const judged = judgeExchange(contract, exchange, { ...DEFAULT_POLICY, ...more.policy, baseUrls: [] });
  return judged.outOfScope
    ? [judged.outOfScope]
    : judged.violations.map((violation) =>
        [violation.severity, violation.in, violation.location, violation.keyword, inWords(violation)].join(' '),
      );
}

describe('an evolvable enumeration', () => {
  const prefer = headersOf([['prefer', 'return=minimal, include-unknown-enum-members']]);

  test('may have members that the document does not list, where the client asked for them by name', () => {
    expect(judge({ level: 'severe' }, { asked: prefer })).toEqual([
      'warning response /level undocumented-enum-member "severe" is not a documented member; documented: low, high, unknownFutureValue or null',
    ]);
    expect(judge({ level: 'severe' }, { asked: prefer, policy: { undocumentedProperties: 'allow' } })).toEqual([]);
  });

  test('has only its own members elsewhere: the service sends the sentinel for others', () => {
    expect(judge({ level: 'severe' })).toEqual([
      'error response /level enum must be one of low, high, unknownFutureValue or null',
    ]);
    expect(judge({ level: 'unknownFutureValue' })).toEqual([]);
  });

  test('has text for members, and other enumerations have no more than they list', () => {
    expect(judge({ level: 3, state: 'ajar' }, { asked: prefer })).toEqual([
      'error response /level enum must be one of low, high, unknownFutureValue or null',
      'error response /state enum must be one of open, closed',
    ]);
  });
});

describe('header fields that nobody documented', () => {
  const asked = headersOf([
    ['X-Tenant', 't'],
    ['X-Debug', '1'],
    ['Sec-Fetch-Mode', 'cors'],
    ['User-Agent', 'x'],
  ]);
  const answered = headersOf([
    ['X-Total', '3'],
    ['X-Cost', '7'],
    ['Date', 'x'],
    ['CF-Ray', 'x'],
  ]);

  test('are nobody’s business unless asked for', () => {
    expect(judge({}, { asked, answered })).toEqual([]);
  });

  test('are told from those of HTTP, of browsers and of proxies', () => {
    expect(judge({}, { asked, answered, policy: { undocumentedHeaders: 'warn' } })).toEqual([
      'warning request x-debug undocumented-header header "x-debug" is not documented',
      'warning response x-cost undocumented-header header "x-cost" is not documented',
    ]);
    expect(judge({}, { answered, policy: { undocumentedHeaders: 'error' } })).toEqual([
      'error response x-cost undocumented-header header "x-cost" is not documented',
    ]);
  });
});
