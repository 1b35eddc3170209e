import type { Suite } from '../case.js';
import { answers } from './document.js';

const ok = `{ '200': ${answers('ok')} }`;

/** One operation per parameter: `/q/NAME` has the query parameter `p`. */
function operation(path: string, parameters: string): string {
  return `  ${path}: { get: { parameters: [${parameters}], responses: ${ok} } }\n`;
}

const ints = '{ type: array, items: { type: integer } }';
const point = '{ type: object, properties: { x: { type: integer }, y: { type: integer } }, required: [x] }';

const query = `openapi: 3.1.0
info: { title: Query, version: '1' }
paths:
${operation('/string', '{ name: p, in: query, schema: { type: string, minLength: 2 } }')}\
${operation('/integer', '{ name: p, in: query, schema: { type: integer, minimum: 1, maximum: 9 } }')}\
${operation('/number', '{ name: p, in: query, schema: { type: number } }')}\
${operation('/boolean', '{ name: p, in: query, schema: { type: boolean } }')}\
${operation('/enum', '{ name: p, in: query, schema: { type: string, enum: [a, b] } }')}\
${operation('/required', '{ name: p, in: query, required: true, schema: { type: string } }')}\
${operation('/empty', '{ name: p, in: query, required: true, allowEmptyValue: true, schema: { type: string } }')}\
${operation('/deprecated', '{ name: p, in: query, deprecated: true, schema: { type: string } }')}\
${operation('/format', '{ name: p, in: query, schema: { type: string, format: date-time } }')}\
${operation('/uuid', '{ name: p, in: query, schema: { type: string, format: uuid } }')}\
${operation('/pattern', "{ name: p, in: query, schema: { type: string, pattern: '^[a-z]+$' } }")}\
${operation('/null', '{ name: p, in: query, schema: { type: [integer, "null"] } }')}\
${operation('/array', `{ name: p, in: query, schema: ${ints} }`)}\
${operation('/array-list', `{ name: p, in: query, explode: false, schema: ${ints} }`)}\
${operation('/array-max', '{ name: p, in: query, schema: { type: array, maxItems: 2, uniqueItems: true, items: { type: string } } }')}\
${operation('/pipe', `{ name: p, in: query, style: pipeDelimited, explode: false, schema: ${ints} }`)}\
${operation('/space', `{ name: p, in: query, style: spaceDelimited, explode: false, schema: ${ints} }`)}\
${operation('/object', `{ name: p, in: query, schema: ${point} }`)}\
${operation('/object-list', `{ name: p, in: query, explode: false, schema: ${point} }`)}\
${operation('/deep', `{ name: p, in: query, style: deepObject, explode: true, schema: ${point} }`)}\
${operation('/deep-array', '{ name: p, in: query, style: deepObject, explode: true, schema: { type: object, properties: { l: { type: array, items: { type: integer } } } } }')}\
${operation('/bracket', '{ name: "f[id]", in: query, schema: { type: integer } }')}\
${operation('/list', `{ name: 'ids[]', in: query, schema: ${ints} }`)}\
${operation('/umlaut', '{ name: größe, in: query, schema: { type: integer } }')}\
${operation('/content', `{ name: p, in: query, content: { application/json: { schema: ${point} } } }`)}\
${operation('/dollar', '{ name: $top, in: query, schema: { type: integer, maximum: 9 } }')}\
${operation('/oneof', '{ name: p, in: query, schema: { oneOf: [{ type: integer }, { type: boolean }] } }')}\
${operation('/reserved', '{ name: p, in: query, allowReserved: true, schema: { type: string, enum: ["a/b?c"] } }')}\
${operation('/case', '{ name: Pet, in: query, required: true, schema: { type: integer } }')}\
  /inherited:
    parameters: [{ name: p, in: query, required: true, schema: { type: integer } }, { name: q, in: query, schema: { type: integer } }]
    get: { parameters: [{ name: p, in: query, schema: { type: string } }], responses: ${ok} }
`;

const elsewhere = `openapi: 3.0.3
info: { title: Path, header and cookie, version: '1' }
paths:
${operation('/simple/{p}', '{ name: p, in: path, required: true, schema: { type: integer, exclusiveMinimum: true, minimum: 1 } }')}\
${operation('/simple-array/{p}', `{ name: p, in: path, required: true, schema: ${ints} }`)}\
${operation('/simple-object/{p}', `{ name: p, in: path, required: true, schema: ${point} }`)}\
${operation('/simple-object-explode/{p}', `{ name: p, in: path, required: true, explode: true, schema: ${point} }`)}\
${operation('/label/{p}', '{ name: p, in: path, required: true, style: label, schema: { type: integer } }')}\
${operation('/label-array/{p}', `{ name: p, in: path, required: true, style: label, schema: ${ints} }`)}\
${operation('/label-array-explode/{p}', `{ name: p, in: path, required: true, style: label, explode: true, schema: ${ints} }`)}\
${operation('/matrix/{p}', '{ name: p, in: path, required: true, style: matrix, schema: { type: integer } }')}\
${operation('/matrix-array/{p}', `{ name: p, in: path, required: true, style: matrix, schema: ${ints} }`)}\
${operation('/matrix-array-explode/{p}', `{ name: p, in: path, required: true, style: matrix, explode: true, schema: ${ints} }`)}\
${operation('/matrix-object-explode/{p}', `{ name: p, in: path, required: true, style: matrix, explode: true, schema: ${point} }`)}\
${operation('/header', '{ name: X-P, in: header, required: true, schema: { type: integer } }')}\
${operation('/header-array', `{ name: X-P, in: header, schema: ${ints} }`)}\
${operation('/header-object', `{ name: X-P, in: header, schema: ${point} }`)}\
${operation('/header-object-explode', `{ name: X-P, in: header, explode: true, schema: ${point} }`)}\
${operation('/header-deprecated', '{ name: X-P, in: header, deprecated: true, schema: { type: string } }')}\
${operation('/header-ignored', '{ name: Accept, in: header, required: true, schema: { type: string, enum: [nothing] } }, { name: Content-Type, in: header, required: true, schema: { type: string } }, { name: Authorization, in: header, required: true, schema: { type: string } }')}\
${operation('/cookie', '{ name: p, in: cookie, required: true, schema: { type: integer } }')}\
${operation('/several/{a}/{b}', '{ name: a, in: path, required: true, schema: { type: integer } }, { name: b, in: path, required: true, schema: { type: integer } }, { name: c, in: query, required: true, schema: { type: integer } }, { name: d, in: header, required: true, schema: { type: integer } }')}\
${operation('/nullable', '{ name: p, in: query, schema: { type: integer, nullable: true } }')}\
${operation('/undeclared/{p}', '')}`;

const get = (name: string, target: string, headers: Record<string, string> = {}) => ({
  name,
  request: `GET ${target}`,
  headers,
});

export const parameters: readonly Suite[] = [
  {
    theme: 'query parameters',
    document: query,
    cases: [
      get('query: a string', '/string?p=ab'),
      get('query: a string too short', '/string?p=a'),
      get('query: a string with plus and escapes', '/string?p=a+b%20c%2B'),
      get('query: an optional one that is missing', '/string'),
      get('query: an integer', '/integer?p=5'),
      get('query: an integer that is none', '/integer?p=x'),
      get('query: an integer with a fraction', '/integer?p=1.5'),
      get('query: an integer with .0', '/integer?p=1.0'),
      get('query: an integer in scientific notation', '/integer?p=1e0'),
      get('query: an integer with a plus', '/integer?p=%2B5'),
      get('query: an integer below its minimum', '/integer?p=0'),
      get('query: an integer in hex', '/integer?p=0x5'),
      get('query: an integer with spaces', '/integer?p=%205'),
      get('query: an empty integer', '/integer?p='),
      get('query: an integer twice', '/integer?p=1&p=2'),
      get('query: a number', '/number?p=-1.5e3'),
      get('query: infinity', '/number?p=Infinity'),
      get('query: true', '/boolean?p=true'),
      get('query: 1 is no boolean', '/boolean?p=1'),
      get('query: TRUE is no boolean', '/boolean?p=TRUE'),
      get('query: of an enum', '/enum?p=b'),
      get('query: not of the enum', '/enum?p=c'),
      get('query: required and there', '/required?p=x'),
      get('query: required and missing', '/required'),
      get('query: required and empty', '/required?p='),
      get('query: required, the name alone', '/required?p'),
      get('query: required, empty allowed', '/empty?p='),
      get('query: required, empty allowed, missing', '/empty'),
      get('query: deprecated and sent', '/deprecated?p=x'),
      get('query: deprecated and not sent', '/deprecated'),
      get('query: a date-time', '/format?p=2020-01-02T03:04:05Z'),
      get('query: a date-time that is none', '/format?p=yesterday'),
      get('query: a uuid that is none', '/uuid?p=1'),
      get('query: a pattern that fails', '/pattern?p=A'),
      get('query: null as a word', '/null?p=null'),
      get('query: null as nothing', '/null?p='),
      get('query: array, exploded', '/array?p=1&p=2'),
      get('query: array, exploded, one', '/array?p=1'),
      get('query: array, exploded, commas', '/array?p=1,2'),
      get('query: array, exploded, one of them wrong', '/array?p=1&p=x'),
      get('query: array, list', '/array-list?p=1,2'),
      get('query: array, list, one of them wrong', '/array-list?p=1,x'),
      get('query: array, list, repeated', '/array-list?p=x&p=2'),
      get('query: array, list, encoded comma', '/array-list?p=1%2C2'),
      get('query: array, too many', '/array-max?p=a&p=b&p=c'),
      get('query: array, not unique', '/array-max?p=a&p=a'),
      get('query: array, pipes', '/pipe?p=1|2'),
      get('query: array, encoded pipes', '/pipe?p=1%7C2'),
      get('query: array, pipes, one of them wrong', '/pipe?p=1%7Cx'),
      get('query: array, spaces', '/space?p=1%202'),
      get('query: array, spaces as plus', '/space?p=1+2'),
      get('query: array, spaces encoded twice', '/space?p=1%25202'),
      get('query: object, exploded', '/object?x=1&y=2'),
      get('query: object, exploded, one of them wrong', '/object?x=1&y=b'),
      get('query: object, exploded, nothing sent', '/object'),
      get('query: object, exploded, lacking a required member', '/object?y=2'),
      get('query: object, list', '/object-list?p=x,1,y,2'),
      get('query: object, list, one of them wrong', '/object-list?p=x,1,y,b'),
      get('query: object, list, lacking a required member', '/object-list?p=y,2'),
      get('query: object, list, odd', '/object-list?p=x,1,y'),
      get('query: deepObject', '/deep?p[x]=1&p[y]=2'),
      get('query: deepObject, encoded brackets', '/deep?p%5Bx%5D=1'),
      get('query: deepObject, one of them wrong', '/deep?p[x]=a'),
      get('query: deepObject, lacking a required member', '/deep?p[y]=1'),
      get('query: deepObject, nothing sent', '/deep'),
      get('query: deepObject, unknown member', '/deep?p[x]=1&p[z]=1'),
      get('query: deepObject with an array', '/deep-array?p[l][0]=1&p[l][1]=2'),
      get('query: deepObject with a wrong array', '/deep-array?p[l][0]=1&p[l][1]=b'),
      get('query: a name with brackets', '/bracket?f[id]=1'),
      get('query: a name with brackets, wrong', '/bracket?f[id]=a'),
      get('query: an array with brackets in its name', '/list?ids[]=1&ids[]=2'),
      get('query: an array with brackets in its name, wrong', '/list?ids[]=1&ids[]=x'),
      get('query: a name of UTF-8', '/umlaut?gr%C3%B6%C3%9Fe=1'),
      get('query: a name of UTF-8, wrong', '/umlaut?gr%C3%B6%C3%9Fe=x'),
      get('query: content', '/content?p=%7B%22x%22%3A1%7D'),
      get('query: content, wrong', '/content?p=%7B%22x%22%3A%22a%22%7D'),
      get('query: content, no JSON', '/content?p=x'),
      get('query: a name with a dollar', '/dollar?$top=5'),
      get('query: a name with a dollar, wrong', '/dollar?$top=50'),
      get('query: a name with an encoded dollar, wrong', '/dollar?%24top=50'),
      get('query: one of two types', '/oneof?p=true'),
      get('query: none of two types', '/oneof?p=x'),
      get('query: reserved characters', '/reserved?p=a/b?c'),
      get('query: a name in another case', '/case?pet=1'),
      get('query: a name in its case, wrong', '/case?Pet=x'),
      get('query: an operation overrides its path', '/inherited?p=x'),
      get('query: an operation inherits from its path', '/inherited?q=x'),
      get('query: an unknown one', '/string?unknown=1'),
      get('query: broken escapes', '/string?p=%E0%A4%A'),
    ],
  },
  {
    theme: 'path, header and cookie parameters',
    document: elsewhere,
    cases: [
      get('path: an integer', '/simple/5'),
      get('path: an integer that is none', '/simple/x'),
      get('path: exclusiveMinimum of 3.0', '/simple/1'),
      get('path: label', '/label/.5'),
      get('path: label, wrong', '/label/.x'),
      get('path: label array, exploded', '/label-array-explode/.1.2'),
      get('path: label array, exploded, one of them wrong', '/label-array-explode/.1.x'),
      get('path: matrix', '/matrix/;p=5'),
      get('path: matrix, wrong', '/matrix/;p=x'),
      get('path: matrix array, exploded', '/matrix-array-explode/;p=1;p=2'),
      get('path: matrix array, exploded, one of them wrong', '/matrix-array-explode/;p=1;p=x'),
      get('path: matrix object, exploded', '/matrix-object-explode/;x=1;y=2'),
      get('path: matrix object, exploded, one of them wrong', '/matrix-object-explode/;x=a;y=2'),
      get('path: one that is not declared', '/undeclared/5'),
      get('header: an integer', '/header', { 'X-P': '5' }),
      get('header: in another case', '/header', { 'x-p': '5' }),
      get('header: wrong', '/header', { 'X-P': 'x' }),
      get('header: missing', '/header'),
      get('header: empty', '/header', { 'X-P': '' }),
      get('header: array', '/header-array', { 'X-P': '1,2' }),
      get('header: array with spaces', '/header-array', { 'X-P': '1, 2' }),
      get('header: array, one of them wrong', '/header-array', { 'X-P': '1,x' }),
      get('header: object', '/header-object', { 'X-P': 'x,1,y,2' }),
      get('header: object, wrong', '/header-object', { 'X-P': 'x,a' }),
      get('header: object, exploded', '/header-object-explode', { 'X-P': 'x=1,y=2' }),
      get('header: object, exploded, wrong', '/header-object-explode', { 'X-P': 'x=a,y=2' }),
      get('header: deprecated', '/header-deprecated', { 'X-P': 'x' }),
      get('header: those that OpenAPI ignores', '/header-ignored'),
      get('cookie: an integer', '/cookie', { Cookie: 'p=5' }),
      get('cookie: wrong', '/cookie', { Cookie: 'p=x' }),
      get('cookie: missing', '/cookie'),
      get('several faults at once', '/several/x/y?c=z', { D: 'w' }),
      get('several missing at once', '/several/1/2'),
      get('nullable: null as a word', '/nullable?p=null'),
      get('nullable: a wrong word', '/nullable?p=nil'),
    ],
  },
];
