/** A request as a test writes it. */
export interface Written {
  readonly method?: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** A document with what parts mocks: examples, generated bodies, errors, streams, links, files, forms. */
export const SHOP = `openapi: 3.2.0
info: { title: Shop, version: '1' }
servers: [{ url: /v1 }, { url: / }]
paths:
  /items:
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 50 } }
      responses:
        '200':
          description: ok
          headers: { X-Total: { required: true, schema: { type: integer }, example: 2 } }
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/item' } }
              examples:
                two: { value: [{ id: 1, name: Lamp }, { id: 2, name: Zürich €, code: AB-12 }] }
                none: { value: [] }
            application/xml: { schema: { type: array, xml: { name: items }, items: { $ref: '#/components/schemas/item' } }, example: [{ id: 1, name: Lamp }] }
            text/csv: { example: 'id,name' }
        '503': { description: down, content: { application/json: { example: { error: down } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/item' } } } }
      responses:
        '201': { description: made, headers: { Location: { schema: { type: string, format: uri } } }, content: { application/json: { schema: { $ref: '#/components/schemas/item' } } } }
        '422': { description: wrong, content: { application/problem+json: { schema: { type: object, properties: { title: { type: string } } } } } }
  /items/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      security: [{ key: [] }]
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/item' } } } }
        '404': { description: none }
        '401': { description: who }
    delete: { responses: { '204': { description: gone } } }
    patch:
      requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, required: [name], properties: { name: { type: string, maxLength: 5 } } } } } }
      responses: { '205': { description: reset }, '304': { description: same }, default: { description: else, content: { text/plain: { example: no } } } }
  /file:
    get: { responses: { '200': { description: ok, content: { image/png: { schema: { type: string, format: binary } } } } } }
    put:
      requestBody: { content: { multipart/form-data: { schema: { type: object, required: [note], properties: { note: { type: string }, file: { type: string, format: binary } } } } } }
      responses: { '200': { description: ok, content: { text/html: { example: '<p>ä</p>' } } } }
  /events:
    get:
      responses:
        '200':
          description: ok
          content:
            text/event-stream:
              itemSchema: { type: object, required: [data], properties: { id: { type: string }, data: { type: string } } }
              example: [{ id: '1', data: one }, { id: '2', data: 'zwei ü' }, { id: '3', data: three }]
            application/jsonl: { itemSchema: { type: object, properties: { n: { type: integer } } }, example: [{ n: 1 }, { n: 2 }] }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    item:
      type: object
      required: [id, name]
      properties:
        id: { type: integer, format: int64 }
        name: { type: string, minLength: 1 }
        code: { type: string, pattern: '^[A-Z]{2}-(\\d+)+$' }
`;

const json = (body: unknown, headers: Readonly<Record<string, string>> = {}) => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});

const form = (body: string) => ({
  method: 'PATCH',
  body,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});

const parts = (name: string) => ({
  method: 'PUT',
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
  body: `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\nä\r\n--x--\r\n`,
});

const prefer = (...preferences: readonly string[]) => ({ headers: { prefer: preferences.join(', ') } });

/** Requests to SHOP: good ones and wrong ones, one at least for each stage of a mock. */
export const REQUESTS: readonly Written[] = [
  { target: '/items' },
  { target: '/v1/items' },
  { target: '/items?limit=3' },
  { target: '/items?limit=0' },
  { target: '/items?limit=x&other=1' },
  { target: '/items', method: 'HEAD' },
  { target: '/items', ...prefer('example=none') },
  { target: '/items', ...prefer('example=two') },
  { target: '/items', ...prefer('example=three') },
  { target: '/items', ...prefer('code=503') },
  { target: '/items', ...prefer('code=418') },
  { target: '/items', ...prefer('dynamic=true') },
  { target: '/items?__dynamic=true&limit=2' },
  { target: '/items?__code=503' },
  { target: '/items?__server=http://elsewhere' },
  { target: '/items', headers: { accept: 'application/xml' } },
  { target: '/items', headers: { accept: 'text/csv' } },
  { target: '/items', headers: { accept: 'image/gif' } },
  { target: '/items', headers: { origin: 'https://page.example' } },
  {
    target: '/items',
    method: 'OPTIONS',
    headers: { origin: 'https://page.example', 'access-control-request-method': 'POST' },
  },
  { target: '/items', method: 'OPTIONS' },
  { target: '/items', method: 'PUT' },
  { target: '/items', ...json({ id: 1, name: 'Lamp' }) },
  { target: '/items', ...json({ id: 1, name: 'Zürich', code: 'AB-12' }) },
  { target: '/items', ...json({ id: 1, name: '', code: 'ab' }) },
  { target: '/items', ...json({ id: '1' }) },
  { target: '/items', ...json([]) },
  { target: '/items', ...json(null) },
  { target: '/items', ...json({ id: 1, name: 'Lamp' }, prefer('code=201', 'dynamic=true').headers) },
  { target: '/items', method: 'POST' },
  { target: '/items', method: 'POST', body: '{', headers: { 'content-type': 'application/json' } },
  { target: '/items', method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } },
  {
    target: '/items',
    method: 'POST',
    body: Uint8Array.of(0xff, 0xfe),
    headers: { 'content-type': 'application/json' },
  },
  { target: '/items', ...json({ id: 1, name: 'L' }, { 'content-encoding': 'identity' }) },
  { target: '/items', ...json({ id: 1, name: 'L' }, { 'content-encoding': 'gzip' }) },
  { target: '/items', ...json({ id: 1, name: 'x'.repeat(5_000) }) },
  { target: '/items/7', headers: { 'x-key': 'secret' } },
  { target: '/items/7' },
  { target: '/items/seven', headers: { 'x-key': 'secret' } },
  { target: '/items/7', headers: { 'x-key': 'secret', prefer: 'code=404' } },
  { target: '/items/7', method: 'DELETE' },
  { target: '/items/7', ...form('name=lamp') },
  { target: '/items/7', ...form('name=too+long') },
  { target: '/items/7', ...form('') },
  { target: '/items/7', ...form('name=lamp'), headers: { ...form('').headers, prefer: 'code=304' } },
  { target: '/items/7', ...form('name=lamp'), headers: { ...form('').headers, prefer: 'code=500' } },
  { target: '/file' },
  { target: '/file', method: 'HEAD' },
  { target: '/file', ...parts('note') },
  { target: '/file', ...parts('other') },
  { target: '/file', method: 'PUT', body: 'no parts', headers: { 'content-type': 'multipart/form-data' } },
  { target: '/events' },
  { target: '/events', headers: { 'last-event-id': '2' } },
  { target: '/events', headers: { 'last-event-id': '3' } },
  { target: '/events', headers: { accept: 'application/jsonl' } },
  { target: '/events', method: 'HEAD' },
  { target: '/events', ...prefer('pace=5') },
  { target: '/items', ...prefer('delay=5') },
  { target: '/items', ...prefer('fault=503') },
  { target: '/items', ...prefer('fault=error') },
  { target: '/nothing' },
  { target: '/' },
  { target: '/items/' },
  { target: '/items//7' },
  { target: '/items/%zz' },
  { target: '/it%65ms?limit=%33' },
];
