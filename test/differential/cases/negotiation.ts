import type { Suite } from '../case.js';

const document = `openapi: 3.1.0
info: { title: Negotiation, version: '1' }
paths:
  /pets:
    get:
      responses:
        '404': { description: none, content: { application/json: { examples: { gone: { value: { e: gone } }, never: { value: { e: never } } } } } }
        '201': { description: made, content: { application/json: { example: { is: made } } } }
        '200':
          description: ok
          content:
            application/json:
              schema: { type: object, properties: { n: { type: integer } } }
              examples: { cat: { value: { n: 1 } }, dog: { summary: Dog, value: { n: 2 } } }
        4XX: { description: range, content: { application/json: { example: { is: range } } } }
        default: { description: else, content: { application/json: { example: { is: else } } } }
  /types:
    get:
      responses:
        '200':
          description: ok
          content:
            application/xml: { example: '<a/>' }
            application/json: { example: { t: json } }
            text/plain: { example: plain }
            application/vnd.pet+json: { example: { t: vendor } }
  /xml-first:
    get: { responses: { '200': { description: ok, content: { application/xml: { example: '<a/>' }, text/csv: { example: 'a,b' } } } } }
  /versions:
    get:
      responses:
        '200':
          description: ok
          content:
            application/json; v=1: { example: { v: 1 } }
            application/json; v=2: { example: { v: 2 } }
  /any: { get: { responses: { '200': { description: ok, content: { '*/*': { example: { any: 1 } } } } } } }
  /any-text: { get: { responses: { '200': { description: ok, content: { '*/*': { example: text } } } } } }
  /any-first: { get: { responses: { '200': { description: ok, content: { '*/*': { example: { any: 1 } }, application/json: { example: { t: json } } } } } } }
  /text-range: { get: { responses: { '200': { description: ok, content: { 'text/*': { example: text } } } } } }
  /charset: { get: { responses: { '200': { description: ok, content: { application/json; charset=utf-8: { example: { c: 'ü' } } } } } } }
  /vendor: { get: { responses: { '200': { description: ok, content: { application/vnd.pet+json: { example: { t: vendor } } } } } } }
  /empty: { get: { responses: { '200': { description: nothing } } } }
  /hal: { get: { responses: { '200': { description: ok, content: { application/hal+json: { schema: { type: string } } } } } } }
  /range: { get: { responses: { 2XX: { description: ok, content: { application/json: { example: { is: range } } } } } } }
  /range-and-202: { get: { responses: { 2XX: { description: ok }, '202': { description: later, content: { application/json: { example: { is: later } } } } } } }
  /default: { get: { responses: { default: { description: else, content: { application/json: { example: { is: else } } } } } } }
  /errors-only: { get: { responses: { '503': { description: down, content: { application/json: { example: { is: down } } } }, '404': { description: none, content: { application/json: { example: { is: none } } } } } } }
  /redirect: { get: { responses: { '302': { description: there, headers: { Location: { schema: { type: string }, example: /pets } } } } } }
  /not-modified: { get: { responses: { '304': { description: same, headers: { ETag: { schema: { type: string }, example: '"a"' } } } } } }
  /gone: { delete: { responses: { '204': { description: gone }, '200': { description: ok, content: { application/json: { example: { is: kept } } } } } } }
  /ranges-only: { get: { responses: { 5XX: { description: down, content: { application/json: { example: { is: 5 } } } }, 4XX: { description: wrong, content: { application/json: { example: { is: 4 } } } } } } }
  /deprecated: { get: { deprecated: true, responses: { '200': { description: ok, content: { application/json: { example: { is: old } } } } } } }
`;

const get = (name: string, target: string, headers: Record<string, string> = {}) => ({
  name,
  request: `GET ${target}`,
  headers,
});
const prefer = (name: string, value: string, target = '/pets') => get(name, target, { Prefer: value });
const accept = (name: string, value: string, target = '/types') => get(name, target, { Accept: value });

/** What a random pet is. */
const pet = { type: 'object', properties: { n: { type: 'integer' } } };

export const negotiation: readonly Suite[] = [
  {
    theme: 'negotiation',
    document,
    cases: [
      get('the lowest 2xx and its first example', '/pets'),
      prefer('Prefer code', 'code=201'),
      prefer('Prefer code of an error', 'code=404'),
      prefer('Prefer code by a range', 'code=418'),
      prefer('Prefer code by default', 'code=500'),
      prefer('Prefer code that is not documented', 'code=404', '/empty'),
      prefer('Prefer code that is none', 'code=abc'),
      prefer('Prefer code of four digits', 'code=2000'),
      prefer('Prefer code of two digits', 'code=20'),
      prefer('Prefer example', 'example=dog'),
      prefer('Prefer example of an unknown name', 'example=cow'),
      prefer('Prefer code and example', 'code=404, example=never'),
      prefer('Prefer code and unknown example', 'code=404, example=cow'),
      prefer('Prefer code and example, quoted', 'code="404", example="never"'),
      prefer('Prefer code and example after a semicolon', 'code=404; example=never'),
      prefer('Prefer code twice', 'code=404, code=201'),
      prefer('Prefer in capitals', 'Code=404'),
      prefer('Prefer with an unknown preference', 'return=minimal'),
      prefer('Prefer dynamic that is no boolean', 'dynamic=maybe'),
      prefer('Prefer dynamic=false', 'dynamic=false'),
      prefer('Prefer dynamic without a schema', 'dynamic=true', '/types'),
      { ...prefer('Prefer dynamic', 'dynamic=true'), conforms: pet },
      prefer('an empty Prefer', ''),
      get('__code', '/pets?__code=404'),
      get('__code and __example', '/pets?__code=404&__example=never'),
      get('__example', '/pets?__example=dog'),
      get('__code that is none', '/pets?__code=abc'),
      { ...get('__dynamic', '/pets?__dynamic=true'), conforms: pet },
      get('__code beside Prefer', '/pets?__code=404', { Prefer: 'example=dog' }),
      accept('Accept of one type', 'application/xml'),
      accept('Accept of JSON', 'application/json'),
      accept('Accept of everything', '*/*'),
      accept('Accept of a main type', 'text/*'),
      accept('Accept of any suffix', 'application/*+json'),
      prefer('Prefer code by the word default', 'code=default'),
      prefer('Prefer an empty example', 'example='),
      accept('Accept by q', 'application/json;q=0.5, text/plain;q=0.9'),
      accept('Accept by specificity', '*/*;q=0.1, application/*;q=0.5, application/vnd.pet+json'),
      accept('Accept with q=0', 'application/json;q=0, text/plain;q=0.1'),
      accept('Accept in capitals', 'APPLICATION/JSON'),
      accept('Accept of a suffix', 'application/vnd.pet+json'),
      accept('Accept of an unknown type', 'image/png'),
      accept('Accept of an unknown type or anything', 'image/png, */*;q=0.1'),
      accept('Accept of a type with parameters', 'application/json; charset=utf-8'),
      accept('Accept of two equal types', 'text/plain, application/json'),
      accept('an empty Accept', ''),
      get('no Accept, JSON is not first', '/types'),
      get('no Accept, no JSON', '/xml-first'),
      accept('Accept of everything, no JSON', '*/*', '/xml-first'),
      get('no Accept, a vendor type', '/vendor'),
      accept('Accept of JSON, a vendor type', 'application/json', '/vendor'),
      accept('Accept of an unknown vendor type', 'application/vnd.dog+json', '/vendor'),
      get('types that differ in a parameter', '/versions'),
      accept('Accept of the second parameter', 'application/json; v=2', '/versions'),
      accept('Accept of an unknown parameter', 'application/json; v=3', '/versions'),
      get('content of any type', '/any'),
      accept('content of any type, JSON wanted', 'application/json', '/any'),
      accept('content of any type, text wanted', 'text/plain', '/any-text'),
      get('content of any type, a text', '/any-text'),
      accept('content of any type before JSON, JSON wanted', 'application/json', '/any-first'),
      accept('content of any type before JSON, XML or JSON wanted', 'application/xml, application/json', '/any-first'),
      accept('content of any type before JSON, a vendor type wanted', 'application/vnd.pet+json', '/any-first'),
      get('content of any text', '/text-range'),
      accept('content of any text, plain wanted', 'text/plain', '/text-range'),
      get('a documented charset', '/charset'),
      accept('a documented charset, JSON wanted', 'application/json', '/charset'),
      get('a response without content', '/empty'),
      accept('a response without content, JSON wanted', 'application/json', '/empty'),
      accept('a response without content, anything wanted', '*/*', '/empty'),
      get('a generated string of a JSON suffix', '/hal'),
      get('a range of 2XX', '/range'),
      prefer('Prefer code in a range of 2XX', 'code=206', '/range'),
      get('202 before a range of 2XX', '/range-and-202'),
      get('default alone', '/default'),
      prefer('default for a wanted code', 'code=418', '/default'),
      get('errors alone', '/errors-only'),
      get('ranges of errors alone', '/ranges-only'),
      get('a redirect', '/redirect'),
      get('a 304', '/not-modified'),
      { name: '204 beside 200', request: 'DELETE /gone' },
      { name: 'Prefer 204', request: 'DELETE /gone', headers: { Prefer: 'code=204' } },
      accept('Accept that a 404 lacks', 'image/png', '/errors-only'),
      get('a deprecated operation', '/deprecated'),
    ],
  },
];
