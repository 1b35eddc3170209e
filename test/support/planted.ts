import type { Exchange, Headers } from '../../src/api/index.js';

/** What an exchange has at one place; the rest of it is plain. */
export interface Place {
  readonly url?: string;
  readonly request?: Headers;
  readonly response?: Headers;
  readonly sent?: string | Uint8Array;
  readonly sentAs?: string;
  readonly answered?: string | Uint8Array;
  readonly answeredAs?: string;
}

/** A secret, where it stands, and what of it must appear nowhere. */
export interface Planted {
  readonly place: string;
  readonly secret: string;
  /** The part of it that no other secret has. */
  readonly trace: string;
  readonly at: (secret: string) => Place;
}

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';
const b64 = (text: string): string => Buffer.from(text).toString('base64');
const once = (text: string): string => encodeURIComponent(text);
const parts = (...list: readonly string[]) => `--b0\r\n${list.join('\r\n--b0\r\n')}\r\n--b0--\r\n`;
const multipart = (part: string): Place => ({
  sent: parts('Content-Disposition: form-data; name="n"\r\n\r\n1', part),
  sentAs: 'multipart/form-data; boundary=b0',
});
const answer = (text: string, type = JSON_TYPE): Place => ({ answered: text, answeredAs: type });
const send = (text: string, type = JSON_TYPE): Place => ({ sent: text, sentAs: type });

/** By name: any value will do. */
const named: readonly [string, (secret: string) => Place][] = [
  ['Authorization: Bearer', (s) => ({ request: { authorization: `Bearer ${s}` } })],
  ['Authorization: Basic', (s) => ({ request: { authorization: `Basic ${s}` } })],
  ['Authorization without a scheme', (s) => ({ request: { authorization: s } })],
  ['Proxy-Authorization', (s) => ({ request: { 'proxy-authorization': `Basic ${s}` } })],
  ['Authorization: Digest', (s) => ({ request: { authorization: `Digest username="u", response="${s}", nonce="n"` } })],
  ['a cookie', (s) => ({ request: { cookie: `theme=dark; sid=${s}; x=1` } })],
  ['a cookie without a name', (s) => ({ request: { cookie: s } })],
  ['Set-Cookie', (s) => ({ response: { 'set-cookie': [`a=1; Path=/`, `sid=${s}; HttpOnly`] } })],
  ['X-Api-Key', (s) => ({ request: { 'x-api-key': s } })],
  ['X-Auth-Token', (s) => ({ response: { 'x-auth-token': s } })],
  ['X-CSRF-Token', (s) => ({ request: { 'x-csrf-token': s } })],
  ['the key of a security scheme, in a header', (s) => ({ request: { 'x-door': s } })],
  ['the key of a security scheme, in the query', (s) => ({ url: `/things?door=${s}&top=x` })],
  ['the key of a security scheme, in a cookie', (s) => ({ request: { cookie: `door=${s}` } })],
  ['a query parameter', (s) => ({ url: `/things?access_token=${s}&top=x` })],
  ['a query parameter with an encoded name', (s) => ({ url: `/things?pass%77ord=${s}` })],
  ['a query parameter in brackets', (s) => ({ url: `/things?user[password]=${s}` })],
  ['an encoded query parameter in brackets', (s) => ({ url: `/things?user%5Bpassword%5D=${s}` })],
  [
    'a URL in a query parameter',
    (s) => ({ url: `/things?next=${encodeURIComponent(`https://a.example/?token=${s}`)}` }),
  ],
  [
    'JSON in a query parameter',
    (s) => ({ url: `/things?filter=${encodeURIComponent(JSON.stringify({ password: s }))}` }),
  ],
  ['an authorization code', (s) => ({ url: `/things?code=${s}&state=1` })],
  ['a fragment', (s) => ({ url: `/things#access_token=${s}&expires_in=3600` })],
  ['a fragment in a redirect', (s) => ({ response: { location: `https://a.example/cb#id_token=${s}` } })],
  ['the password of a URL', (s) => ({ response: { location: `https://user:${s}@a.example/` } })],
  ['the user of a URL', (s) => ({ response: { location: `https://${s}@a.example/` } })],
  ['a URL in Link', (s) => ({ response: { link: `<https://a.example/?api_key=${s}>; rel="next"` } })],
  ['a URL in Referer', (s) => ({ request: { referer: `https://a.example/?sig=${s}` } })],
  ['a path parameter of the document', (s) => ({ url: `/sessions/${s}/items` })],
  [
    'a path parameter in a redirect',
    (s) => ({ response: { location: `https://a.example/base/sessions/${s}/items?a=1` } }),
  ],
  ['a query parameter by its way', (s) => ({ url: `/things?user[token]=${s}` })],
  ['a matrix parameter', (s) => ({ url: `/things;token=${s}/a` })],
  ['a member of JSON', (s) => send(JSON.stringify({ user: { name: 'n', password: s } }))],
  ['a member of JSON in the answer', (s) => answer(JSON.stringify({ id: 1, access_token: s }))],
  ['a member in a list', (s) => answer(JSON.stringify([{ a: 1 }, { clientSecret: s }]))],
  ['a list of secrets', (s) => answer(JSON.stringify({ tokens: [s, 'x'] }))],
  ['members of something secret', (s) => answer(JSON.stringify({ credentials: { id: 'a', value: s } }))],
  ['a value named beside it', (s) => send(JSON.stringify({ fields: [{ name: 'password', value: s }] }))],
  ['JSON within JSON', (s) => answer(JSON.stringify({ payload: JSON.stringify({ password: s }) }))],
  ['a name with an escape', (s) => answer(`{"pass\\u0077ord":"${s}"}`)],
  ['a value with escapes', (s) => answer(`{"password":"\\"${s}\\\\"}`)],
  ['JSON with a byte-order mark', (s) => answer(`\uFEFF{"password":"${s}"}`)],
  ['JSON that is cut', (s) => answer(`{"id":1,"password":"${s}`)],
  ['JSON that is broken', (s) => answer(`{"id":1,,"password":"${s}","a":`)],
  ['lines of JSON', (s) => answer(`{"id":1}\n{"password":"${s}"}\n{"id":`, 'application/x-ndjson')],
  ['JSON that says it is text', (s) => answer(JSON.stringify({ password: s }), 'text/plain')],
  ['a form', (s) => send(`a=1&password=${s}&b=2`, FORM)],
  ['a form with an encoded value', (s) => send(`a=1&password=%3A${s}%3A`, FORM)],
  ['a form without its type', (s) => send(`grant_type=password&client_secret=${s}`, '')],
  ['a part of multipart', (s) => multipart(`Content-Disposition: form-data; name="password"\r\n\r\n${s}`)],
  [
    'JSON in a part of multipart',
    (s) =>
      multipart(`Content-Disposition: form-data; name="j"\r\nContent-Type: application/json\r\n\r\n{"token":"${s}"}`),
  ],
  ['an element of XML', (s) => answer(`<a><b:password x="1">${s}</b:password></a>`, 'application/xml')],
  ['CDATA in XML', (s) => answer(`<a><password><![CDATA[<${s}>]]></password></a>`, 'application/xml')],
  ['an attribute of XML', (s) => answer(`<user name="n" password="${s}"/>`, 'text/xml')],
  [
    'a field of an HTML form',
    (s) => answer(`<form><input type="hidden" name="csrf_token" value="${s}"></form>`, 'text/html'),
  ],
  ['YAML', (s) => answer(`user: n\npassword: ${s} and ${s}\n`, 'application/yaml')],
  ['text', (s) => answer(`login with password=${s} please`, 'text/plain')],
  [
    'bytes that are not text',
    (s) => ({
      answered: Uint8Array.from([0xff, 0x00, 0xfd, ...Buffer.from(`\0password=${s}\0`)]),
      answeredAs: 'application/octet-stream',
    }),
  ],
];

const part = (parameters: string, content: string): Place =>
  multipart(`Content-Disposition: form-data; ${parameters}\r\n\r\n${content}`);

/** By names in other spellings, in commands and in tables. */
const spelled: readonly [string, (secret: string) => Place][] = [
  ...['api.key', 'token2', 'sshKey', 'auth', 'private_key_pem', 'apikey1', 'SSHKey', 'access_token_2', 'basicAuth'].map(
    (name): [string, (secret: string) => Place] => [
      `the member ${name}`,
      (s) => send(JSON.stringify({ user: { name: 'n', [name]: s } })),
    ],
  ),
  ['a value of auth named beside it', (s) => send(JSON.stringify({ fields: [{ name: 'auth', value: s }] }))],
  ['a flag with an equals sign', (s) => answer(`run with --password=${s} again`, 'text/plain')],
  ['a flag with a hyphen in its name', (s) => send(JSON.stringify({ command: `deploy --api-key=${s}` }))],
  ['a flag with a blank', (s) => answer(`deploy --token ${s} now`, 'text/plain')],
  ['a flag with a text in quotes', (s) => answer(`deploy --token "${s} ${s}" now`, 'text/plain')],
  ['a property of Java', (s) => answer(`java -Ddb.password=${s} -jar a.jar`, 'text/plain')],
  ['a name and a password of curl', (s) => answer(`try curl -u bob:${s} https://a.example`, 'text/plain')],
  ['a name and a password of curl without a blank', (s) => send(JSON.stringify({ note: `curl -ubob:${s} x` }))],
  ['a cookie of curl', (s) => answer(`curl -b theme=${s} https://a.example`, 'text/plain')],
  ['a password of docker login', (s) => answer(`docker login -u bob -p ${s} a.example`, 'text/plain')],
  ['a list of arguments', (s) => send(JSON.stringify({ argv: ['deploy', '--token', s] }))],
  ['a user in a list of arguments', (s) => send(JSON.stringify({ argv: ['curl', '-u', `bob:${s}`] }))],
  ['a query parameter with an index', (s) => ({ url: `/things?token[0]=${s}` })],
  ['a query parameter with an encoded index', (s) => ({ url: `/things?token%5B0%5D=${s}` })],
  ['a query parameter with empty brackets', (s) => ({ url: `/things?token[]=${s}&token[]=x` })],
  ['a query parameter with an operator', (s) => ({ url: `/things?filter[token][eq]=${s}` })],
  ['the query parameter auth', (s) => ({ url: `/things?auth=${s}` })],
  ['a form field with an index', (s) => send(`a=1&token[0]=${s}`, FORM)],
  ['a form field in brackets', (s) => send(`user[password]=${s}&user[password][confirm]=${s}`, FORM)],
  ['an extended name of a part', (s) => part("name*=utf-8''pass%77ord", s)],
  ['a name of a part in pieces', (s) => part('name*0="pass"; name*1="word"', s)],
  ['a name of a part in extended pieces', (s) => part("name*0*=utf-8''pass; name*1*=%77ord", s)],
  ['a name of a part behind a misleading one', (s) => part('filename="a;name=b"; name="password"', s)],
  ['a name of a part with percents', (s) => part('name="pass%77ord"', s)],
  ['a name of a part with a backslash', (s) => part('name="pass\\word"', s)],
  ['an encoded word as a name of a part', (s) => part(`name="=?utf-8?B?${b64('password')}?="`, s)],
  ['a name of a part with brackets', (s) => part('name="token[0]"', s)],
  ['a column of CSV', (s) => answer(`id,password,note\r\n1,${s},a\r\n`, 'text/csv')],
  ['a quoted column of CSV', (s) => send(`"id","api key"\n1,"a, ${s}, b"\n`, 'text/csv; charset=utf-8')],
  ['a column behind a semicolon', (s) => answer(`id;token\n1;${s}\n`, 'text/csv')],
  ['a column of TSV', (s) => answer(`id\ttoken\n1\t${s}\n`, 'text/tab-separated-values')],
  ['a column of a text', (s) => answer(`id,password\n1,${s}\n2,x\n`, 'text/plain')],
  ['a table in JSON', (s) => answer(JSON.stringify({ export: `id,password\n1,${s}\n` }))],
  ...[
    'x-hub-signature-256',
    'stripe-signature',
    'x-amz-security-token',
    'x-acme-signature',
    'x-shopify-hmac-sha256',
    'svix-signature',
    'x-forwarded-client-cert',
    'dpop',
    'x-session',
    'auth',
  ].map((name): [string, (secret: string) => Place] => [`the header ${name}`, (s) => ({ request: { [name]: s } })]),
];

/** By what is around it: in other encodings, in telling paths, in base64. */
const nested: readonly [string, (secret: string) => Place][] = [
  ['a path behind reset-password', (s) => ({ url: `/reset-password/${s}` })],
  ['a path behind invites', (s) => ({ url: `/things/invites/${s}/accept` })],
  ['a path behind magic', (s) => ({ url: `/magic/${s}?a=1` })],
  ['a path behind share', (s) => ({ url: `/share/${s}` })],
  ['a path behind verify/email', (s) => ({ url: `/verify/email/${s}` })],
  ['a path behind confirm', (s) => ({ url: `/confirm/${s}` })],
  ['a path behind unsubscribe', (s) => ({ url: `/unsubscribe/${s}` })],
  ['a path behind download', (s) => ({ url: `/download/${s}` })],
  ['a path behind token', (s) => ({ url: `/token/${s}` })],
  ['a path that the answer repeats', (s) => ({ url: `/reset/${s}`, ...answer(`no path /x for ${s}`, 'text/plain') })],
  ['a path in a redirect', (s) => ({ response: { location: `https://a.example/reset/${s}` } })],
  ['a path in a member', (s) => answer(JSON.stringify({ href: `https://a.example/invite/${s}` }))],
  ['the path of a cookie', (s) => ({ response: { 'set-cookie': `a=b; Path=/reset/${s}` } })],
  ['a path in Refresh', (s) => ({ response: { refresh: `0; url=https://a.example/reset/${s}` } })],
  ['base64 of credentials in a member', (s) => send(JSON.stringify({ bad: b64(`bob:${s}`) }))],
  ['base64 of credentials in a header', (s) => ({ request: { 'x-note': b64(`bob:${s}`) } })],
  ['base64 of credentials in the query', (s) => ({ url: `/things?top=${once(b64(`bob:${s}`))}` })],
  ['base64 of credentials in a form', (s) => send(`a=${once(b64(`bob:${s}`))}`, FORM)],
  ['base64 of credentials in text', (s) => answer(`sent ${b64(`bob:${s}`)}, refused`, 'text/plain')],
  ['base64 of JSON', (s) => send(JSON.stringify({ note: b64(JSON.stringify({ password: s })) }))],
  ['JSON in JSON in JSON', (s) => send(JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ password: s }) }) }))],
  ['a form in JSON', (s) => send(JSON.stringify({ body: `a=1&pass%77ord=${s}` }))],
  ['JSON in a form', (s) => send(`payload=${once(JSON.stringify({ password: s }))}`, FORM)],
  ['a double percent-encoding', (s) => ({ url: `/things?next=${once(once(`/x?password=${s}`))}` })],
  ['a data URL', (s) => answer(JSON.stringify({ src: `data:application/json;base64,${b64(`{"password":"${s}"}`)}` }))],
  ['a data URL without base64', (s) => answer(JSON.stringify({ src: `data:,${once(`{"password":"${s}"}`)}` }))],
  ['variables of GraphQL', (s) => send(JSON.stringify({ query: 'mutation', variables: { input: { password: s } } }))],
  ['variables of GraphQL in the query', (s) => ({ url: `/things?variables=${once(`{"password":"${s}"}`)}` })],
  ['an argument of GraphQL', (s) => send(JSON.stringify({ query: `mutation { login(password: "${s}") { id } }` }))],
  ['a cookie in a body', (s) => answer(JSON.stringify({ headers: { 'Set-Cookie': [`sid=${s}; Path=/`] } }))],
  ['XML within XML', (s) => answer(`<a>&lt;password&gt;${s}&lt;/password&gt;</a>`, 'application/xml')],
  ['JSON in CDATA', (s) => answer(`<a><![CDATA[{"password":"${s}"}]]></a>`, 'application/xml')],
  ['an attribute with a reference', (s) => answer(`<a pass&#119;ord="${s}"/>`, 'application/xml')],
  ['a value of XML-RPC', (s) => answer(`<name>password</name><value><string>${s}</string></value>`, 'application/xml')],
  ['an encoded word', (s) => ({ request: { 'x-note': `=?utf-8?B?${b64(`password=${s}`)}?=` } })],
  ['a header of a part', (s) => multipart(`Content-Disposition: form-data; name="n"\r\nX-Api-Key: ${s}\r\n\r\n1`)],
  ['a part behind a boundary within a line', (s) => multipart(`\r\n\r\nsee --b0 password=${s}`)],
  [
    'a part of multipart with a hyphen as its boundary',
    (s) => ({
      sent: `---\r\nContent-Disposition: form-data; name="password"\r\n\r\n${s}\r\n-----\r\n`,
      sentAs: 'multipart/form-data; boundary=-',
    }),
  ],
  ['a stream of events', (s) => answer(`data: {"user":\ndata:  {"password":\ndata: "${s}"}}\n\n`, 'text/event-stream')],
  [
    'a text in a stream that is broken',
    (s) => answer(`data: {"password":\ndata: "${s}\ndata: x"}\n\n`, 'text/event-stream'),
  ],
  ['a batch', (s) => send(`GET /x HTTP/1.1\r\nAuthorization: Bearer\r\n ${s}\r\n\r\n`, 'application/http')],
  ['a file of cookies', (s) => answer(`a.example\tFALSE\t/\tTRUE\t0\tsid\t${s}\n`, 'text/plain')],
  ['a call of a script', (s) => answer(`cb({"fields":[{"name":"password","value":"${s}"}]})`, 'text/javascript')],
];

/** By form: they stand where no name tells them. Each has the mark. */
const formed: readonly [string, (mark: string) => string][] = [
  ['a JWT', (m) => `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.${m}ozjgNryP4J3jVmNHl0w5NXgL0n3I9PlFUP0T`],
  ['a private key', (m) => `-----BEGIN PRIVATE KEY-----\nMIIEvg${m}BADANBgkqplanted\n-----END PRIVATE KEY-----`],
  ['an AWS key id', (m) => `AKIA${m.padEnd(16, 'X')}`],
  ['a GitHub token', (m) => `ghp_${m.repeat(5)}`],
  ['a GitHub fine-grained token', (m) => `github_pat_${m.repeat(5)}`],
  ['a GitLab token', (m) => `glpat-${m.repeat(3)}`],
  ['a Slack token', (m) => `xoxb-1234567890-${m}planted`],
  ['a Google API key', (m) => `AIza${m.padEnd(35, 'p')}`],
  ['a Google access token', (m) => `ya29.${m.repeat(5)}`],
  ['a Stripe key', (m) => `sk_live_${m.repeat(2)}`],
  ['a SendGrid key', (m) => `SG.${m.padEnd(22, 'p')}.${'q'.repeat(43)}`],
  ['an npm token', (m) => `npm_${m.padEnd(36, 'p')}`],
  ['credentials in a sentence', (m) => `Bearer ${m}planted0planted0`],
];

const carriers: readonly [string, (secret: string) => Place][] = [
  ['in a header', (s) => ({ request: { 'x-note': `see ${s.replaceAll('\n', ' ')} there` } })],
  ['in a path', (s) => ({ url: `/things/${encodeURIComponent(s)}` })],
  ['in a query parameter', (s) => ({ url: `/things?top=${encodeURIComponent(s)}` })],
  ['in JSON', (s) => answer(JSON.stringify({ id: s, note: `see ${s}.` }))],
  ['as a name in JSON', (s) => answer(JSON.stringify({ map: { [s]: 1 } }))],
  ['in text', (s) => answer(`see ${s} there`, 'text/plain')],
  ['in a part of multipart', (s) => multipart(`Content-Disposition: form-data; name="note"\r\n\r\n${s}`)],
];

const marks = (letter: string, index: number): string => `PL${letter}${String(index).padStart(3, '0')}D0`;

/** Every secret in every position, each with its own value. */
export const PLANTED: readonly Planted[] = [
  ...[...named, ...nested, ...spelled].map(([place, at], index): Planted => {
    const secret = `planted${String(index).padStart(3, '0')}hunter2`;
    return { place, secret, trace: secret, at };
  }),
  ...[0, 1].map((index): Planted => {
    const secret = `q7Zk${index}mPx94LtVb03`;
    const at = (s: string): Place =>
      index === 0 ? { url: `/nope/${s}` } : { url: `/nope/${s}`, ...answer(`no /nope/${s}`) };
    return { place: `a random segment of an undocumented path (${index})`, secret, trace: secret, at };
  }),
  ...formed.flatMap(([form, make], row) =>
    carriers.map(([where, at], column): Planted => {
      const trace = marks(String.fromCharCode(65 + row), column);
      return { place: `${form} ${where}`, secret: make(trace), trace, at };
    }),
  ),
];

/** The exchange in which a secret is planted. */
export function exchangeWith({ secret, at }: Planted, index = 0): Exchange {
  const { url = '/things', request = {}, response = {}, sent, sentAs, answered, answeredAs } = at(secret);
  return {
    source: 'planted',
    index,
    request: {
      method: sent === undefined ? 'GET' : 'POST',
      url: `https://api.example${url}`,
      headers: { accept: '*/*', ...(sentAs ? { 'content-type': sentAs } : {}), ...request },
      body: sent === undefined ? { state: 'absent' } : { state: 'present', content: sent },
    },
    response: {
      status: 200,
      headers: { ...(answeredAs ? { 'content-type': answeredAs } : {}), ...response },
      body: answered === undefined ? { state: 'absent' } : { state: 'present', content: answered },
    },
  };
}

/** The places whose secret a text still has. */
export function leaksIn(text: string, planted: readonly Planted[] = PLANTED): string[] {
  const decoded = withBase64(text);
  return planted.filter(({ trace }) => decoded.includes(trace)).map(({ place }) => place);
}

/** A text, and behind it what stands in it as base64. */
export function withBase64(text: string): string {
  const decoded = [...text.matchAll(/[A-Za-z0-9+/]{24,}={0,2}/g)].map(([run]) =>
    Buffer.from(run, 'base64').toString('latin1'),
  );
  return `${text}\n${decoded.join('\n')}`;
}

/** Nothing that is planted is as this document says, so that reports quote all of it. */
export const PLANTED_DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: 'https://api.example' }]
paths:
  /sessions/{sessionToken}/items: { get: { parameters: [{ name: sessionToken, in: path, required: true, schema: { type: integer } }], responses: { '200': { description: ok } } } }
  /sessions/current/items: { get: { responses: { '200': { description: ok } } } }
  /things:
    get: &operation
      parameters:
        - { name: top, in: query, schema: { type: integer } }
        - { name: access_token, in: query, schema: { type: integer } }
        - { name: door, in: query, schema: { type: integer } }
        - { name: x-api-key, in: header, schema: { type: integer } }
        - { name: x-door, in: header, schema: { type: integer } }
        - { name: x-note, in: header, schema: { type: integer } }
        - { name: sid, in: cookie, schema: { type: integer } }
      responses:
        '200':
          description: ok
          headers: { location: { schema: { type: integer } }, link: { schema: { type: integer } }, set-cookie: { schema: { type: integer } } }
          content:
            application/json: { schema: { type: object, properties: { fields: { items: { properties: { value: { type: integer } } } } }, additionalProperties: { type: boolean } } }
            application/xml: { schema: { type: integer } }
            text/plain: { schema: { type: string, maxLength: 3 } }
            text/csv: { schema: { type: string, maxLength: 3 } }
    post:
      <<: *operation
      requestBody:
        content:
          application/json: { schema: { type: object, properties: { fields: { items: { properties: { value: { type: integer } } } } }, additionalProperties: { type: boolean } } }
          application/x-www-form-urlencoded: { schema: { type: object, additionalProperties: { type: integer } } }
          multipart/form-data: { schema: { type: object, additionalProperties: { type: integer } } }
components:
  securitySchemes:
    a: { type: apiKey, in: header, name: X-Door }
    b: { type: apiKey, in: query, name: door }
    c: { type: apiKey, in: cookie, name: door }
`;
