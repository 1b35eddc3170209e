import type { Difference } from '../case.js';

export const parameters: readonly Difference[] = [
  {
    reason: 'A parameter that is sent several times is one list, and each of its items is judged.',
    cases: [
      {
        name: 'query: array, list, repeated',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query/p/0:type',
      },
    ],
  },
  {
    reason:
      'JSON numbers have no leading plus, no spaces, no hexadecimal digits and no infinity: a server would refuse them.',
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
    reason: '`allowEmptyValue` allows an empty value.',
    cases: [
      {
        name: 'query: required, empty allowed',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY query:required',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    reason: 'A null in a parameter has no other spelling than its word.',
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
    reason:
      'Spaces between items are sent as %20 or + (OpenAPI, style `spaceDelimited`); Prism splits at a literal %20 after decoding.',
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
    reason: 'An optional object of which nothing is sent is absent: what it requires is not.',
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
    reason:
      'Prism looks for a name that it encoded: it never finds one with brackets, nor notices what is wrong with it.',
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
    reason: 'Prism does not read parameters that have `content`.',
    cases: [
      {
        name: 'query: content, wrong',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query/p/x:type',
      },
      {
        name: 'query: content, no JSON',
        prism: '200 application/json {"is":"ok"}',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query/p:type',
      },
    ],
  },
  {
    reason:
      'Where no branch fits, ours names the rule, or the faults of the branch that came closest, not those of all.',
    cases: [
      {
        name: 'query: none of two types',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY query/p:oneOf query/p:type query/p:type',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY query/p:oneOf',
      },
    ],
  },
  {
    reason: 'Names in a query are case-sensitive (RFC 3986 §6.2.2.1).',
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
    reason: 'Parameters named Accept, Content-Type and Authorization shall be ignored (Parameter Object).',
    cases: [
      {
        name: 'header: those that OpenAPI ignores',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY header:required header:required header:required',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    reason: 'Prism does not read cookies.',
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
