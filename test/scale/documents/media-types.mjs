// In the manner of file stores and messaging: forms, parts, XML, texts, bytes, streams, ranges of media types and of
// statuses.
import { answer, createDocument, json, list, named, nameOf, object, times } from './made.mjs';

const text = { type: 'string' };
const count = { type: 'integer', minimum: 0 };
const bytes = { type: 'string', format: 'binary' };

/** OpenAPI 3.0: each kind of body, in both directions, for each of many names. */
export function mediaTypes() {
  const document = createDocument('3.0.3', 'Media types');
  const { schemas } = document.root.components;
  times(5, (index) => {
    const name = nameOf(index);
    schemas.Sides = object({ id: { ...count, readOnly: true }, secret: { ...text, writeOnly: true }, name: text });
    schemas[name] = {
      ...object({ id: count, name: text, tags: list(text), at: { type: 'string', format: 'date-time' } }, [
        'id',
        'name',
        'tags',
      ]),
      xml: { name: name.toLowerCase() },
    };
    for (const [kind, [node, request]] of Object.entries(operationsOf(name)))
      document.add(`POST /${name}/${kind}`, { operationId: `${name}${kind}`, ...node }, request);
  });
  return document.whole('media-types');
}

const content = (...entries) => ({
  content: Object.fromEntries(
    entries.map(([type, schema, more]) => [type, { ...(schema ? { schema } : {}), ...more }]),
  ),
});
const typed = (type, body) => ({ headers: { 'content-type': type }, body });
const parts = (...fields) =>
  typed(
    'multipart/form-data; boundary=fence',
    `${fields.map(([head, body]) => `--fence\r\ncontent-disposition: form-data; ${head}\r\n\r\n${body}\r\n`).join('')}--fence--\r\n`,
  );

function operationsOf(name) {
  const item = named(name);
  const ok = (...entries) => ({ responses: { 200: answer('ok', content(...entries)) } });
  return {
    form: [
      {
        requestBody: {
          required: true,
          ...content([
            'application/x-www-form-urlencoded',
            object({ id: count, on: { type: 'boolean' }, tags: list(text) }, ['id']),
          ]),
        },
        ...ok(['application/x-www-form-urlencoded', object({ id: count, name: text, tags: list(text) })]),
      },
      typed('application/x-www-form-urlencoded', 'id=7&on=true&tags=a&tags=b'),
    ],
    parts: [
      {
        requestBody: {
          required: true,
          ...content([
            'multipart/form-data',
            object({ meta: item, file: bytes, files: list(bytes), note: text }, ['meta', 'file']),
            { encoding: { meta: { contentType: 'application/json' }, file: { contentType: 'image/png, image/*' } } },
          ]),
        },
        ...ok(['multipart/mixed', object({ meta: object({ id: count }), note: text })]),
      },
      parts(
        ['name="meta"\r\ncontent-type: application/json', '{"id":1,"name":"a","tags":[]}'],
        ['name="file"; filename="a.png"\r\ncontent-type: image/png', 'PNG'],
        ['name="files"; filename="b"', 'b'],
        ['name="files"; filename="c"', 'c'],
      ),
    ],
    xml: [
      {
        requestBody: content(['application/xml', item], ['application/json', item]),
        ...ok(['application/xml', item], ['text/xml', item], ['application/atom+xml', object({ entry: list(text) })]),
      },
      typed(
        'application/xml',
        `<${name.toLowerCase()}><id>7</id><name>a</name><tags>x</tags><tags>y</tags></${name.toLowerCase()}>`,
      ),
    ],
    xmlHints: [
      ok([
        'application/xml',
        {
          type: 'object',
          xml: { name: 'shelf', namespace: 'https://example.org/shelf', prefix: 's' },
          required: ['id', 'books'],
          properties: {
            id: { type: 'integer', xml: { attribute: true } },
            books: {
              type: 'array',
              xml: { wrapped: true, name: 'all' },
              items: { type: 'string', xml: { name: 'book' } },
              minItems: 1,
            },
          },
        },
      ]),
    ],
    text: [
      {
        requestBody: content(['text/plain', { type: 'string', minLength: 2, pattern: '^[a-z ]+$' }]),
        ...ok(['text/plain', { type: 'string', maxLength: 9 }]),
      },
      typed('text/plain', 'some words'),
    ],
    numberAsText: [{ ...ok(['text/plain', { type: 'integer', minimum: 3 }]) }],
    html: [{ ...ok(['text/html', text, { example: '<p>a</p>' }], ['text/css'], ['application/javascript', text]) }],
    bytes: [
      {
        requestBody: content(['application/octet-stream', bytes]),
        ...ok(
          ['application/octet-stream', bytes],
          ['image/png', bytes],
          ['application/pdf', { type: 'string', format: 'byte' }],
        ),
      },
      typed('application/octet-stream', 'abc'),
    ],
    lines: [
      {
        ...ok(
          ['application/x-ndjson', item],
          ['application/jsonl', list(item, { minItems: 2 })],
          ['application/json-seq', item],
          ['text/event-stream', item],
          ['text/csv', list(object({ id: count, name: text }), { minItems: 1 })],
          ['text/tab-separated-values', text],
        ),
      },
    ],
    linesWithExamples: [
      {
        ...ok(
          [
            'application/x-ndjson',
            item,
            {
              example: [
                { id: 1, name: 'a', tags: [] },
                { id: 2, name: 'b', tags: ['x'] },
              ],
            },
          ],
          ['text/event-stream', object({ id: count }), { example: [{ id: 1 }] }],
          ['text/csv', text, { example: 'id,name\n1,a\n' }],
        ),
      },
    ],
    ranges: [
      {
        requestBody: content(['application/*', {}], ['*/*', text]),
        ...ok(['application/*', item], ['text/*', text], ['image/*', bytes]),
      },
      typed('application/json', '{}'),
    ],
    anything: [
      {
        requestBody: content(['*/*', {}]),
        responses: { 200: answer('any', content(['*/*', item])), default: answer('any', content(['*/*', {}])) },
      },
      typed('text/plain', 'x'),
    ],
    vendor: [
      {
        requestBody: content(
          [`application/vnd.${name.toLowerCase()}.v2+json`, item],
          ['application/merge-patch+json', object({ name: text }, [])],
        ),
        ...ok(
          [`application/vnd.${name.toLowerCase()}.v2+json`, item],
          ['application/hal+json; charset=utf-8', item],
          ['application/json;odata=minimal', item],
          ['application/json;odata=full', list(item)],
        ),
      },
      typed('application/merge-patch+json', '{"name":"b"}'),
    ],
    defaultOnly: [{ responses: { default: answer('whatever comes', json(item)) } }],
    rangeOnly: [
      {
        responses: {
          '2XX': answer('good', json(item)),
          '4XX': answer('bad', content(['application/problem+json', object({ title: text, status: count })])),
          '5XX': answer('worse'),
        },
      },
    ],
    rangeBeside: [
      {
        responses: {
          202: answer('taken'),
          '2XX': answer('good', json(list(item))),
          default: answer('bad', json(item)),
        },
      },
    ],
    nothing: [{ responses: { 204: answer('done'), 205: answer('reset'), 304: answer('same'), 404: answer('gone') } }],
    redirect: [
      {
        responses: {
          302: answer(
            'elsewhere',
            {},
            { Location: { required: true, schema: { type: 'string', format: 'uri-reference' } } },
          ),
          303: answer('see'),
        },
      },
    ],
    errorsOnly: [
      {
        responses: {
          400: answer('bad', json(item)),
          503: answer('later', json(item), { 'Retry-After': { schema: { type: 'integer', minimum: 1 } } }),
        },
      },
    ],
    noContent: [
      { responses: { 200: { description: 'nothing said' }, 201: { description: 'an empty map', content: {} } } },
    ],
    noSchema: [{ ...ok(['application/json'], ['application/xml']) }],
    headers: [
      {
        parameters: [
          { name: 'session', in: 'cookie', required: true, schema: { type: 'string', minLength: 2 } },
          { name: 'filters', in: 'cookie', schema: list(count), explode: false },
          { name: 'x-list', in: 'header', schema: list(count) },
          { name: 'x-object', in: 'header', explode: true, schema: object({ a: count, b: text }) },
          { name: 'x-json', in: 'header', ...content(['application/json', object({ a: count })]) },
        ],
        responses: {
          200: answer('ok', json(item), {
            'X-List': { required: true, schema: list(count, { minItems: 1 }) },
            'X-Object': {
              required: true,
              explode: true,
              schema: object({ a: count, b: { type: 'string', pattern: '^[a-z]+$' } }),
            },
            'X-Json': { required: true, ...content(['application/json', object({ a: count, b: list(text) })]) },
            'Set-Cookie': { required: true, schema: { type: 'string', pattern: '^session=' } },
            ETag: { schema: { type: 'string' }, example: '"7"' },
            Link: { schema: { type: 'string' } },
            'X-At': { required: true, schema: { type: 'string', format: 'date-time' } },
            'X-On': { required: true, schema: { type: 'boolean' } },
            'Content-Type': { schema: { type: 'string', enum: ['never'] } },
          }),
        },
      },
      { headers: { cookie: 'session=ab; filters=1,2', 'x-list': '1,2', 'x-object': 'a=1,b=x', 'x-json': '{"a":1}' } },
    ],
    embedded: [
      {
        parameters: [
          { name: 'where', in: 'query', required: true, ...content(['application/json', object({ a: count })]) },
        ],
        ...ok(['application/json', { type: 'string' }], ['application/problem+json', object({ title: text })]),
      },
      { target: `/${name}/embedded?where=%7B%22a%22%3A1%7D` },
    ],
    examples: [
      {
        ...ok(
          [
            'application/json',
            item,
            {
              examples: {
                one: { value: { id: 1, name: 'a', tags: [] } },
                two: { summary: 'no value' },
                three: { value: { id: 3, name: 'c', tags: ['x'] } },
              },
            },
          ],
          [
            'application/xml',
            item,
            { example: `<${name.toLowerCase()}><id>1</id><name>a</name><tags>x</tags></${name.toLowerCase()}>` },
          ],
        ),
      },
    ],
    sides: [
      {
        requestBody: { required: true, ...json({ $ref: '#/components/schemas/Sides' }) },
        responses: { 200: answer('ok', json({ $ref: '#/components/schemas/Sides' })) },
      },
      { body: { secret: 's', name: 'a' } },
    ],
    boolean: [{ ...ok(['application/json', { type: 'boolean' }], ['text/plain', { type: 'boolean' }]) }],
  };
}
