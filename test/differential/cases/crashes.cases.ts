import type { CrashSuite } from '../case.js';
import { answers } from './document.js';

const ok = `{ '200': ${answers('ok')} }`;
const get = (path: string, parameter: string) =>
  `  ${path}: { get: { parameters: [${parameter}], responses: ${ok} } }\n`;
const ints = '{ type: array, items: { type: integer } }';
const point = '{ type: object, properties: { x: { type: integer }, y: { type: integer } }, required: [x] }';
const path = (style: string, schema: string) => `{ name: p, in: path, required: true, ${style}schema: ${schema} }`;

const document = `openapi: 3.0.3
info: { title: What stops Prism, version: '1' }
paths:
  /pets:
    get: { responses: ${ok} }
    post: { requestBody: { content: { application/json: { schema: { type: object } } } }, responses: ${ok} }
    put: { requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { a: { type: string } } } } } }, responses: ${ok} }
    patch:
      requestBody: { content: { application/json: { schema: { type: object, properties: { a: { type: string, enum: [ä, 日本] } } } } } }
      responses: { '200': ${answers('ok')}, '422': ${answers('wrong')} }
${get('/label/{p}', path('style: label, ', '{ type: integer }'))}\
${get('/matrix/{p}', path('style: matrix, ', '{ type: integer }'))}\
${get('/label-array/{p}', path('style: label, ', ints))}\
${get('/matrix-array/{p}', path('style: matrix, ', ints))}\
${get('/array/{p}', path('', ints))}\
${get('/object/{p}', path('', point))}\
${get('/object-explode/{p}', path('explode: true, ', point))}\
${get('/pipe', '{ name: p, in: query, style: pipeDelimited, explode: false, schema: { type: string } }')}\
${get('/space', '{ name: p, in: query, style: spaceDelimited, explode: false, schema: { type: string } }')}\
  /header: { get: { responses: { '200': { description: ok, headers: { X-H: { schema: { type: array, items: { type: integer } }, example: [1, 2] } } } } } }
`;

const type = (value: string) => ({ 'Content-Type': value });
const multipart = type('multipart/form-data; boundary=XX');

export const crashes: CrashSuite = {
  document,
  cases: [
    { name: 'an invalid Accept', request: 'GET /pets', headers: { Accept: 'garbage' }, statuses: [200, 400, 406] },
    {
      name: 'an invalid Content-Type, without a body',
      request: 'GET /pets',
      headers: type('garbage'),
      statuses: [200, 400, 415],
    },
    {
      name: 'an invalid Content-Type',
      request: 'POST /pets',
      headers: type('garbage'),
      body: '{}',
      statuses: [400, 415],
    },
    {
      name: 'malformed JSON',
      request: 'POST /pets',
      headers: type('application/json'),
      body: '{"a":',
      statuses: [400],
    },
    {
      name: 'JSON that is not UTF-8',
      request: 'POST /pets',
      headers: type('application/json'),
      body: new Uint8Array([0x22, 0xff, 0x22]),
      statuses: [400],
    },
    {
      name: 'a body over the limit',
      request: 'POST /pets',
      headers: type('application/json'),
      body: `"${'x'.repeat(11 * 1024 * 1024)}"`,
      statuses: [413],
    },
    {
      name: 'a malformed part header',
      request: 'PUT /pets',
      headers: multipart,
      body: '--XX\r\nnonsense\r\n\r\nx\r\n--XX--\r\n',
      statuses: [400, 415, 422],
    },
    {
      name: 'a part without an end',
      request: 'PUT /pets',
      headers: multipart,
      body: '--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\nx',
      statuses: [400, 415, 422],
    },
    {
      name: 'violations that are not Latin-1',
      request: 'PATCH /pets',
      headers: type('application/json'),
      body: '{"a":"ö"}',
      statuses: [422],
    },
    { name: 'a label without its dot', request: 'GET /label/5', statuses: [400, 422] },
    { name: 'a matrix without its prefix', request: 'GET /matrix/5', statuses: [400, 422] },
    { name: 'a label array', request: 'GET /label-array/.1,2', statuses: [200] },
    { name: 'a label array, one of them wrong', request: 'GET /label-array/.1,x', statuses: [422] },
    { name: 'a matrix array', request: 'GET /matrix-array/;p=1,2', statuses: [200] },
    { name: 'a simple array', request: 'GET /array/1,2', statuses: [200] },
    { name: 'a simple array, one of them wrong', request: 'GET /array/1,x', statuses: [422] },
    { name: 'a simple object', request: 'GET /object/x,1,y,2', statuses: [200] },
    { name: 'a simple object, one of them wrong', request: 'GET /object/x,1,y,b', statuses: [422] },
    { name: 'an exploded object', request: 'GET /object-explode/x=1,y=2', statuses: [200] },
    { name: 'an exploded object, one of them wrong', request: 'GET /object-explode/x=a,y=2', statuses: [422] },
    { name: 'pipes in a parameter that is not an array', request: 'GET /pipe?p=a%7Cb', statuses: [200] },
    { name: 'spaces in a parameter that is not an array', request: 'GET /space?p=a%20b', statuses: [200] },
    { name: 'a response header that is an array', request: 'GET /header', statuses: [200] },
  ],
};
