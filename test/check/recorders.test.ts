import { describe, expect, test } from 'vitest';
import { checkCapture } from '../../src/api/index.js';
import { readCapture } from '../../src/captures/index.js';
import type { Result } from '../../src/model/index.js';
import { chunksOf } from '../support/chunks.js';
import { contractOf } from '../support/contract.js';

const contract = await contractOf(`
openapi: 3.1.0
info: { title: Clubs, version: '1' }
servers: [{ url: 'https://api.example.com' }]
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Api-Key }
    token: { type: http, scheme: bearer }
paths:
  /clubs:
    post:
      security: [{ key: [] }, { token: [] }]
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [name] } } } }
      responses: { '201': { description: made }, '401': { description: who? } }
  /clubs/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      responses:
        '200':
          description: one
          headers: { X-Seats: { schema: { type: integer } } }
          content:
            application/json:
              schema: { type: object, properties: { id: { type: integer }, url: { type: string, format: uri } } }
`);

type Options = Parameters<typeof checkCapture>[2];

async function check(name: string, capture: string, options: Options = {}): Promise<Result> {
  return checkCapture(contract, readCapture(name, chunksOf(capture, 1000)), options);
}

function faults({ faults: found }: Result): string[] {
  return found.map(({ keyword, severity, count }) => `${keyword} ${severity} × ${count}`);
}

/** Lines of NDJSON: a request of this header fields, answered with this status. */
function posts(...requests: readonly (readonly [headers: Readonly<Record<string, string>>, status: number])[]): string {
  return requests
    .map(([headers, status]) =>
      JSON.stringify({
        request: {
          method: 'POST',
          url: 'https://api.example.com/clubs',
          headers: { 'content-type': 'application/json', ...headers },
          body: '{"name":"north"}',
        },
        response: { status },
      }),
    )
    .join('\n');
}

describe('missing credentials', () => {
  const BARE = [{}, 201] as const;
  const KEYED = [{ 'x-api-key': 'k' }, 201] as const;

  test('A capture in which no request carries credentials gets one line and no violation', async () => {
    const result = await check('a.ndjson', posts(BARE, BARE));
    expect(faults(result)).toEqual([]);
    expect(result.summary).toMatchObject({ passed: 2, inconclusive: 0, credentialsNotJudged: 2 });
  });

  test('A request without credentials is a warning where others in its capture carry them', async () => {
    for (const order of [
      [BARE, KEYED, BARE],
      [KEYED, BARE, BARE],
      [BARE, BARE, [{ authorization: 'Bearer t' }, 201]],
    ] as const) {
      const result = await check('a.ndjson', posts(...order));
      expect(faults(result)).toEqual(['missing-credentials warning × 2']);
      expect(result.summary).toMatchObject({ passed: 3, warnings: 2, credentialsNotJudged: 0 });
    }
  });

  test('A request that the service refuses breaks nothing by its lack of credentials', async () => {
    const result = await check('a.ndjson', posts(KEYED, [{}, 401]));
    expect(faults(result)).toEqual([]);
  });

  test('The option credentials decides, whatever else is in the capture', async () => {
    const bare = posts(BARE);
    expect(faults(await check('a.ndjson', bare, { credentials: 'error' }))).toEqual(['missing-credentials error × 1']);
    expect(faults(await check('a.ndjson', bare, { credentials: 'warn' }))).toEqual(['missing-credentials warning × 1']);
    const allowed = await check('a.ndjson', posts(KEYED, BARE), { credentials: 'allow' });
    expect(faults(allowed)).toEqual([]);
    expect(allowed.summary.credentialsNotJudged).toBe(0);
  });
});

describe('cassettes', () => {
  const cassette = (url: string, headers: string, response: string): string => `http_interactions:
- request:
    method: get
    uri: ${url}
    body: {encoding: UTF-8, string: ''}
    headers: {}
  response:
    status: {code: 200, message: OK}
    headers: {Content-Type: [application/json]${headers}}
    body: {encoding: UTF-8, string: '${response}'}
  recorded_at: Wed, 15 Aug 2018 20:36:02 GMT
`;

  test.each([
    ['the path', cassette('https://api.example.com/clubs/<CLUB_ID>', '', '{}')],
    ['the path, encoded', cassette('https://api.example.com/clubs/%3CCLUB_ID%3E', '', '{}')],
    ['the host', cassette('<HOST>/clubs/7', '', '{}')],
    ['a segment that no operation has', cassette('https://api.example.com/<PLACE>/7', '', '{}')],
    ['a header field', cassette('https://api.example.com/clubs/7', ', X-Seats: ["<SEATS>"]', '{}')],
    ['a text in the body', cassette('https://api.example.com/clubs/7', '', '{"url":"<HOST>/clubs/7"}')],
    ['a number in the body', cassette('https://api.example.com/clubs/7', '', '{"id":<CLUB_ID>}')],
    ['a marked value', cassette('https://api.example.com/clubs/7', '', '{"id":"[FILTERED]"}')],
  ])('A name that a filter wrote in place of %s is not judged', async (_place, text) => {
    const { summary, faults: found } = await check('a.yml', text);
    expect(found).toEqual([]);
    expect(summary.passed).toBe(0);
    expect(summary.inconclusiveReasons).toEqual({ 'value-redacted': 1 });
  });

  test('A wrong value in a cassette is an error beside filtered ones', async () => {
    const text = cassette('https://api.example.com/clubs/<CLUB_ID>', '', '{"id":"seven"}');
    expect(faults(await check('a.yml', text))).toEqual(['type error × 1']);
  });

  test('The same name in a capture without filters is an error', async () => {
    const line = { request: { method: 'GET', url: 'https://api.example.com/clubs/<ID>' }, response: { status: 200 } };
    const text = JSON.stringify({ ...line, response: { status: 200, headers: {}, json: { id: '<ID>' } } });
    expect(faults(await check('a.ndjson', text)).join()).toContain('type error');
  });

  test('A null body beside a media type was lost by the recorder', async () => {
    const lost = (headers: string, status: number): string => `interactions:
- request:
    body: null
    headers: {Content-Type: [application/json]${headers}}
    method: POST
    uri: https://api.example.com/clubs
  response:
    body: {string: ''}
    headers: {}
    status: {code: ${status}, message: x}
version: 1
`;
    expect((await check('a.yaml', lost('', 201))).summary.inconclusiveReasons).toEqual({ 'body-omitted': 1 });
    expect(faults(await check('a.yaml', lost(", Content-Length: ['0']", 201)))).toEqual(['missing-body error × 1']);
    expect(faults(await check('a.yaml', lost('', 401)))).toEqual(['missing-body warning × 1']);
  });
});

describe('logs of servers', () => {
  const KONG = JSON.stringify({
    latencies: { request: 5 },
    request: { method: 'POST', uri: '/clubs', url: 'https://api.example.com/clubs', headers: {} },
    response: { status: 201, headers: {} },
  });

  test.each([
    ['combined', '192.0.2.1 - - [28/Nov/2026:08:15:01 +0000] "POST /clubs HTTP/1.1" 201 31 "-" "curl"'],
    ['kong', KONG],
    ['envoy', '{"method":"POST","path":"/clubs","response_code":201,"authority":"api.example.com"}'],
  ])('An exchange in a log of the kind %s is inconclusive, because the log has no bodies', async (_name, line) => {
    const result = await check('access.log', line, { baseUrls: ['http://api.example.com'] });
    expect(faults(result)).toEqual([]);
    expect(result.summary).toMatchObject({
      checked: 1,
      inconclusive: 1,
      inconclusiveReasons: { 'body-not-logged': 1 },
    });
    expect(result.coverage.operations.find(({ operation }) => operation === 'POST /clubs')).toMatchObject({
      statuses: { 201: 1 },
    });
  });

  test('A path, a status or a path parameter that the document does not have is an error in a log too', async () => {
    const log = [
      '192.0.2.1 - - [28/Nov/2026:08:15:01 +0000] "GET /club HTTP/1.1" 200 31 "-" "curl"',
      '192.0.2.1 - - [28/Nov/2026:08:15:02 +0000] "GET /clubs/seven HTTP/1.1" 200 31 "-" "curl"',
      '192.0.2.1 - - [28/Nov/2026:08:15:03 +0000] "GET /clubs/7 HTTP/1.1" 302 31 "-" "curl"',
      'no line of a log',
    ].join('\n');
    const result = await check('access.log', log);
    expect(faults(result).sort()).toEqual([
      'type error × 1',
      'undocumented-path error × 1',
      'undocumented-status error × 1',
    ]);
    expect(result.summary.unread).toEqual([
      {
        source: 'access.log',
        index: 3,
        detail: 'the capture ends inside line 4. To have the rest, save or copy the file again',
      },
    ]);
  });

  test('A log may begin with lines that are not HTTP, and an impossible status is not read', async () => {
    const log = [
      '# rotated',
      '192.0.2.1 - - [28/Nov/2026:08:15:00 +0000] "\\x16\\x03" 400 12 "-" "-"',
      '192.0.2.1 - - [28/Nov/2026:08:15:01 +0000] "GET /clubs/7 HTTP/1.1" 200 31 "-" "curl"',
      KONG.replace('201', '999999'),
      '',
    ].join('\n');
    const { summary } = await check('access.log', log);
    expect(summary).toMatchObject({ checked: 1, inconclusive: 1, errors: 0, credentialsNotJudged: 0 });
    expect(summary.unread.map(({ index }) => index)).toEqual([0, 1, 3]);
  });

  test('A log entry between lines of NDJSON is not read as an exchange whose bodies are missing', async () => {
    const result = await check('a.ndjson', `${posts([{ 'x-api-key': 'k' }, 201])}\n${KONG}\n`);
    expect(result.summary).toMatchObject({ passed: 1, inconclusive: 1, errors: 0, unread: [] });
  });
});

test.each([
  ['a Pact contract', '{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[{"request":{}}]}'],
  ['a report of Newman', '{"collection":{"_":{},"item":[]},"run":{"executions":[]}}'],
  ['a mapping of WireMock', '{"request":{"method":"GET","urlPath":"/a"},"response":{"status":200}}'],
  ['a mapping of WireMock', '{"mappings": [{"request":{}}]}'],
  ['an OpenAPI document', '# ours\nopenapi: 3.1.0\n'],
])('A file that is %s is refused by its name', async (name, text) => {
  await expect(check('a.json', text)).rejects.toMatchObject({
    code: 'unknown-format',
    message: expect.stringContaining(`is ${name}`),
  });
});
