import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Contract, checkCapture, checkExchange, type Exchange, loadContract } from '../../src/api/index.js';
import { recordingRedactor } from '../../src/api/redaction.js';
import { readCapture } from '../../src/captures/index.js';
import { isUnread, type ViolationRecord } from '../../src/model/index.js';
import { redactExchange } from '../../src/redact/index.js';
import { all, chunksOf } from '../support/chunks.js';
import { contractOf } from '../support/contract.js';
import { exchangeWith, PLANTED, PLANTED_DOCUMENT } from '../support/planted.js';

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

/** Captures beside the tests, and documents that describe some of them. */
const CAPTURES: readonly (readonly [folder: string, document: string])[] = [
  ['contracts/captures/', 'spec/openapi.yaml'],
  ['test/captures/captures/curl/', ''],
  ['test/captures/captures/har/', ''],
  ['test/captures/captures/http/', ''],
  ['test/captures/captures/mitmproxy/', ''],
  ['test/captures/captures/ndjson/', ''],
  ['test/captures/captures/nock/', ''],
  ['test/captures/captures/postman/', ''],
  ['test/captures/captures/vcr/', ''],
];

/** The small captures speak of orders; half of what they have is wrong by this. */
const ORDERS = `openapi: 3.1.0
info: { title: Orders, version: '1' }
paths:
  /orders:
    get: { parameters: [{ name: page, in: query, schema: { type: integer, maximum: 1 } }], responses: { '200': &list { description: ok, content: { application/json: { schema: { type: array } } } } } }
    post:
      parameters: [{ name: Authorization, in: header, schema: { type: string } }, { name: cookie, in: header, schema: { type: string, maxLength: 2 } }]
      requestBody: { content: { application/json: { schema: { type: object, properties: { item: { type: integer } } } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } } } }
  /orders/{id}: { get: { parameters: [{ name: id, in: path, required: true, schema: { type: string, maxLength: 1 } }], responses: { '200': *list } } }
`;

interface Seen {
  readonly verdict: string;
  readonly reasons: readonly string[];
  readonly errors: readonly ViolationRecord[];
}

function seen(contract: Contract, whole: Exchange): Seen {
  const judged = checkExchange(contract, whole);
  if ('outOfScope' in judged) return { verdict: judged.outOfScope ?? '', reasons: [], errors: [] };
  const { verdict, reasons, violations } = judged;
  return { verdict, reasons, errors: violations.filter(({ severity }) => severity === 'error') };
}

const place = ({ in: side, part, keyword, schema }: ViolationRecord): string => `${side} ${part} ${keyword} ${schema}`;

/** What is wrong about the verdict on a redacted exchange; empty where nothing is. */
function differences(contract: Contract, whole: Exchange): string[] {
  const before = seen(contract, whole);
  const redacted = redactExchange(recordingRedactor(SAME_KEY, contract), whole);
  const after = seen(contract, redacted);
  const known = new Set(before.errors.map(place));
  const made = after.errors.filter((error) => !known.has(place(error)));
  const wrong = made.map((error) => `redaction made a fault: ${place(error)}`);
  if (before.verdict === after.verdict) return wrong;
  // Only a value that was replaced may make a verdict unsure.
  const isUnsure = after.verdict === 'inconclusive' && after.reasons.includes('value-redacted');
  return isUnsure ? wrong : [...wrong, `${before.verdict} became ${after.verdict}`];
}

async function exchangesIn(file: string): Promise<Exchange[]> {
  const items = await all(readCapture(file, chunksOf(readFileSync(file), 65_536)));
  return items.flatMap((item) => (isUnread(item) ? [] : [item]));
}

describe('verdicts before and after redaction', () => {
  test.each(CAPTURES)(
    'They are equal, or unsure because of a replaced value, for the captures in %s',
    async (folder, document) => {
      const contract = document === '' ? await contractOf(ORDERS) : await loadContract(document);
      const wrong: string[] = [];
      let judged = 0;
      for (const name of readdirSync(folder)) {
        for (const whole of await exchangesIn(`${folder}${name}`)) {
          judged += 1;
          wrong.push(...differences(contract, whole).map((each) => `${name} #${whole.index}: ${each}`));
        }
      }
      expect(wrong).toEqual([]);
      expect(judged).toBeGreaterThan(0);
    },
  );

  test('They are equal, or unsure because of a replaced value, for every planted secret, beside faults and without', async () => {
    const strict = await contractOf(PLANTED_DOCUMENT);
    const lenient = await contractOf(
      PLANTED_DOCUMENT.replaceAll('type: integer', 'type: string').replaceAll('type: boolean', ''),
    );
    const wrong: string[] = [];
    const verdicts: string[] = [];
    for (const planted of PLANTED)
      for (const contract of [strict, lenient]) {
        const whole = exchangeWith(planted);
        verdicts.push(seen(contract, whole).verdict);
        wrong.push(...differences(contract, whole).map((each) => `${planted.place}: ${each}`));
      }
    expect(wrong).toEqual([]);
    expect(verdicts).toHaveLength(2 * PLANTED.length);
    for (const verdict of ['pass', 'fail'])
      expect(verdicts.filter((each) => each === verdict).length).toBeGreaterThan(30);
  });

  test('A redacted exchange is the same when it is redacted again', async () => {
    const redactor = recordingRedactor(SAME_KEY, await contractOf(PLANTED_DOCUMENT));
    for (const planted of PLANTED) {
      const once = redactExchange(redactor, exchangeWith(planted));
      expect(redactExchange(redactor, once), planted.place).toEqual(once);
    }
  });
});
