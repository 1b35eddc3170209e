import { describe, expect, test } from 'vitest';
import { checkCapture } from '../../src/api/index.js';
import { type CaptureItem, type Exchange, headersOf, NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

const contract = await contractOf(`
openapi: 3.1.0
info: { title: Things, version: '1' }
paths:
  /things:
    parameters: [{ name: p, in: query, schema: {} }]
    get: { responses: { '200': { description: all, content: { application/json: {} } }, 4XX: { description: no }, 5XX: { description: later } } }
    post: { responses: { '201': { description: made, content: { application/json: {} } }, '200': { description: made } } }
    delete: { responses: { '200': { description: the listed ones are gone } } }
  /things/bulk:
    post: { responses: { '200': { description: done } } }
  /things/{id}/restore:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    post: { responses: { '200': { description: back again } } }
  /things/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
      - { name: x, in: query, schema: {} }
      - { name: version, in: query, schema: {} }
      - { name: v, in: query, schema: {} }
      - { name: fields, in: query, schema: {} }
    get: { responses: { '200': { description: one, content: { application/json: {} } }, 4XX: { description: no }, 5XX: { description: later } } }
    put: { responses: { '200': { description: set, content: { application/json: {} } } } }
    delete: { responses: { '202': { description: soon }, '204': { description: gone }, 4XX: { description: no }, 5XX: { description: later } } }
  /things/{id}/parts:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    post: { responses: { '201': { description: made, content: { application/json: {} } } } }
`);

interface More extends Pick<Exchange, 'time'> {
  readonly source?: string;
  readonly authorization?: string;
}

type Step = readonly [
  method: string,
  url: string,
  status: number,
  body?: object | undefined,
  headers?: Readonly<Record<string, string>>,
  more?: More,
];

async function* capture(steps: readonly Step[]): AsyncGenerator<CaptureItem> {
  for (const [index, [method, url, status, body, headers, more]] of steps.entries()) {
    const { source = 'a.har', authorization, time } = more ?? {};
    const exchange: Exchange = {
      source,
      index,
      ...(time ? { time } : {}),
      request: {
        method,
        url: `http://localhost${url}`,
        headers: authorization === undefined ? {} : { authorization },
        body: NO_BODY,
      },
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

describe('order in captures that only looks wrong', () => {
  const gone = ['DELETE', '/things/7', 204] as const;
  const read = ['GET', '/things/7', 200, {}] as const;
  const at = (from: number, to = from): More => ({ time: { from, to } });

  test('A bulk deletion says nothing about the list itself', async () => {
    const bulk = ['DELETE', '/things', 200] as const;
    expect(await check(bulk, ['POST', '/things', 200], ['GET', '/things', 200, {}])).toEqual([]);
    expect(await check(MADE, bulk, ['GET', '/things/7', 404])).toEqual([]);
  });

  test('A deleted resource may come back by another way to create or to restore it', async () => {
    for (const back of ['/things', '/things/7/restore', '/things/bulk'])
      expect(await check(gone, ['POST', back, 200], read), back).toEqual([]);
    // What happens to its neighbours brings nothing back.
    expect(await check(gone, ['POST', '/things/8/restore', 200], read)).toHaveLength(1);
    expect(await check(gone, ['PUT', '/things/8', 200, {}], read)).toHaveLength(1);
  });

  test('An exchange is not judged by one in another capture', async () => {
    expect(await check(gone, ['GET', '/things/7', 200, {}, {}, { source: 'b.har' }])).toEqual([]);
    expect(await check(MADE, ['GET', '/things/7', 404, undefined, {}, { source: 'b.har' }])).toEqual([]);
  });

  test('An exchange is not judged by one that had not ended when it began', async () => {
    const slow = ['DELETE', '/things/7', 204, undefined, {}, at(1000, 1400)] as const;
    expect(await check(slow, ['GET', '/things/7', 200, {}, {}, at(1200, 1250)])).toEqual([]);
    expect(await check(slow, ['GET', '/things/7', 200, {}, {}, at(1400, 1450)])).toHaveLength(1);
  });

  test('An exchange is not judged by one of another caller', async () => {
    const by = (authorization: string): More => ({ authorization });
    const made = ['POST', '/things', 201, { id: 7 }, {}, by('Bearer a')] as const;
    expect(await check(made, ['GET', '/things/7', 404, undefined, {}, by('Bearer b')])).toEqual([]);
    expect(await check(made, ['GET', '/things/7', 404, undefined, {}, by('Bearer a')])).toHaveLength(1);
  });

  test('A deleted resource may stay readable in a state that says so', async () => {
    expect(await check(gone, ['GET', '/things/7', 200, { id: 7, deleted: true }])).toEqual([]);
    expect(await check(gone, ['GET', '/things/7', 200, { data: { id: 7, status: 'canceled' } }])).toEqual([]);
    expect(await check(['DELETE', '/things/7', 202], read)).toEqual([]);
    expect(await check(gone, ['GET', '/things/7', 200, { id: 7, deleted: false, status: 'open' }])).toHaveLength(1);
  });

  test('A part that was deleted by its query says nothing about the whole', async () => {
    expect(await check(['DELETE', '/things/7?version=2', 204], read)).toEqual([]);
    expect(await check(['DELETE', '/things/7?v=1', 204], ['GET', '/things/7?fields=id&v=1', 200, {}])).toHaveLength(1);
  });

  test('A next link whose page is refused to this client is not at fault', async () => {
    const first = ['GET', '/things', 200, { '@odata.nextLink': 'http://localhost/things?p=2' }] as const;
    for (const status of [401, 403, 429, 503]) expect(await check(first, ['GET', '/things?p=2', status])).toEqual([]);
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
