import type { Suite } from '../case.js';

const document = `openapi: 3.0.3
info: { title: CORS, version: '1' }
paths:
  /pets:
    get: { responses: { '200': { description: ok, content: { application/json: { example: { ok: true } } } } } }
  /strict:
    get:
      responses:
        '200':
          description: ok
          headers: { Access-Control-Allow-Origin: { schema: { type: string }, example: 'https://only.example' } }
          content: { application/json: { example: { ok: true } } }
  /documented:
    options: { responses: { '200': { description: ok, content: { application/json: { example: { ok: true } } } } } }
`;

const preflight = { Origin: 'https://app.example', 'Access-Control-Request-Method': 'PUT' };

export const cors: readonly Suite[] = [
  {
    theme: 'CORS',
    document,
    options: { cors: true },
    cases: [
      { name: 'CORS without an Origin', request: 'GET /pets' },
      { name: 'CORS with an Origin', request: 'GET /pets', headers: { Origin: 'https://app.example' } },
      { name: 'CORS on a problem without an Origin', request: 'GET /nothing' },
      {
        name: 'CORS without an Origin, for which headers are asked',
        request: 'GET /pets',
        headers: { 'Access-Control-Request-Headers': 'x-a' },
      },
      { name: 'CORS on a problem', request: 'GET /nothing', headers: { Origin: 'https://app.example' } },
      {
        name: 'CORS where the document sets the header',
        request: 'GET /strict',
        headers: { Origin: 'https://app.example' },
      },
      { name: 'a preflight', request: 'OPTIONS /pets', headers: preflight },
      {
        name: 'a preflight that asks for headers',
        request: 'OPTIONS /pets',
        headers: { ...preflight, 'Access-Control-Request-Headers': 'authorization, x-a' },
      },
      { name: 'a preflight of an unknown path', request: 'OPTIONS /nothing', headers: preflight },
      { name: 'a preflight of a path that documents OPTIONS', request: 'OPTIONS /documented', headers: preflight },
      { name: 'OPTIONS with an Origin alone', request: 'OPTIONS /pets', headers: { Origin: 'https://app.example' } },
      {
        name: 'OPTIONS with a requested method alone',
        request: 'OPTIONS /documented',
        headers: { 'Access-Control-Request-Method': 'PUT' },
      },
    ],
  },
  {
    theme: 'CORS that is off',
    document,
    cases: [
      { name: 'an Origin, CORS off', request: 'GET /pets', headers: { Origin: 'https://app.example' } },
      { name: 'a preflight, CORS off', request: 'OPTIONS /pets', headers: preflight },
      { name: 'a preflight of a documented OPTIONS, CORS off', request: 'OPTIONS /documented', headers: preflight },
    ],
  },
];
