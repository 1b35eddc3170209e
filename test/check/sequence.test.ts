import { describe, expect, test } from 'vitest';
import { checkCapture } from '../../src/api/index.js';
import { type CaptureItem, type Exchange, headersOf, NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

const contract = await contractOf(`
openapi: 3.1.0
info: { title: Things, version: '1' }
paths:
  /things:
    get: { responses: { '200': { description: all, content: { application/json: {} } }, 4XX: { description: no } } }
    post: { responses: { '201': { description: made, content: { application/json: {} } } } }
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: one, content: { application/json: {} } }, 4XX: { description: no } } }
    put: { responses: { '200': { description: set, content: { application/json: {} } } } }
    delete: { responses: { '204': { description: gone }, 4XX: { description: no } } }
  /things/{id}/parts:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    post: { responses: { '201': { description: made, content: { application/json: {} } } } }
`);

type Step = readonly [
  method: string,
  url: string,
  status: number,
  body?: object,
  headers?: Readonly<Record<string, string>>,
];

async function* capture(steps: readonly Step[]): AsyncGenerator<CaptureItem> {
  for (const [index, [method, url, status, body, headers]] of steps.entries()) {
    const exchange: Exchange = {
      source: 'a.har',
      index,
      request: { method, url: `http://localhost${url}`, headers: {}, body: NO_BODY },
      response: {
        status,
        headers: headersOf([
          ...(body ? [['content-type', 'application/json'] as const] : []),
          ...Object.entries(headers ?? {}),
        ]),
        body: body ? { state: 'present', content: JSON.stringify(body) } : NO_BODY,
      },
    };
    yield exchange;
  }
}

async function check(...steps: readonly Step[]): Promise<string[]> {
  const { violations, summary } = await checkCapture(contract, capture(steps), { baseUrls: ['http://localhost'] });
  expect(summary.failed).toBe(0);
  expect(summary.warnings).toBe(violations.length);
  return violations.map(({ exchange, keyword, message, value }) =>
    [`#${exchange}`, keyword, message, value && `(${value})`].filter(Boolean).join(' '),
  );
}

const MADE = ['POST', '/things', 201, { id: 7 }] as const;

describe('a resource that a POST created', () => {
  test('A created resource must be readable under the id that the POST returned', async () => {
    expect(await check(MADE, ['GET', '/things/7', 200, {}])).toEqual([]);
    expect(await check(MADE, ['GET', '/things/7?x=1', 404])).toEqual([
      '#1 unreadable-after-create what was created before cannot be read: the answer is 404 (created by a.har #0)',
    ]);
  });

  test('A created resource must be readable under its Location', async () => {
    const made = ['POST', '/things', 201, {}, { location: 'http://elsewhere/things/a%20b' }] as const;
    expect(await check(made, ['GET', '/things/a%20b', 200, {}])).toEqual([]);
    expect(await check(made, ['GET', '/things/a%20b', 404])).toEqual([
      '#1 unresolved-location the Location of what was created before leads nowhere: the answer is 404 (created by a.har #0)',
    ]);
  });

  test('A created resource may be missing after it was deleted', async () => {
    expect(await check(MADE, ['DELETE', '/things/7', 204], ['GET', '/things/7', 404])).toEqual([]);
  });

  test('A created resource is not judged where the capture does not read it or no operation reads it', async () => {
    expect(await check(MADE)).toEqual([]);
    expect(await check(['POST', '/things/7/parts', 201, { id: 1 }], ['GET', '/things/8', 404])).toEqual([]);
  });
});

describe('a deleted resource', () => {
  test('A deleted resource must not answer a later GET', async () => {
    expect(await check(['DELETE', '/things/7', 204], ['GET', '/things/7', 200, {}])).toEqual([
      '#1 answers-after-delete answers with 200, although it was deleted before (deleted by a.har #0)',
    ]);
    expect(await check(['DELETE', '/things/7', 404], ['GET', '/things/7', 200, {}])).toEqual([]);
    expect(await check(['DELETE', '/things/7', 204], ['DELETE', '/things/7', 204])).toEqual([]);
  });

  test('A deleted resource may be created again', async () => {
    const gone = ['DELETE', '/things/7', 204] as const;
    expect(await check(gone, MADE, ['GET', '/things/7', 200, {}])).toEqual([]);
    expect(await check(gone, ['PUT', '/things/7', 200, {}], ['GET', '/things/7', 200, {}])).toEqual([]);
  });
});

describe('the pages of a list', () => {
  const page = (url: string, next?: string): Step => [
    'GET',
    url,
    200,
    { value: [], ...(next ? { '@odata.nextLink': `http://localhost${next}` } : {}) },
  ];

  test('The pages of a list must be read to the end', async () => {
    expect(
      await check(page('/things', '/things?p=2'), page('/things?p=2', '/things?p=3'), page('/things?p=3')),
    ).toEqual([]);
    expect(await check(page('/things', '/things?p=2'), page('/things?p=2', '/things?p=3'))).toEqual([
      '#1 unfinished-paging the pages were not read to the end: the last one that was read names another (page 2)',
    ]);
  });

  test('A client may stop after the first page of a list', async () => {
    expect(await check(page('/things', '/things?p=2'), page('/things', '/things?p=2'))).toEqual([]);
  });

  test('The link to the next page must lead to a page, and not to its own page', async () => {
    expect(await check(page('/things', '/things?p=2'), ['GET', '/things?p=2', 400])).toEqual([
      '#1 unresolved-next-link the link to the next page leads nowhere: the answer is 400 (named by a.har #0)',
    ]);
    expect(await check(page('/things?p=2', '/things?p=2'))).toEqual([
      '#0 unresolved-next-link names itself as the next page (named by a.har #0)',
    ]);
  });

  test('The next page of a list may also be named by a Link header', async () => {
    const linked = (url: string, next: string): Step => ['GET', url, 200, {}, { link: `<${next}>; rel="next"` }];
    expect(await check(linked('/things', '/things?p=2'), ['GET', '/things?p=2', 404])).toHaveLength(1);
  });
});
