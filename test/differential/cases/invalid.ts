import type { Case, Suite } from '../case.js';
import { answers } from './document.js';

const integer = 'parameters: [{ name: p, in: query, required: true, schema: { type: integer } }]';
const operation = (path: string, responses: string) =>
  `  ${path}: { post: { ${integer}, requestBody: { content: { application/json: { schema: { type: object } } } }, responses: { '200': ${answers('ok')}, ${responses} } } }\n`;

const typed = `content: { application/xml: { example: '<e/>' }, application/json: { examples: { one: { value: { e: 1 } }, two: { value: { e: 2 } } } } }`;

const document = `openapi: 3.1.0
info: { title: Invalid requests, version: '1' }
paths:
${operation('/both', `'400': ${answers('400')}, '422': ${answers('422')}`)}\
${operation('/400', `'400': ${answers('400')}`)}\
${operation('/415', `'400': ${answers('400')}, '415': ${answers('415')}`)}\
${operation('/422', `'422': ${answers('422')}`)}\
${operation('/range', `4XX: ${answers('4XX')}`)}\
${operation('/range-and-400', `'400': ${answers('400')}, 4XX: ${answers('4XX')}`)}\
${operation('/default', `default: ${answers('default')}`)}\
${operation('/unrelated', `'404': ${answers('404')}, '500': ${answers('500')}`)}\
${operation('/typed', `'422': { description: wrong, ${typed} }`)}\
${operation('/named', "'422': { description: wrong, content: { application/json: { examples: { one: { value: { e: 1 } }, two: { value: { e: 2 } } } } } }")}\
${operation('/schema', "'422': { description: wrong, content: { application/json: { schema: { type: object, required: [e], properties: { e: { type: string } } } } } }")}\
${operation('/bare', "'422': { description: wrong }")}\
${operation('/headers', "'422': { description: wrong, headers: { X-Wrong: { schema: { type: string }, example: very } }, content: { application/json: { example: { is: wrong } } } }")}\
${operation('/problem', "'422': { description: wrong, content: { application/problem+json: { example: { type: about:blank, title: Wrong } } } }")}`;

const wrong = (
  path: string,
  headers: Record<string, string> = {},
  name = `an invalid request, ${path.slice(1)} documented`,
): Case => ({
  name,
  request: `POST ${path}?p=x`,
  headers,
});
const typeless = (path: string): Case => ({
  name: `a wrong media type, ${path.slice(1)} documented`,
  request: `POST ${path}?p=1`,
  headers: { 'Content-Type': 'text/csv' },
  body: 'a,b',
});

export const invalid: readonly Suite[] = [
  {
    theme: 'documented answers to invalid requests',
    document,
    cases: [
      wrong('/both'),
      wrong('/400'),
      wrong('/422'),
      wrong('/range'),
      wrong('/range-and-400'),
      wrong('/default'),
      wrong('/unrelated'),
      wrong('/typed'),
      wrong('/schema'),
      wrong('/bare'),
      wrong('/headers'),
      wrong('/problem'),
      typeless('/both'),
      typeless('/415'),
      typeless('/400'),
      typeless('/range'),
      typeless('/default'),
      typeless('/unrelated'),
      wrong('/typed', { Accept: 'application/json' }, 'an invalid request that accepts JSON'),
      wrong('/typed', { Accept: 'image/png' }, 'an invalid request that accepts nothing documented'),
      wrong('/typed', { Prefer: 'code=422, example=two' }, 'an invalid request that prefers an example of the error'),
      wrong('/typed', { Prefer: 'code=422, example=none' }, 'an invalid request that prefers an unknown example'),
      wrong(
        '/named',
        { Prefer: 'code=422, example=two' },
        'an invalid request that prefers one of two examples of the error',
      ),
      wrong(
        '/named',
        { Prefer: 'code=400, example=two' },
        'an invalid request that prefers an example of the other wanted code',
      ),
      wrong(
        '/named',
        { Prefer: 'code=404, example=two' },
        'an invalid request that prefers an example of an unwanted code',
      ),
      wrong('/typed', { Prefer: 'example=two' }, 'an invalid request that prefers an example without a code'),
      wrong('/typed', { Prefer: 'code=200' }, 'an invalid request that prefers success'),
      wrong('/unrelated', { Prefer: 'code=404' }, 'an invalid request that prefers another error'),
      { name: 'a valid request beside documented errors', request: 'POST /both?p=1' },
    ],
  },
];
