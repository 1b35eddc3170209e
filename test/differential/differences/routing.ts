import type { Difference } from '../case.js';

export const routing: readonly Difference[] = [
  {
    reason:
      'GET and HEAD are the methods that every resource has (RFC 9110 §9.1); HEAD answers as GET without the content (§9.3.2).',
    cases: [
      { name: 'HEAD is not derived from GET', prism: '405 application/problem+json', ours: '200 application/json' },
    ],
  },
  {
    reason:
      'Nothing between two slashes is no value of a path parameter, which is always required: such a path is not documented.',
    cases: [
      {
        name: 'a trailing slash before an empty variable',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY path:required',
        ours: '404 application/problem+json NO_PATH_MATCHED_ERROR',
      },
      {
        name: 'an empty variable in the middle',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY path:required',
        ours: '404 application/problem+json NO_PATH_MATCHED_ERROR',
      },
    ],
  },
  {
    reason: 'The base path of a server is part of its URL (OpenAPI 3.1 §4.8.5): ours answers with and without it.',
    cases: [
      {
        name: 'a path under the base path of its server',
        prism: '404 application/problem+json NO_PATH_MATCHED_ERROR',
        ours: '200 application/json {"route":"pets"}',
      },
    ],
  },
  {
    reason:
      'Parentheses may be sent encoded, and literals are compared decoded: Prism finds the path and then not the value.',
    cases: [
      {
        name: 'a variable in encoded parentheses',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY path:required',
        ours: '200 application/json {"route":"function"}',
      },
    ],
  },
  {
    reason: 'Where a path can be read in several ways, the first one whose values fit their schemas counts.',
    cases: [
      {
        name: 'two variables in a segment, the delimiter twice',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY path/ext:enum',
        ours: '200 application/json {"route":"file"}',
      },
    ],
  },
];
