import { describe, expect, test } from 'vitest';
import { type Asking, serve } from '../support/serve.js';

const ok = "responses: { '200': { description: ok, content: { application/json: { example: fine } } } }";
const parameter = (name: string, more: string) =>
  `  /${name}/{p}: { get: { parameters: [{ name: p, in: path, required: true, ${more} }], ${ok} } }`;

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /json: { get: { ${ok} }, post: { requestBody: { content: { application/json: { schema: { type: object } } } }, ${ok} } }
  /form: { post: { requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { a: { type: string } } } } } }, ${ok} } }
  /header: { get: { responses: { '200': { description: ok, headers: { X-Object: { schema: { type: object, properties: { a: { type: integer } } } }, X-List: { schema: { type: array, items: { type: integer, default: 3 } } } }, content: { application/json: { example: fine } } } } } }
  /piped: { get: { parameters: [{ name: q, in: query, style: pipeDelimited, schema: { type: string } }], ${ok} } }
  /spaced: { get: { parameters: [{ name: q, in: query, style: spaceDelimited, schema: { type: integer } }], ${ok} } }
  /letters: { get: { parameters: [{ name: q, in: query, required: true, schema: { type: string, enum: [日本] } }], responses: { '200': { description: ok }, '400': { description: bad, content: { application/json: { example: { e: 1 } } } } } } }
${parameter('list', 'schema: { type: array, items: { type: integer } }')}
${parameter('object', 'schema: { type: object, properties: { a: { type: integer } } }')}
${parameter('label', 'style: label, schema: { type: integer }')}
${parameter('matrix', 'style: matrix, schema: { type: integer }')}
`;

const multipart = { 'content-type': 'multipart/form-data; boundary=b0' };

/** Requests that Prism 5.16 never answers, or that end its process. */
const CASES: readonly (Asking & { readonly name: string; readonly request: string; readonly status: number })[] = [
  {
    name: 'JSON that breaks off',
    request: 'POST /json',
    headers: { 'content-type': 'application/json' },
    body: '{"a":',
    status: 400,
  },
  {
    name: 'an Accept header that is no media range',
    request: 'GET /json',
    headers: { accept: 'garbage' },
    status: 406,
  },
  {
    name: 'a Content-Type that is no media type, on a GET',
    request: 'GET /json',
    headers: { 'content-type': 'garbage' },
    status: 200,
  },
  {
    name: 'a Content-Type that is no media type, with a body',
    request: 'POST /json',
    headers: { 'content-type': 'garbage' },
    body: '{}',
    status: 415,
  },
  {
    name: 'a multipart part with broken headers',
    request: 'POST /form',
    headers: multipart,
    body: '--b0\r\ngarbage\r\n\r\nx\r\n--b0--\r\n',
    status: 400,
  },
  {
    name: 'a multipart body with a file',
    request: 'POST /form',
    headers: multipart,
    body: '--b0\r\nContent-Disposition: form-data; name="a"; filename="f"\r\n\r\nx\r\n--b0--\r\n',
    status: 200,
  },
  { name: 'a response header that is an object', request: 'GET /header', status: 200 },
  { name: 'a delimited parameter that is no list', request: 'GET /piped?q=a|b', status: 200 },
  { name: 'another of them', request: 'GET /spaced?q=7', status: 200 },
  { name: 'a violation in letters that no header can carry', request: 'GET /letters?q=x', status: 400 },
  { name: 'a label without its dot', request: 'GET /label/5', status: 422 },
  { name: 'a matrix without its semicolon', request: 'GET /matrix/5', status: 422 },
  { name: 'a list in a path', request: 'GET /list/1,2', status: 200 },
  { name: 'a list in a path, invalid', request: 'GET /list/1,x', status: 422 },
  { name: 'an object in a path', request: 'GET /object/a,1', status: 200 },
  { name: 'an object in a path, invalid', request: 'GET /object/a,x', status: 422 },
];

describe('what Prism never answers, or what ends it', () => {
  test.each(CASES)('$name', async ({ request, status, headers, body }) => {
    const { ask } = await serve(DOCUMENT);
    const answered = await ask(request, { ...(headers ? { headers } : {}), ...(body === undefined ? {} : { body }) });
    expect(answered.status).toBe(status);
    expect((await ask('GET /json')).status).toBe(200);
  });
});
