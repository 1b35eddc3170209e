import type { Difference } from '../case.js';

export const security: readonly Difference[] = [
  {
    id: 'unknown-schemes-are-closed',
    cases: [
      {
        name: 'faulty: a security scheme that is not defined',
        prism: '200 application/json {"is":"ok"}',
        ours: '401 application/problem+json UNAUTHORIZED',
      },
    ],
  },
  {
    id: 'empty-requirement-lets-in',
    cases: [
      {
        name: 'security: optional and wrong',
        prism: '401 application/problem+json UNAUTHORIZED | www-authenticate: None, Bearer',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    id: 'every-401-has-a-challenge',
    cases: [
      {
        name: 'security: basic without a colon',
        prism: '401 application/problem+json UNAUTHORIZED',
        ours: '401 application/problem+json UNAUTHORIZED | www-authenticate: Basic realm="*"',
      },
      {
        name: 'security: basic that is not base64',
        prism: '401 application/problem+json UNAUTHORIZED',
        ours: '401 application/problem+json UNAUTHORIZED | www-authenticate: Basic realm="*"',
      },
      {
        name: 'security: bearer and key, key missing',
        prism: '401 application/problem+json UNAUTHORIZED',
        ours: '401 application/problem+json UNAUTHORIZED | www-authenticate: Bearer',
      },
    ],
  },
  {
    id: 'every-401-has-a-challenge',
    also: ['rules-have-names'],
    cases: [
      {
        name: 'security: a documented 401',
        prism: '401 application/json {"is":"documented"} | violations: request:401',
        ours: '401 application/json {"is":"documented"} | violations: request/security/authorization:missing-credentials | www-authenticate: Bearer',
      },
      {
        name: 'security: a documented range',
        prism: '401 application/json {"is":"range"} | violations: request:401',
        ours: '401 application/json {"is":"range"} | violations: request/security/authorization:missing-credentials | www-authenticate: Bearer',
      },
      {
        name: 'security: a documented default',
        prism: '401 application/json {"is":"default"} | violations: request:401',
        ours: '401 application/json {"is":"default"} | violations: request/security/authorization:missing-credentials | www-authenticate: Bearer',
      },
    ],
  },
  {
    id: 'every-401-has-a-challenge',
    also: ['credentials-first', 'rules-have-names'],
    cases: [
      {
        name: 'security: missing beside a fault',
        prism: '401 application/json {"is":401} | violations: request/query:required request:401',
        ours: '401 application/json {"is":401} | violations: request/security/authorization:missing-credentials | www-authenticate: Bearer',
      },
    ],
  },
  {
    id: 'digest-names-a-path',
    cases: [
      {
        name: 'security: digest',
        prism: '401 application/problem+json UNAUTHORIZED',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    id: 'schemes-have-no-case',
    cases: [
      {
        name: 'security: bearer in lower case',
        prism: '401 application/problem+json UNAUTHORIZED | www-authenticate: Bearer',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    id: 'tokens-are-bearer',
    cases: [
      {
        name: 'security: oauth2, missing',
        prism: '401 application/problem+json UNAUTHORIZED | www-authenticate: OAuth2',
        ours: '401 application/problem+json UNAUTHORIZED | www-authenticate: Bearer',
      },
      {
        name: 'security: openIdConnect, missing',
        prism: '401 application/problem+json UNAUTHORIZED | www-authenticate: OpenID',
        ours: '401 application/problem+json UNAUTHORIZED | www-authenticate: Bearer',
      },
    ],
  },
  {
    id: 'cookies-have-whole-names',
    cases: [
      {
        name: 'security: key in a cookie of a longer name',
        prism: '200 application/json {"is":"ok"}',
        ours: '401 application/problem+json UNAUTHORIZED',
      },
    ],
  },
];
