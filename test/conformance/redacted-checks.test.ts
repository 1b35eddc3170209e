import { describe, expect, test } from 'vitest';
import { checkCapture, checkExchange, type Exchange } from '../../src/api/index.js';
import { recordingRedactor } from '../../src/api/redaction.js';
import { redactExchange } from '../../src/redact/index.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
security: [{ basic: [], door: [] }]
paths:
  /accounts:
    post:
      parameters:
        - { name: access_token, in: query, required: true, schema: { type: string, pattern: '^[a-f]{8}$' } }
        - { name: X-Door, in: header, required: true, schema: { type: string, format: uuid } }
        - { name: sid, in: cookie, schema: { type: integer } }
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [password, pin]
              properties:
                password: { type: string, format: password, maxLength: 10 }
                pin: { type: integer, minimum: 1000 }
                credentials: { oneOf: [{ type: object, required: [token], properties: { token: { const: abc } } }, { type: string, maxLength: 3 }] }
                level: { type: integer }
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { password: { type: string, maxLength: 10 }, pin: { type: integer } } }
      responses:
        '201':
          description: made
          headers: { Location: { schema: { type: string, format: uri } } }
          content: { application/json: { schema: { type: object, properties: { refreshToken: { type: string, pattern: '^r-' }, level: { type: integer } } } } }
components:
  securitySchemes:
    basic: { type: http, scheme: basic }
    door: { type: apiKey, in: header, name: X-Door }
`;

function exchange(body: string, type = 'application/json', level: unknown = 1): Exchange {
  return {
    source: 'a',
    index: 0,
    request: {
      method: 'POST',
      url: '/accounts?access_token=abcdefab',
      headers: {
        authorization: 'Basic dXNlcjpwYXNzd29yZA==',
        'x-door': '0b0e9c1e-93b1-4f3b-8a53-111111111111',
        cookie: 'sid=7',
        'content-type': type,
      },
      body: { state: 'present', content: body },
    },
    response: {
      status: 201,
      headers: { 'content-type': 'application/json', location: 'https://user:secret@a.example/accounts/1?token=x' },
      body: { state: 'present', content: JSON.stringify({ refreshToken: 'r-1', level }) },
    },
  };
}

/** Random pseudonyms would sometimes contain the digits of a secret. */
const SAME_KEY = { key: 'the same pseudonyms in every run' };

const JSON_BODY = JSON.stringify({ password: 'short', pin: 1234, credentials: { token: 'abc' }, level: 1 });

describe('a check of redacted traffic', () => {
  test.each([
    ['JSON', exchange(JSON_BODY)],
    ['a form', exchange('password=short&pin=1234', 'application/x-www-form-urlencoded')],
  ])('A valid exchange raises no fault after redaction, but its verdict is inconclusive: %s', async (_name, whole) => {
    const contract = await contractOf(DOCUMENT);
    expect(checkExchange(contract, whole)).toMatchObject({ verdict: 'pass', violations: [] });
    const redacted = redactExchange(recordingRedactor(SAME_KEY, contract), whole);
    expect(JSON.stringify(redacted)).not.toMatch(/short|1234|abcdefab|0b0e9c1e|dXNlcj|r-1/);
    expect(checkExchange(contract, redacted)).toMatchObject({
      verdict: 'inconclusive',
      violations: [],
      reasons: ['value-redacted'],
    });
  });

  test('A fault beside redacted values is still found', async () => {
    const contract = await contractOf(DOCUMENT);
    const whole = exchange(JSON_BODY.replace('{', '{"accessToken":"x-1",'), 'application/json', 'high');
    const redacted = redactExchange(recordingRedactor(SAME_KEY, contract), whole);
    const result = await checkCapture(
      contract,
      (async function* () {
        yield redacted;
      })(),
    );
    expect(result.violations.map(({ location, keyword }) => [location, keyword])).toEqual([
      ['/accessToken', 'undocumented-property'],
      ['/level', 'type'],
    ]);
    expect(result.summary).toMatchObject({ failed: 1, inconclusiveReasons: { 'value-redacted': 1 } });
  });
});
