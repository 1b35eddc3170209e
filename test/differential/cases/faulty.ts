import type { Suite } from '../case.js';
import { answers } from './document.js';

const head = `openapi: 3.0.3
info: { title: Faulty, version: '1' }
`;
const ok = `{ '200': ${answers('ok')} }`;
const posting = (schema: string) =>
  `${head}paths: { /pets: { post: { requestBody: { content: { application/json: { schema: ${schema} } } }, responses: ${ok} } } }\n`;

const sent = (name: string, value: unknown) => ({
  name: `faulty: ${name}`,
  request: 'POST /pets',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(value),
});

/** Documents with faults, one each, so that none hides behind another. */
export const faulty: readonly Suite[] = [
  {
    theme: 'a type that does not exist',
    document: posting('{ type: object, properties: { a: { type: obj }, b: { type: integer } } }'),
    cases: [
      sent('a type that does not exist', { a: 1 }),
      sent('a type that does not exist, another property is wrong', { b: 'x' }),
    ],
  },
  {
    theme: 'an invalid pattern',
    document: posting("{ type: object, properties: { a: { type: string, pattern: '(' }, b: { type: integer } } }"),
    cases: [sent('an invalid pattern', { a: 'x' }), sent('an invalid pattern, another property is wrong', { b: 'x' })],
  },
  {
    theme: 'a security scheme that is not defined',
    document: `${head}paths: { /pets: { get: { security: [{ nobody: [] }], responses: ${ok} } } }\n`,
    cases: [{ name: 'faulty: a security scheme that is not defined', request: 'GET /pets' }],
  },
  {
    theme: 'a path parameter that is not declared',
    document: `${head}paths: { '/pets/{id}': { get: { responses: ${ok} } } }\n`,
    cases: [{ name: 'faulty: a path parameter that is not declared', request: 'GET /pets/7' }],
  },
  {
    theme: 'an operation without responses',
    document: `${head}paths: { /pets: { get: { responses: {} } } }\n`,
    cases: [{ name: 'faulty: an operation without responses', request: 'GET /pets' }],
  },
];
