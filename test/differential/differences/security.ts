import type { Difference } from '../case.js';

export const security: readonly Difference[] = [
  {
    reason:
      'An operation whose security names a scheme that nothing describes is closed: a typing error must not open it.',
    cases: [
      {
        name: 'faulty: a security scheme that is not defined',
        prism: '200 application/json {"is":"ok"}',
        ours: '401 application/problem+json UNAUTHORIZED',
      },
    ],
  },
  {
    reason: '`{}` lets anybody in, with whatever credentials (Security Requirement Object).',
    cases: [
      {
        name: 'security: optional and wrong',
        prism: '401 application/problem+json UNAUTHORIZED | www-authenticate: None, Bearer',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    reason: 'A 401 must say how to authenticate (RFC 9110 §15.5.2).',
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
    reason: 'A 401 must say how to authenticate (RFC 9110 §15.5.2), a documented one too.',
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
      {
        name: 'security: missing beside a fault',
        prism: '401 application/json {"is":401} | violations: request/query:required request:401',
        ours: '401 application/json {"is":401} | violations: request/security/authorization:missing-credentials | www-authenticate: Bearer',
      },
    ],
  },
  {
    reason: 'A digest names a URI, whose slash Prism does not allow.',
    cases: [
      {
        name: 'security: digest',
        prism: '401 application/problem+json UNAUTHORIZED',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    reason: 'Schemes of authentication are case-insensitive (RFC 9110 §11.1).',
    cases: [
      {
        name: 'security: bearer in lower case',
        prism: '401 application/problem+json UNAUTHORIZED | www-authenticate: Bearer',
        ours: '200 application/json {"is":"ok"}',
      },
    ],
  },
  {
    reason: 'OAuth2 and OpenID are no schemes of authentication: their tokens are sent as Bearer (RFC 6750).',
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
    reason: 'A cookie has its name, not one that ends in it.',
    cases: [
      {
        name: 'security: key in a cookie of a longer name',
        prism: '200 application/json {"is":"ok"}',
        ours: '401 application/problem+json UNAUTHORIZED',
      },
    ],
  },
];
