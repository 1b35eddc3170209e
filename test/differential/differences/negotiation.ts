import type { Difference } from '../case.js';

export const negotiation: readonly Difference[] = [
  {
    id: 'examples-of-any-type',
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
    id: 'missing-example-is-404',
    cases: [
      {
        name: 'Prefer code and unknown example',
        prism: '500 application/problem+json UNKNOWN',
        ours: '404 application/problem+json NOT_FOUND',
      },
    ],
  },
  {
    id: 'example-where-no-schema-is',
    cases: [
      {
        name: 'Prefer dynamic without a schema',
        prism: '500 application/problem+json UNKNOWN',
        ours: '200 application/json {"t":"json"}',
      },
    ],
  },
  {
    id: 'type-ranges-are-filled',
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
    id: 'media-example-first',
    cases: [
      {
        name: 'example: /schema-before-examples',
        prism: '200 application/json {"from":"schema"}',
        ours: '200 application/json {"from":"a"}',
      },
    ],
  },
  {
    id: 'no-406-for-errors',
    cases: [
      {
        name: 'Accept that a 404 lacks',
        prism: '406 application/problem+json NOT_ACCEPTABLE',
        ours: '404 application/json {"is":"none"}',
      },
    ],
  },
];
