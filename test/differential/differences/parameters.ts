import type { Difference } from '../case.js';

export const parameters: readonly Difference[] = [
  {
    id: 'repeated-parameters-are-a-list',
    cases: [
      {
        name: 'query: array, list, repeated',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query/p/0:type',
      },
    ],
  },
  {
    id: 'only-json-numbers',
    cases: [
      {
        name: 'query: an integer with a plus',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query/p:type',
      },
      {
        name: 'query: an integer in hex',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query/p:type',
      },
      {
        name: 'query: an integer with spaces',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query/p:type',
      },
      {
        name: 'query: infinity',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query/p:type',
      },
    ],
  },
  {
    id: 'allowed-empty-values',
    cases: [
      {
        name: 'query: required, empty allowed',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY query:required',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    id: 'null-as-a-word',
    cases: [
      {
        name: 'query: null as a word',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY query/p:type',
        ours: '200 application/json {"is":"ok"}',
      },
      {
        name: 'nullable: null as a word',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY query/p:type',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    id: 'spaces-between-items',
    cases: [
      {
        name: 'query: array, spaces',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY query/p/0:type',
        ours: '200 application/json {"is":"ok"}',
      },
      {
        name: 'query: array, spaces as plus',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY query/p/0:type',
        ours: '200 application/json {"is":"ok"}',
      },
      {
        name: 'query: array, spaces encoded twice',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query/p/0:type',
      },
    ],
  },
  {
    id: 'optional-objects-may-be-absent',
    cases: [
      {
        name: 'query: object, exploded, nothing sent',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY query/p:required',
        ours: '200 application/json {"is":"ok"}',
      },
      {
        name: 'query: deepObject, nothing sent',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY query/p:required',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    id: 'names-are-compared-decoded',
    cases: [
      {
        name: 'query: a name with brackets, wrong',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query/f[id]:type',
      },
      {
        name: 'query: an array with brackets in its name, wrong',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query/ids[]/1:type',
      },
      {
        name: 'query: a name of UTF-8, wrong',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query/größe:type',
      },
    ],
  },
  {
    id: 'parameters-with-content-are-judged',
    cases: [
      {
        name: 'query: content, wrong',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query/p/x:type',
      },
      {
        name: 'query: content, no JSON',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query/p:missing-parameter',
      },
    ],
  },
  {
    id: 'closest-branch',
    cases: [
      {
        name: 'query: none of two types',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY query/p:oneOf query/p:type query/p:type',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query/p:oneOf',
      },
    ],
  },
  {
    id: 'query-names-have-a-case',
    cases: [
      {
        name: 'query: a name in another case',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query:required',
      },
      {
        name: 'query: a name in its case, wrong',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY query/pet:type',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query/Pet:type',
      },
    ],
  },
  {
    id: 'ignored-header-parameters',
    cases: [
      {
        name: 'header: those that OpenAPI ignores',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY header:required header:required header:required',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    id: 'cookies-are-judged',
    cases: [
      {
        name: 'cookie: wrong',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY cookie/p:type',
      },
      {
        name: 'cookie: missing',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY cookie:required',
      },
    ],
  },
];
