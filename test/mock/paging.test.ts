import { describe, expect, test } from 'vitest';
import { contractOf } from '../support/contract.js';
import { serve } from '../support/serve.js';

const odata = ({ next = "'@odata.nextLink': { type: string }", more = '', parameters = '' } = {}) => `openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: https://api.test/v1.0 }]
paths:
  /things:
    get:
      parameters: [${parameters}]
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: { type: object, required: [value], properties: { value: { type: array, items: { type: object, properties: { id: { type: string }, name: { type: string } } } }, ${next} }${more} }
              example: { value: [{ id: a, name: a }, { id: b, name: b }, { id: c, name: c }] ${next === '' ? '' : ", '@odata.nextLink': 'https://real.test/next'"} }
    post:
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { '201': { description: ok, content: { application/json: { schema: { type: object }, example: { id: '1', name: n } } } } }
  /things/{id}:
    get: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: { '200': { description: ok, content: { application/json: { example: { id: '1', name: n } } } } } }
    delete: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: { '204': { description: ok } } }
`;

interface Listing {
  readonly value: { name: string }[];
  readonly '@odata.nextLink'?: string;
  readonly '@odata.count'?: number;
}

async function stateful(document: string, items: number) {
  const { ask, server } = await serve(document, { stateful: true });
  const ids: string[] = [];
  for (let item = 1; item <= items; item += 1) {
    const { json } = await ask('POST /v1.0/things', { body: { name: `n${item}` } });
    ids.push((json as { id: string }).id);
  }
  const page = async (target: string) => {
    const answered = await ask(`GET ${target.replace(server.url, '')}`);
    return {
      ...answered,
      list: answered.json as Listing,
      names: (answered.json as Listing).value?.map(({ name }) => name),
    };
  };
  return { ask, server, page, ids };
}

describe('pages by OData', () => {
  test('A list is answered in pages of $top, whose links lead through all of it, on the server that was asked', async () => {
    const { page, server } = await stateful(odata(), 5);
    const first = await page('/v1.0/things?$top=2&$filter=x');
    expect(first.names).toEqual(['n1', 'n2']);
    expect(first.headers.get('sl-violations')).toBe(null);
    const link = first.list['@odata.nextLink'] ?? '';
    expect(link.startsWith(`${server.url}/v1.0/things?`)).toBe(true);
    expect(new URL(link).searchParams.get('$filter')).toBe('x');
    const second = await page(link);
    expect(second.names).toEqual(['n3', 'n4']);
    const last = await page(second.list['@odata.nextLink'] ?? '');
    expect([last.names, last.list['@odata.nextLink']]).toEqual([['n5'], undefined]);
  });

  test('No page misses an item where others are deleted or added between two pages', async () => {
    const { ask, page, ids } = await stateful(odata(), 4);
    const first = await page('/v1.0/things?$top=2');
    await ask(`DELETE /v1.0/things/${ids[0]}`);
    await ask(`DELETE /v1.0/things/${ids[2]}`);
    await ask('POST /v1.0/things', { body: { name: 'n5' } });
    expect((await page(first.list['@odata.nextLink'] ?? '')).names).toEqual(['n4', 'n5']);
  });

  test('A list of more than a hundred items has pages without being asked for, and $top is 999 at most', async () => {
    const { page } = await stateful(odata(), 102);
    const { names, list } = await page('/v1.0/things');
    expect([names.length, typeof list['@odata.nextLink']]).toEqual([100, 'string']);
    expect((await page(list['@odata.nextLink'] ?? '')).names).toEqual(['n101', 'n102']);
    expect((await page('/v1.0/things?$top=5000')).names).toHaveLength(102);
  });

  test('$skip and $count count where they are documented, and are skipped elsewhere', async () => {
    const parameters =
      '{ name: $skip, in: query, schema: { type: integer } }, { name: $count, in: query, schema: { type: boolean } }';
    const { page } = await stateful(odata({ parameters }), 5);
    const { names, list } = await page('/v1.0/things?$skip=1&$top=2&$count=true');
    expect([names, list['@odata.count']]).toEqual([['n2', 'n3'], 5]);
    const next = new URL(list['@odata.nextLink'] ?? '');
    expect(next.searchParams.has('$skip')).toBe(false);
    expect((await page(next.href)).names).toEqual(['n4', 'n5']);
    const other = await stateful(odata(), 3);
    const plain = await other.page('/v1.0/things?$skip=1&$count=true');
    expect([plain.names, plain.list['@odata.count']]).toEqual([['n1', 'n2', 'n3'], undefined]);
  });

  test('The documented list has pages too, and none of its links leads to the real service', async () => {
    const { page, server } = await stateful(odata(), 0);
    expect((await page('/v1.0/things')).list).toEqual({ value: expect.any(Array) });
    const first = await page('/v1.0/things?$top=2');
    expect(first.names).toEqual(['a', 'b']);
    expect(first.list['@odata.nextLink']).toBe(`${server.url}/v1.0/things?$top=2&$skiptoken=2`);
    expect((await page(first.list['@odata.nextLink'] ?? '')).names).toEqual(['c']);
  });

  test.each(['$top=-1', '$top=x', '$skiptoken=..%2F', '$skiptoken=99999999999', '$top='])(
    '%s is refused where lists have pages',
    async (query) => {
      const { page } = await stateful(odata(), 1);
      const { status, text } = await page(`/v1.0/things?${query}`);
      expect([status, text]).toEqual([422, expect.stringContaining(query.split('=')[0] ?? '')]);
    },
  );

  test('A list that documents no next link stays whole, and so does one that a link would break', async () => {
    const without = await stateful(odata({ next: '' }), 3);
    expect((await without.page('/v1.0/things?$top=1')).names).toHaveLength(3);
    const parameters = '{ name: $top, in: query, schema: { type: integer } }';
    const closed = await stateful(odata({ next: '', more: ', additionalProperties: false', parameters }), 3);
    const { names, headers } = await closed.page('/v1.0/things?$top=1');
    expect([names.length, headers.get('sl-violations')]).toEqual([3, null]);
    const open = await stateful(odata({ next: '', parameters }), 3);
    expect((await open.page('/v1.0/things?$top=1')).names).toEqual(['n1']);
  });

  test('A mock without a state answers the documented list, whatever is asked for', async () => {
    const { ask } = await serve(await contractOf(odata()));
    const { json } = await ask('GET /v1.0/things?$top=1');
    expect(json).toMatchObject({ value: [{}, {}, {}], '@odata.nextLink': 'https://real.test/next' });
  });
});

const numbered = (parameters: string) => `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /v1.0/things:
    get:
      parameters: [${parameters}]
      responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { type: object } }, example: [{ id: '1', name: n }] } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { '201': { description: ok, content: { application/json: { example: { id: '1', name: n } } } } }
`;

describe('pages by number', () => {
  const linksOf = (text: string | null) =>
    Object.fromEntries(
      [...(text ?? '').matchAll(/<([^>]*)>; rel="(\w+)"/g)].map(([, url = '', rel = '']) => [rel, url]),
    );

  test('A list whose document has page and a size is answered in pages, with links in Link', async () => {
    const { ask, server } = await stateful(
      numbered(
        '{ name: page, in: query, schema: { type: integer, default: 1 } }, { name: per_page, in: query, schema: { type: integer, default: 2 } }',
      ),
      5,
    );
    const first = await ask('GET /v1.0/things?page=1');
    expect((first.json as { name: string }[]).map(({ name }) => name)).toEqual(['n1', 'n2']);
    const links = linksOf(first.headers.get('link'));
    expect(links).toEqual({
      next: `${server.url}/v1.0/things?page=2&per_page=2`,
      first: `${server.url}/v1.0/things?page=1&per_page=2`,
      last: `${server.url}/v1.0/things?page=3&per_page=2`,
    });
    const last = await ask(`GET ${links.last?.replace(server.url, '')}`);
    expect((last.json as { name: string }[]).map(({ name }) => name)).toEqual(['n5']);
    expect(Object.keys(linksOf(last.headers.get('link'))).sort()).toEqual(['first', 'last', 'prev']);
  });

  test('A list whose document has offset and limit is answered from there on', async () => {
    const { ask, server } = await stateful(
      numbered(
        '{ name: offset, in: query, schema: { type: integer } }, { name: limit, in: query, schema: { type: integer } }',
      ),
      5,
    );
    const page = await ask('GET /v1.0/things?offset=1&limit=2');
    expect((page.json as { name: string }[]).map(({ name }) => name)).toEqual(['n2', 'n3']);
    expect(linksOf(page.headers.get('link')).next).toBe(`${server.url}/v1.0/things?offset=3&limit=2`);
  });

  test('A list whose document has neither stays whole', async () => {
    const { ask } = await stateful(numbered('{ name: page, in: query, schema: { type: integer } }'), 3);
    const { json, headers } = await ask('GET /v1.0/things?page=2&limit=1');
    expect([(json as object[]).length, headers.get('link')]).toEqual([3, null]);
  });
});
