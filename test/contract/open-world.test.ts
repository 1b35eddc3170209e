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

  test('An evolvable enumeration may have undocumented members if the client asked for them', () => {
    expect(judge({ level: 'severe' }, { asked: prefer })).toEqual([
      'warning response /level undocumented-enum-member "severe" is not a documented member; documented: low, high, unknownFutureValue or null',
    ]);
    expect(judge({ level: 'severe' }, { asked: prefer, policy: { undocumentedProperties: 'allow' } })).toEqual([]);
  });

  test('An evolvable enumeration has only its documented members if the client did not ask for others', () => {
    expect(judge({ level: 'severe' })).toEqual([
      'error response /level enum must be one of low, high, unknownFutureValue or null',
    ]);
    expect(judge({ level: 'unknownFutureValue' })).toEqual([]);
  });

  test('Undocumented enumeration members are allowed only as text and only in evolvable enumerations', () => {
    expect(judge({ level: 3, state: 'ajar' }, { asked: prefer })).toEqual([
      'error response /level enum must be one of low, high, unknownFutureValue or null',
      'error response /state enum must be one of open, closed',
    ]);
  });
});

describe('undocumented header fields', () => {
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

  test('Undocumented header fields are ignored by default', () => {
    expect(judge({}, { asked, answered })).toEqual([]);
  });

  test('Undocumented header fields are reported on request, except those of HTTP, browsers and proxies', () => {
    expect(judge({}, { asked, answered, policy: { undocumentedHeaders: 'warn' } })).toEqual([
      'warning request x-debug undocumented-header header "x-debug" is not documented',
      'warning response x-cost undocumented-header header "x-cost" is not documented',
    ]);
    expect(judge({}, { answered, policy: { undocumentedHeaders: 'error' } })).toEqual([
      'error response x-cost undocumented-header header "x-cost" is not documented',
    ]);
  });
});
