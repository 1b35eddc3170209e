import type { Difference } from '../case.js';

export const routing: readonly Difference[] = [
  {
    id: 'head-from-get',
    cases: [
      { name: 'HEAD is not derived from GET', prism: '405 application/problem+json', ours: '200 application/json' },
    ],
  },
  {
    id: 'empty-path-values-match-nothing',
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
    id: 'base-path-of-the-server',
    cases: [
      {
        name: 'a path under the base path of its server',
        prism: '404 application/problem+json NO_PATH_MATCHED_ERROR',
        ours: '200 application/json {"route":"pets"}',
      },
    ],
  },
  {
    id: 'encoded-parentheses',
    cases: [
      {
        name: 'a variable in encoded parentheses',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY path:required',
        ours: '200 application/json {"route":"function"}',
      },
    ],
  },
  {
    id: 'first-reading-that-fits',
    cases: [
      {
        name: 'two variables in a segment, the delimiter twice',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY path/ext:enum',
        ours: '200 application/json {"route":"file"}',
      },
    ],
  },
];
