import type { Case, Suite } from '../case.js';

const boat = '{ type: object, required: [name], properties: { name: { type: string }, masts: { type: integer } } }';

const document = `openapi: 3.0.3
info: { title: Behind a proxy, version: '1' }
paths:
  /boats:
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
        - { name: old, in: query, deprecated: true, schema: { type: string } }
      responses:
        '200': { description: ok, content: { application/json: { schema: ${boat}, example: { name: mocked } } } }
        '404': { description: none, content: { application/json: { example: { is: documented } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: ${boat} } } }
      responses: { '201': { description: made } }
  /locked: { get: { security: [{ key: [] }], responses: { '200': { description: ok } } } }
  /old: { get: { deprecated: true, responses: { '200': { description: ok } } } }
  /refusing:
    get:
      parameters: [{ name: need, in: query, required: true, schema: { type: string } }]
      responses: { '200': { description: ok }, '422': { description: wrong, content: { application/json: { example: { is: documented } } } } }
components: { securitySchemes: { key: { type: http, scheme: bearer } } }
`;

type Headers = Readonly<Record<string, string>>;

/** How the service answers: with its status, its body and its type, all in headers that neither document describes. */
const answering = (status: number, body = '', type = 'application/json'): Headers => ({
  'X-Status': String(status),
  'X-Type': encodeURIComponent(type),
  'X-Body': encodeURIComponent(body),
});
const get = (name: string, path: string, answer: Headers, headers: Headers = {}): Case => ({
  name,
  request: `GET ${path}`,
  headers: { ...answer, ...headers },
});
const post = (name: string, path: string, answer: Headers, body: string, type = 'application/json'): Case => ({
  name,
  request: `POST ${path}`,
  headers: { ...answer, 'Content-Type': type },
  body,
});

const fine = answering(200, '{"name":"Argo"}');
const wrong = answering(200, '{"name":7}');
const html = answering(200, '<p>a</p>', 'text/html');

const requests = (prefix: string): readonly Case[] =>
  [
    get('a valid exchange', '/boats', fine),
    get('a wrong query parameter', '/boats?limit=x', fine),
    get('a deprecated parameter', '/boats?old=x', fine),
    get('a path that is not documented', '/nothing', answering(200, '{}')),
    get('a deprecated operation', '/old', answering(200)),
    { name: 'another method', request: 'DELETE /boats', headers: answering(204) },
    get('credentials are missing', '/locked', answering(200)),
    get('credentials are there', '/locked', answering(200), { Authorization: 'Bearer a' }),
    get('a wrong answer', '/boats', wrong),
    get('a wrong request and a wrong answer', '/boats?limit=x', wrong),
    get('an answer that lacks a member', '/boats', answering(200, '{}')),
    get('a status that is not documented', '/boats', answering(202, '{"name":"Argo"}')),
    get('an error that is not documented', '/boats', answering(418, '{"name":"Argo"}')),
    get('a documented error', '/boats', answering(404, '{"is":"real"}')),
    get('a media type that is not documented', '/boats', answering(200, 'text', 'text/plain')),
    get('an answer without a body', '/boats', answering(200, '')),
    get('an answer for which no body is documented', '/old', html),
    get('a redirect', '/boats', answering(302), { 'X-Location': '%2Felsewhere' }),
    get('an error of the service', '/boats', answering(500, 'down', 'text/plain')),
    get('501 of the service', '/boats', answering(501)),
    get('a request with a documented refusal', '/refusing', answering(200)),
    post('a valid body', '/boats', answering(201), '{"name":"Argo"}'),
    post('a wrong body', '/boats', answering(201), '{"name":7}'),
    post('a body of another type', '/boats', answering(201), 'name=Argo', 'application/x-www-form-urlencoded'),
    post('a body where none is documented', '/old', answering(200), '{}'),
    { ...get('a GET with a body', '/boats', fine, { 'Content-Type': 'application/json' }), body: '{}' },
    get('a service that breaks off', '/boats', { 'X-Broken': '1' }),
    get('an answer that is not the JSON it says', '/boats', answering(200, '{"name":')),
    get('a request of another page', '/boats', fine, { Origin: 'https://app.example' }),
    { name: 'a HEAD', request: 'HEAD /boats', headers: fine },
  ].map((one) => ({ ...one, name: `${prefix}: ${one.name}` }));

/** Requests that go through the proxies of both. */
export const proxied: readonly Suite[] = [
  { theme: 'the proxy', document, cases: requests('proxy') },
  { theme: 'the proxy with --errors', document, options: { errors: true }, cases: requests('proxy --errors') },
];
