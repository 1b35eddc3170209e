import type { Difference } from '../case.js';

export const negotiation: readonly Difference[] = [
  {
    reason: 'An example of any type is one of the types that `produces` names: Prism finds it under none.',
    cases: [
      {
        name: 'swagger: an example of any type, anything wanted',
        prism: '200 - | violations: response:',
        ours: '200 text/plain hello',
      },
      {
        name: 'swagger: an example of any type, text wanted',
        prism: '406 application/problem+json NOT_ACCEPTABLE',
        ours: '200 text/plain hello',
      },
    ],
  },
  {
    reason: 'An example that is not documented is not found, whatever code is wished for: no reason to fail with 500.',
    cases: [
      {
        name: 'Prefer code and unknown example',
        prism: '500 application/problem+json UNKNOWN',
        ours: '404 application/problem+json NOT_FOUND',
      },
    ],
  },
  {
    reason: 'Where there is no schema to generate from, the documented example is the best answer, not a 500.',
    cases: [
      {
        name: 'Prefer dynamic without a schema',
        prism: '500 application/problem+json UNKNOWN',
        ours: '200 application/json {"t":"json"}',
      },
    ],
  },
  {
    reason: 'A documented range of types allows any type in it: the answer has a type that fits its body or the wish.',
    cases: [
      {
        name: 'content of any type',
        prism: '500 application/problem+json UNKNOWN',
        ours: '200 application/json {"any":1}',
      },
      {
        name: 'content of any type, JSON wanted',
        prism: '406 application/problem+json NOT_ACCEPTABLE',
        ours: '200 application/json {"any":1}',
      },
      {
        name: 'content of any type, text wanted',
        prism: '406 application/problem+json NOT_ACCEPTABLE',
        ours: '200 text/plain text',
      },
      {
        name: 'content of any type before JSON, a vendor type wanted',
        prism: '406 application/problem+json NOT_ACCEPTABLE',
        ours: '200 application/vnd.pet+json {"any":1}',
      },
      { name: 'content of any type, a text', prism: '200 */* text', ours: '200 text/plain text' },
      { name: 'content of any text', prism: '200 text/* text', ours: '200 text/plain text' },
      {
        name: 'content of any text, plain wanted',
        prism: '406 application/problem+json NOT_ACCEPTABLE',
        ours: '200 text/plain text',
      },
    ],
  },
  {
    reason: 'An example of the media type overrides the one of its schema (OpenAPI 3.0 and 3.1, Media Type Object).',
    cases: [
      {
        name: 'example: /schema-before-examples',
        prism: '200 application/json {"from":"schema"}',
        ours: '200 application/json {"from":"a"}',
      },
    ],
  },
  {
    reason:
      'A client that gets an error gets it in the type that there is, as RFC 9110 §15.5.7 allows: no 406 hides it.',
    cases: [
      {
        name: 'Accept that a 404 lacks',
        prism: '406 application/problem+json NOT_ACCEPTABLE',
        ours: '404 application/json {"is":"none"}',
      },
    ],
  },
];
