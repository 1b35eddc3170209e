import type { ProxyDifference } from '../case.js';

/** Where the proxies answer otherwise on purpose. Both answers are as `summary` words them. */
export const throughProxies: readonly ProxyDifference[] = [
  {
    reason: 'Ours names the rule, and where; a status is no code.',
    cases: [
      {
        name: 'proxy: a path that is not documented',
        prism: '200 application/json {} | violations: request:(Warning)',
        ours: '200 application/json {} | violations: request/path:undocumented-path',
      },
      {
        name: 'proxy: another method',
        prism: '204 - | violations: request:(Warning)',
        ours: '204 - | violations: request/operation:undocumented-method',
      },
      {
        name: 'proxy: a body where none is documented',
        prism: '200 - | violations: request:(Warning)',
        ours: '200 - | violations: request/operation:undocumented-method',
      },
      {
        name: 'proxy: credentials are missing',
        prism: '200 - | violations: request:401',
        ours: '200 - | violations: request/security/authorization:missing-credentials',
      },
      {
        name: 'proxy: a body of another type',
        prism: '201 - | violations: request:415',
        ours: '201 - | violations: request/content-type/content-type:undocumented-media-type',
      },
      {
        name: 'proxy: a status that is not documented',
        prism: '202 application/json {"name":"Argo"} | violations: response:',
        ours: '202 application/json {"name":"Argo"} | violations: response/status:undocumented-status',
      },
      {
        name: 'proxy --errors: a status that is not documented',
        prism: '500 application/problem+json VIOLATIONS response: | violations: response:',
        ours: '500 application/problem+json VIOLATIONS response/status:undocumented-status | violations: response/status:undocumented-status',
      },
    ],
  },
  {
    reason: 'A status that the document does not have breaks it, an error as well as a success.',
    cases: [
      {
        name: 'proxy: an error that is not documented',
        prism: '418 application/json {"name":"Argo"} | violations: response:(Warning)',
        ours: '418 application/json {"name":"Argo"} | violations: response/status:undocumented-status',
      },
      {
        name: 'proxy: an error of the service',
        prism: '500 text/plain down | violations: response:(Warning)',
        ours: '500 text/plain down | violations: response/status:undocumented-status',
      },
      {
        name: 'proxy --errors: an error that is not documented',
        prism: '418 application/json {"name":"Argo"} | violations: response:(Warning)',
        ours: '500 application/problem+json VIOLATIONS response/status:undocumented-status | violations: response/status:undocumented-status',
      },
      {
        name: 'proxy --errors: an error of the service',
        prism: '500 text/plain down | violations: response:(Warning)',
        ours: '500 application/problem+json VIOLATIONS response/status:undocumented-status | violations: response/status:undocumented-status',
      },
    ],
  },
  {
    reason:
      'A body of another type is not held against a schema that is not its own; an absent one lacks nothing else.',
    cases: [
      {
        name: 'proxy: a media type that is not documented',
        prism: '200 text/plain text | violations: response/body:type response:',
        ours: '200 text/plain text | violations: response/content-type/content-type:undocumented-media-type',
      },
      {
        name: 'proxy --errors: a media type that is not documented',
        prism:
          '500 application/problem+json VIOLATIONS response/body:type response: | violations: response/body:type response:',
        ours: '500 application/problem+json VIOLATIONS response/content-type/content-type:undocumented-media-type | violations: response/content-type/content-type:undocumented-media-type',
      },
      {
        name: 'proxy: an answer without a body',
        prism: '200 - | violations: response/body:type response:',
        ours: '200 - | violations: response/body:required',
      },
      {
        name: 'proxy --errors: an answer without a body',
        prism:
          '500 application/problem+json VIOLATIONS response/body:type response: | violations: response/body:type response:',
        ours: '500 application/problem+json VIOLATIONS response/body:required | violations: response/body:required',
      },
    ],
  },
  {
    reason: 'A body for which nothing is documented is told, of an answer too.',
    cases: [
      {
        name: 'proxy: an answer for which no body is documented',
        prism: '200 text/html <p>a</p> | deprecation: true',
        ours: '200 text/html <p>a</p> | violations: response/body:unexpected-body(Warning) | deprecation: true',
      },
      {
        name: 'proxy --errors: an answer for which no body is documented',
        prism: '200 text/html <p>a</p> | deprecation: true',
        ours: '200 text/html <p>a</p> | violations: response/body:unexpected-body(Warning) | deprecation: true',
      },
    ],
  },
  {
    reason: 'A redirect is an answer of the service: the client gets it, and follows it or not.',
    cases: [
      {
        name: 'proxy: a redirect',
        prism: '200 - | violations: response/body:type response:',
        ours: '302 - | violations: response/status:undocumented-status | location: /elsewhere',
      },
      {
        name: 'proxy --errors: a redirect',
        prism:
          '500 application/problem+json VIOLATIONS response/body:type response: | violations: response/body:type response:',
        ours: '500 application/problem+json VIOLATIONS response/status:undocumented-status | violations: response/status:undocumented-status',
      },
    ],
  },
  {
    reason: 'The mock answers in place of a service only where it is asked to: `--mock-on 501`.',
    cases: [
      {
        name: 'proxy: 501 of the service',
        prism: '200 application/json {"name":"mocked"}',
        ours: '501 - | violations: response/status:undocumented-status',
      },
      {
        name: 'proxy --errors: 501 of the service',
        prism: '200 application/json {"name":"mocked"}',
        ours: '500 application/problem+json VIOLATIONS response/status:undocumented-status | violations: response/status:undocumented-status',
      },
    ],
  },
  {
    reason: 'HTTP allows a body of a GET (RFC 9110 §9.3.1): the service may refuse it, and the proxy tells of it.',
    cases: [
      {
        name: 'proxy: a GET with a body',
        prism: '501 application/problem+json PROXY_UNSUPPORTED_REQUEST_BODY',
        ours: '200 application/json {"name":"Argo"} | violations: request/body:unexpected-body(Warning)',
      },
      {
        name: 'proxy --errors: a GET with a body',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY :415',
        ours: '200 application/json {"name":"Argo"} | violations: request/body:unexpected-body(Warning)',
      },
    ],
  },
  {
    reason: 'HEAD belongs to the operation of GET (RFC 9110 §9.1), and its answer has no body to parse.',
    cases: [
      { name: 'proxy: a HEAD', prism: '500 application/problem+json', ours: '200 application/json' },
      { name: 'proxy --errors: a HEAD', prism: '405 application/problem+json', ours: '200 application/json' },
    ],
  },
  {
    reason: 'It is the service that fails (RFC 9110 §15.6.3), not the proxy.',
    cases: [
      {
        name: 'proxy: a service that breaks off',
        prism: '500 application/problem+json FetchError',
        ours: '502 application/problem+json UPSTREAM_FAILED',
      },
      {
        name: 'proxy --errors: a service that breaks off',
        prism: '500 application/problem+json FetchError',
        ours: '502 application/problem+json UPSTREAM_FAILED',
      },
    ],
  },
  {
    reason: 'What the service sends passes as it is, and is judged; Prism must parse it to pass it on.',
    cases: [
      {
        name: 'proxy: an answer that is not the JSON it says',
        prism: '500 application/problem+json FetchError',
        ours: '200 application/json {"name": | violations: response/body:unparseable-body',
      },
      {
        name: 'proxy --errors: an answer that is not the JSON it says',
        prism: '500 application/problem+json FetchError',
        ours: '500 application/problem+json VIOLATIONS response/body:unparseable-body | violations: response/body:unparseable-body',
      },
    ],
  },
  {
    reason: '`--errors` refuses errors: a warning alone stops no request, as it stops no answer.',
    cases: [
      {
        name: 'proxy --errors: a deprecated parameter',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY query/old:deprecated(Warning)',
        ours: '200 application/json {"name":"Argo"} | violations: request/query/old:deprecated(Warning)',
      },
    ],
  },
  {
    reason: 'A type that is not documented is refused with 415, as the mocks of both refuse it.',
    cases: [
      {
        name: 'proxy --errors: a body of another type',
        prism: '422 application/problem+json UNPROCESSABLE_ENTITY :415',
        ours: '415 application/problem+json INVALID_CONTENT_TYPE',
      },
    ],
  },
];
