import type { Difference } from '../case.js';

export const details: readonly Difference[] = [
  {
    id: 'undocumented-query-is-reported',
    cases: [
      {
        name: 'a query on a concrete path',
        prism: '200 application/json {"route":"list"}',
        ours: '200 application/json {"route":"list"} | violations: request/query/unknown:undocumented-parameter(Warning) request/query/x:undocumented-parameter(Warning)',
      },
      {
        name: 'query: an unknown one',
        prism: '200 application/json {"is":"ok"}',
        ours: '200 application/json {"is":"ok"} | violations: request/query/unknown:undocumented-parameter(Warning)',
      },
      {
        name: 'postman: an example of 404',
        prism: '404 application/json {"e":1}',
        ours: '404 application/json {"e":1} | violations: request/query/off:undocumented-parameter(Warning)',
      },
    ],
  },
  {
    id: 'any-documented-server',
    cases: [
      {
        name: '__server of the root where the path has its own',
        prism: '404 application/problem+json NO_SERVER_MATCHED_ERROR',
        ours: '200 application/json {"route":"own"}',
      },
    ],
  },
  {
    id: 'empty-example-name',
    cases: [
      {
        name: 'Prefer an empty example',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY',
        ours: '404 application/problem+json NOT_FOUND',
      },
    ],
  },
  {
    id: 'deprecated-is-reported-everywhere',
    cases: [
      {
        name: 'header: deprecated',
        prism: '200 application/json {"is":"ok"}',
        ours: '200 application/json {"is":"ok"} | violations: request/header/x-p:deprecated(Warning)',
      },
    ],
  },
  {
    id: 'other-json-types-are-reported',
    cases: [
      {
        name: 'body: a suffix where JSON is documented',
        prism: '200 application/json {"is":"ok"}',
        ours: '200 application/json {"is":"ok"} | violations: request/content-type/content-type:undocumented-media-type(Warning)',
      },
      {
        name: 'body: JSON where a suffix is documented',
        prism: '200 application/json {"is":"ok"}',
        ours: '200 application/json {"is":"ok"} | violations: request/content-type/content-type:undocumented-media-type(Warning)',
      },
      {
        name: 'body: another suffix',
        prism: '200 application/json {"is":"ok"}',
        ours: '200 application/json {"is":"ok"} | violations: request/content-type/content-type:undocumented-media-type(Warning)',
      },
    ],
  },
  {
    id: 'unreadable-upload',
    cases: [
      {
        name: 'body: upload without a boundary',
        prism: '415 application/problem+json INVALID_CONTENT_TYPE',
        ours: '400 application/problem+json MALFORMED_BODY',
      },
    ],
  },
  {
    id: 'every-401-has-a-challenge',
    cases: [
      {
        name: 'security: digest, incomplete',
        prism: '401 application/problem+json UNAUTHORIZED',
        ours: '401 application/problem+json UNAUTHORIZED | www-authenticate: Digest realm="*", nonce="abc123"',
      },
    ],
  },
  {
    id: 'unjudged-schemes-are-silent',
    cases: [
      {
        name: 'security: mutual TLS',
        prism: '200 application/json {"is":"ok"} | violations: request:(Warning)',
        ours: '200 application/json {"is":"ok"}',
      },
      {
        name: 'security: another HTTP scheme',
        prism: '200 application/json {"is":"ok"} | violations: request:(Warning)',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    id: 'rules-have-names',
    cases: [
      {
        name: 'a wrong media type, both documented',
        prism: '422 application/json {"is":422} | violations: request:415',
        ours: '422 application/json {"is":422} | violations: request/content-type/content-type:undocumented-media-type',
      },
      {
        name: 'a wrong media type, 415 documented',
        prism: '415 application/json {"is":415} | violations: request:415',
        ours: '415 application/json {"is":415} | violations: request/content-type/content-type:undocumented-media-type',
      },
      {
        name: 'a wrong media type, 400 documented',
        prism: '400 application/json {"is":400} | violations: request:415',
        ours: '400 application/json {"is":400} | violations: request/content-type/content-type:undocumented-media-type',
      },
      {
        name: 'a wrong media type, range documented',
        prism: '415 application/json {"is":"4XX"} | violations: request:415',
        ours: '415 application/json {"is":"4XX"} | violations: request/content-type/content-type:undocumented-media-type',
      },
      {
        name: 'a wrong media type, default documented',
        prism: '415 application/json {"is":"default"} | violations: request:415',
        ours: '415 application/json {"is":"default"} | violations: request/content-type/content-type:undocumented-media-type',
      },
    ],
  },
  {
    id: 'named-example-wins',
    cases: [
      {
        name: '--ignoreExamples: an example is preferred',
        prism: '200 application/json',
        ours: '200 application/json {"from":"a"}',
      },
    ],
  },
  {
    id: 'body-without-produces',
    cases: [
      { name: 'swagger: no produces', prism: '200 -', ours: '200 application/json "string"' },
      {
        name: 'swagger: no produces, an error',
        prism: '422 text/plain; charset=utf-8 wrong | violations: request/query:required response:',
        ours: '422 application/json "wrong" | violations: request/query:required',
      },
    ],
  },
  {
    id: 'body-without-consumes',
    cases: [
      {
        name: 'swagger: no consumes',
        prism: '415 application/problem+json INVALID_CONTENT_TYPE',
        ours: '200 -',
      },
      {
        name: 'swagger: no consumes, wrong',
        prism: '415 application/problem+json INVALID_CONTENT_TYPE',
        ours: '422 application/problem+json UNPROCESSABLE_ENTITY body/age:type',
      },
    ],
  },
];
