import type { Case, Suite } from '../case.js';
import { answers } from './document.js';

const ok = `{ '200': ${answers('ok')} }`;
const pet =
  '{ type: object, required: [name], properties: { name: { type: string, minLength: 2 }, age: { type: integer, minimum: 0 }, tags: { type: array, maxItems: 2, items: { type: string } } } }';

const operation = (path: string, body: string) => `  ${path}: { post: { requestBody: ${body}, responses: ${ok} } }\n`;
const json = (path: string, schema: string) =>
  operation(path, `{ content: { application/json: { schema: ${schema} } } }`);

const document = `openapi: 3.0.3
info: { title: Bodies, version: '1' }
paths:
  /none: { post: { responses: ${ok} }, get: { responses: ${ok} } }
${json('/json', pet)}\
${operation('/required', `{ required: true, content: { application/json: { schema: ${pet} } } }`)}\
${json('/closed', '{ type: object, additionalProperties: false, properties: { a: { type: integer } } }')}\
${json('/integer', '{ type: integer }')}\
${operation('/integer-required', '{ required: true, content: { application/json: { schema: { type: integer } } } }')}\
${json('/nullable', '{ type: object, properties: { a: { type: string, nullable: true, enum: [x, y] }, b: { type: integer, minimum: 1, exclusiveMinimum: true } } }')}\
${json('/one', '{ oneOf: [{ type: object, required: [a], properties: { a: { type: integer } } }, { type: object, required: [b], properties: { b: { type: integer } } }] }')}\
${json('/any', '{ anyOf: [{ type: string }, { type: integer }] }')}\
${json('/all', '{ allOf: [{ type: object, required: [a], properties: { a: { type: integer } } }, { type: object, required: [b], properties: { b: { type: integer } } }] }')}\
${json('/not', '{ not: { type: string } }')}\
${json('/unique', '{ type: array, uniqueItems: true, minItems: 1, items: { type: integer } }')}\
${json('/map', '{ type: object, maxProperties: 2, additionalProperties: { type: integer } }')}\
${json('/multiple', '{ type: number, multipleOf: 0.01 }')}\
${json('/formats', '{ type: object, properties: { mail: { type: string, format: email }, day: { type: string, format: date }, id: { type: string, format: uuid }, n: { type: integer, format: int32 }, b: { type: string, format: byte }, other: { type: string, format: made-up } } }')}\
${json('/read', '{ type: object, required: [id, name], properties: { id: { type: integer, readOnly: true }, name: { type: string } } }')}\
${json('/read-closed', '{ type: object, additionalProperties: false, properties: { id: { type: integer, readOnly: true }, name: { type: string } } }')}\
${json('/cycle', "{ $ref: '#/components/schemas/node' }")}\
${json('/pets', "{ oneOf: [{ $ref: '#/components/schemas/cat' }, { $ref: '#/components/schemas/dog' }], discriminator: { propertyName: kind } }")}\
${operation('/no-schema', '{ content: { application/json: {} } }')}\
${operation('/two', `{ content: { application/json: { schema: ${pet} }, application/xml: { schema: { type: string } } } }`)}\
${operation('/vendor', `{ content: { application/vnd.pet+json: { schema: ${pet} } } }`)}\
${operation('/star', `{ content: { '*/*': { schema: ${pet} } } }`)}\
${operation('/application', `{ content: { 'application/*': { schema: ${pet} } } }`)}\
${operation('/charset', `{ content: { application/json; charset=utf-8: { schema: ${pet} } } }`)}\
${operation('/text', '{ content: { text/plain: { schema: { type: string, maxLength: 3 } } } }')}\
${operation('/xml', '{ content: { application/xml: { schema: { type: object, required: [a], properties: { a: { type: integer } } } } } }')}\
${operation('/binary', '{ content: { application/octet-stream: { schema: { type: string, format: binary } } } }')}\
${operation('/form', `{ content: { application/x-www-form-urlencoded: { schema: ${pet} } } }`)}\
${operation('/form-closed', '{ content: { application/x-www-form-urlencoded: { schema: { type: object, additionalProperties: false, properties: { a: { type: integer } } } } } }')}\
${operation('/form-list', `{ content: { application/x-www-form-urlencoded: { schema: ${pet}, encoding: { tags: { style: form, explode: false } } } } }`)}\
${operation('/form-explode', `{ content: { application/x-www-form-urlencoded: { schema: ${pet}, encoding: { tags: { style: form, explode: true } } } } }`)}\
${operation('/form-reserved', `{ content: { application/x-www-form-urlencoded: { schema: ${pet}, encoding: { name: { style: form, allowReserved: true } } } } }`)}\
${operation('/upload-reserved', '{ content: { multipart/form-data: { schema: { type: object, properties: { note: { type: string } } }, encoding: { note: { contentType: text/plain, style: form } } } } }')}\
${operation('/upload', '{ content: { multipart/form-data: { schema: { type: object, required: [file], properties: { file: { type: string, format: binary }, note: { type: string, maxLength: 5 }, count: { type: integer }, meta: { type: object, properties: { a: { type: integer } } } } } } } }')}\
components:
  schemas:
    node: { type: object, required: [v], properties: { v: { type: integer }, next: { $ref: '#/components/schemas/node' } } }
    cat: { type: object, required: [kind], properties: { kind: { type: string }, lives: { type: integer } } }
    dog: { type: object, required: [kind], properties: { kind: { type: string }, bark: { type: boolean } } }
`;

const type = (value: string) => ({ 'Content-Type': value });
const post = (name: string, path: string, body: string | Uint8Array, headers: Record<string, string>): Case => ({
  name: `body: ${name}`,
  request: `POST ${path}`,
  body,
  headers,
});
const sent = (name: string, path: string, value: unknown): Case =>
  post(name, path, JSON.stringify(value), type('application/json'));
const form = (name: string, path: string, body: string): Case =>
  post(name, path, body, type('application/x-www-form-urlencoded'));
const part = (disposition: string, content: string, more = '') =>
  `--XX\r\nContent-Disposition: form-data; ${disposition}\r\n${more}\r\n${content}\r\n`;
const upload = (name: string, ...parts: string[]): Case =>
  post(name, '/upload', `${parts.join('')}--XX--\r\n`, type('multipart/form-data; boundary=XX'));
const file = part('name="file"; filename="a.bin"', 'bytes', 'Content-Type: application/octet-stream\r\n');

export const bodies: readonly Suite[] = [
  {
    theme: 'request bodies',
    document,
    cases: [
      sent('valid', '/json', { name: 'Rex', age: 3 }),
      sent('a wrong type', '/json', { name: 'Rex', age: 'x' }),
      sent('numbers are not coerced', '/json', { name: 'Rex', age: '3' }),
      sent('below a minimum', '/json', { name: 'Rex', age: -1 }),
      sent('a required member is missing', '/json', {}),
      sent('a member of a member', '/json', { name: 'Rex', tags: ['a', 1] }),
      sent('three faults', '/json', { name: 'R', age: -1, tags: ['a', 'b', 'c'] }),
      sent('an unknown member', '/json', { name: 'Rex', more: 1 }),
      sent('an unknown member of a closed object', '/closed', { b: 1 }),
      sent('an array for an object', '/json', []),
      sent('null for an object', '/json', null),
      { name: 'body: missing and optional', request: 'POST /json' },
      { name: 'body: missing and optional, with a type', request: 'POST /json', headers: type('application/json') },
      { name: 'body: empty and optional', request: 'POST /json', body: '', headers: type('application/json') },
      { name: 'body: missing and required', request: 'POST /required' },
      { name: 'body: empty and required', request: 'POST /required', body: '', headers: type('application/json') },
      sent('0', '/integer', 0),
      sent('0 and required', '/integer-required', 0),
      sent('null for a nullable enum of 3.0', '/nullable', { a: null }),
      sent('not of a nullable enum', '/nullable', { a: 'z' }),
      sent('exclusiveMinimum of 3.0', '/nullable', { b: 1 }),
      sent('one of two', '/one', { a: 1 }),
      sent('both of one', '/one', { a: 1, b: 1 }),
      sent('none of one', '/one', {}),
      sent('any of two', '/any', 1),
      sent('none of any', '/any', true),
      sent('all of two', '/all', { a: 1, b: 2 }),
      sent('only one of all', '/all', { a: 1 }),
      sent('not', '/not', 1),
      sent('not, violated', '/not', 'x'),
      sent('unique items', '/unique', [1, 1]),
      sent('too few items', '/unique', []),
      sent('a map', '/map', { a: 1 }),
      sent('a map with a wrong member', '/map', { a: 'x' }),
      sent('a map too large', '/map', { a: 1, b: 2, c: 3 }),
      sent('a multiple of 0.01', '/multiple', 0.07),
      sent('not a multiple of 0.01', '/multiple', 0.075),
      sent('an email that is none', '/formats', { mail: 'x' }),
      sent('a date that is none', '/formats', { day: '2020-13-01' }),
      sent('a uuid that is none', '/formats', { id: 'x' }),
      sent('an int32 that is too large', '/formats', { n: 3_000_000_000 }),
      sent('a byte string that is not base64', '/formats', { b: '%%%' }),
      sent('an unknown format', '/formats', { other: 'x' }),
      sent('a required readOnly member is missing', '/read', { name: 'Rex' }),
      sent('a readOnly member is sent', '/read', { id: 1, name: 'Rex' }),
      sent('a readOnly member is sent to a closed object', '/read-closed', { id: 1 }),
      sent('a cyclic schema', '/cycle', { v: 1, next: { v: 2, next: { v: 3 } } }),
      sent('a cyclic schema, wrong in depth', '/cycle', { v: 1, next: { v: 2, next: { v: 'x' } } }),
      sent('branches distinguished by a discriminator', '/pets', { kind: 'cat', lives: 9 }),
      sent('no schema', '/no-schema', { what: 'ever' }),
      sent('no body is documented', '/none', { a: 1 }),
      { name: 'body: none is documented, none is sent', request: 'POST /none' },
      { name: 'body: of a GET', request: 'GET /none', body: '{}', headers: type('application/json') },
      post('a type that is not documented', '/json', '<a/>', type('application/xml')),
      post('a type that is not documented, of a required body', '/required', 'x', type('text/plain')),
      post('without a type', '/json', '{"name":"Rex"}', {}),
      post('wrong and without a type', '/json', '{"name":1}', {}),
      post('type in capitals', '/json', '{"name":"Rex"}', type('Application/JSON')),
      post('with a charset', '/json', '{"name":"Rex"}', type('application/json; charset=utf-8')),
      post('a documented charset', '/charset', '{"name":"Rex"}', type('application/json')),
      post('a suffix where JSON is documented', '/json', '{"name":"Rex"}', type('application/vnd.pet+json')),
      post('JSON where a suffix is documented', '/vendor', '{"name":"Rex"}', type('application/json')),
      post('a suffix, wrong', '/vendor', '{"name":1}', type('application/vnd.pet+json')),
      post('another suffix', '/vendor', '{"name":"Rex"}', type('application/vnd.dog+json')),
      post('any type', '/star', '{"name":"Rex"}', type('application/json')),
      post('any type, wrong', '/star', '{"name":1}', type('application/json')),
      post('any application type', '/application', '{"name":"Rex"}', type('application/json')),
      post('any application type, a text', '/application', 'x', type('text/plain')),
      post('the second of two types', '/two', '<a/>', type('application/xml')),
      post('none of two types', '/two', 'x', type('text/csv')),
      post('a text', '/text', 'abc', type('text/plain')),
      post('a text too long', '/text', 'abcd', type('text/plain')),
      post('a text of UTF-8', '/text', 'üüü', type('text/plain; charset=utf-8')),
      post('XML', '/xml', '<a>1</a>', type('application/xml')),
      post('binary', '/binary', new Uint8Array([0, 255, 254, 1]), type('application/octet-stream')),
      form('form', '/form', 'name=Rex&age=3'),
      form('form with plus and escapes', '/form', 'name=R+e%20x'),
      form('form, wrong', '/form', 'name=Rex&age=x'),
      form('form, a required member is missing', '/form', 'age=3'),
      form('form, an array without encoding', '/form', 'name=Rex&tags=a&tags=b'),
      form('form, an unknown member', '/form', 'name=Rex&more=1'),
      form('form, an unknown member of a closed object', '/form-closed', 'a=1&b=1'),
      form('form, a list', '/form-list', 'name=Rex&tags=a,b'),
      form('form, a list too long', '/form-list', 'name=Rex&tags=a,b,c'),
      form('form, exploded', '/form-explode', 'name=Rex&tags=a&tags=b'),
      form('form, exploded, too many', '/form-explode', 'name=Rex&tags=a&tags=b&tags=c'),
      form('form, reserved characters', '/form-list', 'name=Rex&tags=a/b'),
      form('form, reserved characters allowed', '/form-reserved', 'name=a/b'),
      form('form, empty', '/form', ''),
      post('form where JSON is documented', '/json', 'name=Rex', type('application/x-www-form-urlencoded')),
      upload('upload of a file', file),
      upload('upload of a file and a note', file, part('name="note"', 'hi')),
      upload('upload with a note too long', file, part('name="note"', 'too long')),
      upload('upload with a number', file, part('name="count"', '3')),
      upload('upload with a wrong number', file, part('name="count"', 'x')),
      upload('upload without the file', part('name="note"', 'hi')),
      upload('upload with a JSON part', file, part('name="meta"', '{"a":1}', 'Content-Type: application/json\r\n')),
      post(
        'upload, reserved characters',
        '/upload-reserved',
        `${part('name="note"', 'a/b?c')}--XX--\r\n`,
        type('multipart/form-data; boundary=XX'),
      ),
      post('upload without a boundary', '/upload', `${file}--XX--\r\n`, type('multipart/form-data')),
    ],
  },
];
