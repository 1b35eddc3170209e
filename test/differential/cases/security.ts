import type { Case, Suite } from '../case.js';
import { answers } from './document.js';

const ok = `{ '200': ${answers('ok')} }`;
const operation = (path: string, security: string) =>
  `  ${path}: { get: { security: ${security}, responses: ${ok} } }\n`;

const document = `openapi: 3.1.0
info: { title: Security, version: '1' }
paths:
  /inherited: { get: { responses: ${ok} } }
${operation('/open', '[]')}\
${operation('/optional', '[{}, { bearer: [] }]')}\
${operation('/basic', '[{ basic: [] }]')}\
${operation('/digest', '[{ digest: [] }]')}\
${operation('/bearer', '[{ bearer: [] }]')}\
${operation('/oauth', '[{ oauth: [read] }]')}\
${operation('/oidc', '[{ oidc: [] }]')}\
${operation('/key-header', '[{ keyHeader: [] }]')}\
${operation('/key-query', '[{ keyQuery: [] }]')}\
${operation('/key-cookie', '[{ keyCookie: [] }]')}\
${operation('/both', '[{ keyHeader: [], keyQuery: [] }]')}\
${operation('/bearer-and-key', '[{ bearer: [], keyHeader: [] }]')}\
${operation('/either', '[{ basic: [] }, { bearer: [] }]')}\
${operation('/key-or-basic', '[{ keyHeader: [] }, { basic: [] }]')}\
${operation('/mutual', '[{ mutual: [] }]')}\
${operation('/hoba', '[{ hoba: [] }]')}\
  /documented:
    get: { security: [{ bearer: [] }], responses: { '200': ${answers('ok')}, '401': ${answers('documented')} } }
  /range:
    get: { security: [{ bearer: [] }], responses: { '200': ${answers('ok')}, 4XX: ${answers('range')} } }
  /default:
    get: { security: [{ bearer: [] }], responses: { '200': ${answers('ok')}, default: ${answers('default')} } }
  /with-fault:
    get:
      security: [{ bearer: [] }]
      parameters: [{ name: p, in: query, required: true, schema: { type: integer } }]
      responses: { '200': ${answers('ok')}, '401': ${answers('401')}, '400': ${answers('400')} }
  /with-fault-bare:
    get:
      security: [{ bearer: [] }]
      parameters: [{ name: p, in: query, required: true, schema: { type: integer } }]
      responses: { '200': ${answers('ok')} }
security: [{ keyHeader: [] }]
components:
  securitySchemes:
    basic: { type: http, scheme: basic }
    digest: { type: http, scheme: digest }
    bearer: { type: http, scheme: bearer }
    hoba: { type: http, scheme: hoba }
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://a.example/t', scopes: { read: Read } } } }
    oidc: { type: openIdConnect, openIdConnectUrl: 'https://a.example/.well-known/openid-configuration' }
    keyHeader: { type: apiKey, in: header, name: X-Key }
    keyQuery: { type: apiKey, in: query, name: key }
    keyCookie: { type: apiKey, in: cookie, name: session }
    mutual: { type: mutualTLS }
`;

const get = (name: string, target: string, headers: Record<string, string> = {}): Case => ({
  name: `security: ${name}`,
  request: `GET ${target}`,
  headers,
});
const auth = (name: string, target: string, value: string): Case => get(name, target, { Authorization: value });
const basic = `Basic ${Buffer.from('user:secret').toString('base64')}`;
const digest = 'Digest username="u", realm="r", nonce="n", uri="/digest", response="x"';

export const security: readonly Suite[] = [
  {
    theme: 'security',
    document,
    cases: [
      get('none needed', '/open'),
      get('inherited and missing', '/inherited'),
      get('inherited and there', '/inherited', { 'X-Key': 'k' }),
      get('optional and missing', '/optional'),
      auth('optional and there', '/optional', 'Bearer t'),
      auth('optional and wrong', '/optional', basic),
      auth('basic', '/basic', basic),
      get('basic, missing', '/basic'),
      auth('basic in lower case', '/basic', basic.replace('Basic', 'basic')),
      auth('basic without a colon', '/basic', `Basic ${Buffer.from('user').toString('base64')}`),
      auth('basic that is not base64', '/basic', 'Basic ***'),
      auth('basic, bearer sent', '/basic', 'Bearer t'),
      auth('digest', '/digest', digest),
      auth('digest of words alone', '/digest', digest.replace('/digest', 'digest')),
      get('digest, missing', '/digest'),
      auth('digest, incomplete', '/digest', 'Digest username="u"'),
      auth('bearer', '/bearer', 'Bearer t'),
      get('bearer, missing', '/bearer'),
      auth('bearer in lower case', '/bearer', 'bearer t'),
      auth('bearer without a token', '/bearer', 'Bearer'),
      auth('bearer, basic sent', '/bearer', basic),
      auth('oauth2', '/oauth', 'Bearer t'),
      get('oauth2, missing', '/oauth'),
      auth('openIdConnect', '/oidc', 'Bearer t'),
      get('openIdConnect, missing', '/oidc'),
      get('key in a header', '/key-header', { 'x-key': 'k' }),
      get('key in a header, missing', '/key-header'),
      get('key in a header, empty', '/key-header', { 'X-Key': '' }),
      get('key in the query', '/key-query?key=k'),
      get('key in the query, missing', '/key-query'),
      get('key in the query, empty', '/key-query?key='),
      get('key in a cookie', '/key-cookie', { Cookie: 'a=b; session=k' }),
      get('key in a cookie, missing', '/key-cookie', { Cookie: 'a=b' }),
      get('key in a cookie of a longer name', '/key-cookie', { Cookie: 'mysession=k' }),
      get('both keys', '/both?key=k', { 'X-Key': 'k' }),
      get('both keys, one missing', '/both?key=k'),
      auth('bearer and key, key missing', '/bearer-and-key', 'Bearer t'),
      get('bearer and key, bearer missing', '/bearer-and-key', { 'X-Key': 'k' }),
      get('bearer and key, both missing', '/bearer-and-key'),
      auth('either, the first', '/either', basic),
      auth('either, the second', '/either', 'Bearer t'),
      get('either, missing', '/either'),
      get('key or basic, missing', '/key-or-basic'),
      get('mutual TLS', '/mutual'),
      get('another HTTP scheme', '/hoba'),
      get('a documented 401', '/documented'),
      get('a documented range', '/range'),
      get('a documented default', '/default'),
      get('missing beside a fault', '/with-fault'),
      auth('there beside a fault', '/with-fault', 'Bearer t'),
      get('missing beside a fault, nothing documented', '/with-fault-bare'),
    ],
  },
];
