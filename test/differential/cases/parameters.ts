import type { Case, Theme } from '../compare.js';

/** One operation a parameter, so that no parameter has neighbours. */
const parameters: Readonly<Record<string, string>> = {
  int: '{ name: n, in: query, required: true, schema: { type: integer, minimum: 1 } }',
  bool: '{ name: b, in: query, schema: { type: boolean } }',
  text: '{ name: t, in: query, schema: { type: string, minLength: 2 } }',
  enumerated: '{ name: e, in: query, schema: { type: string, enum: [red, blue] } }',
  list: '{ name: l, in: query, schema: { type: array, items: { type: integer } } }',
  joined: '{ name: l, in: query, explode: false, schema: { type: array, items: { type: integer } } }',
  piped:
    '{ name: l, in: query, style: pipeDelimited, explode: false, schema: { type: array, items: { type: integer }, maxItems: 2 } }',
  spaced:
    '{ name: l, in: query, style: spaceDelimited, explode: false, schema: { type: array, items: { type: integer } } }',
  deep: '{ name: f, in: query, style: deepObject, schema: { type: object, required: [a], properties: { a: { type: integer }, b: { type: string } } } }',
  object:
    '{ name: o, in: query, explode: false, schema: { type: object, properties: { x: { type: integer }, y: { type: integer } } } }',
  exploded:
    '{ name: o, in: query, schema: { type: object, properties: { x: { type: integer }, y: { type: integer } } } }',
  reserved: '{ name: r, in: query, allowReserved: true, schema: { type: string } }',
  empty: '{ name: v, in: query, allowEmptyValue: true, schema: { type: string } }',
  requiredEmpty: '{ name: v, in: query, required: true, schema: { type: string } }',
  content: '{ name: c, in: query, content: { application/json: { schema: { type: object, required: [k] } } } }',
  deprecatedOne: '{ name: d, in: query, deprecated: true, schema: { type: string } }',
  header: '{ name: X-Count, in: header, required: true, schema: { type: integer } }',
  headerList: '{ name: X-List, in: header, schema: { type: array, items: { type: integer } } }',
  headerObject:
    '{ name: X-Object, in: header, explode: true, schema: { type: object, properties: { a: { type: integer } } } }',
  cookie: '{ name: sid, in: cookie, required: true, schema: { type: string, minLength: 3 } }',
  date: '{ name: on, in: query, schema: { type: string, format: date } }',
  uuid: '{ name: u, in: query, schema: { type: string, format: uuid } }',
};

const paths: Readonly<Record<string, string>> = {
  simple: '{ name: p, in: path, required: true, schema: { type: integer, maximum: 9 } }',
  label: '{ name: p, in: path, required: true, style: label, schema: { type: integer } }',
  labelList:
    '{ name: p, in: path, required: true, style: label, explode: true, schema: { type: array, items: { type: integer } } }',
  matrix: '{ name: p, in: path, required: true, style: matrix, schema: { type: integer } }',
  matrixList:
    '{ name: p, in: path, required: true, style: matrix, explode: true, schema: { type: array, items: { type: integer } } }',
};

const response = "responses: { '200': { description: ok, content: { application/json: { example: fine } } } }";

const each = (request: string, headers?: Record<string, string>): Case => ({
  name: headers ? `${request} ${JSON.stringify(headers)}` : request,
  request: `GET ${request}`,
  ...(headers ? { headers } : {}),
});

export const parameterStyles: Theme = {
  title: 'parameters',
  document: `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
${Object.entries(parameters)
  .map(([name, parameter]) => `  /${name}: { get: { parameters: [${parameter}], ${response} } }`)
  .join('\n')}
${Object.entries(paths)
  .map(([name, parameter]) => `  /${name}/{p}: { get: { parameters: [${parameter}], ${response} } }`)
  .join('\n')}
`,
  cases: [
    each('/int?n=1'),
    each('/int?n=0'),
    each('/int?n=x'),
    each('/int?n=1.5'),
    each('/int'),
    each('/int?n='),
    each('/int?n=1&more=2'),
    each('/int?n=1&n=2'),
    each('/bool?b=true'),
    each('/bool?b=1'),
    each('/text?t=ab'),
    each('/text?t=a'),
    each('/text?t=a%20b'),
    each('/text?t=a+b'),
    each('/enumerated?e=red'),
    each('/enumerated?e=green'),
    each('/list?l=1&l=2'),
    each('/list?l=1'),
    each('/list?l=1&l=x'),
    each('/joined?l=1,2'),
    each('/joined?l=1,x'),
    each('/piped?l=1%7C2'),
    each('/piped?l=1|2|3'),
    each('/spaced?l=1%202'),
    each('/deep?f[a]=1&f[b]=x'),
    each('/deep?f[a]=x'),
    each('/deep?f[b]=x'),
    each('/deep'),
    each('/object?o=x,1,y,2'),
    each('/object?o=x,z'),
    each('/exploded?x=1&y=2'),
    each('/exploded?x=a'),
    each('/reserved?r=a/b?c'),
    each('/empty?v='),
    each('/requiredEmpty?v='),
    each('/content?c={%22k%22:1}'),
    each('/content?c={}'),
    each('/deprecatedOne?d=x'),
    each('/header', { 'x-count': '3' }),
    each('/header', { 'X-COUNT': '3' }),
    each('/header', { 'x-count': 'many' }),
    each('/header'),
    each('/headerList', { 'x-list': '1,2' }),
    each('/headerList', { 'x-list': '1,x' }),
    each('/headerObject', { 'x-object': 'a=1' }),
    each('/headerObject', { 'x-object': 'a=x' }),
    each('/cookie', { cookie: 'sid=abc' }),
    each('/cookie', { cookie: 'sid=a' }),
    each('/cookie'),
    each('/date?on=2026-01-31'),
    each('/date?on=2026-02-31'),
    each('/uuid?u=nope'),
    each('/simple/5'),
    each('/simple/10'),
    each('/simple/x'),
    each('/label/.5'),
    each('/label/.x'),
    each('/labelList/.1.2'),
    each('/labelList/.1.x'),
    each('/matrix/;p=5'),
    each('/matrix/;p=x'),
    each('/matrixList/;p=1;p=2'),
  ],
};
