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
  readonly at: (secret: string) => Place;
}

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.dozjgNryP4J3jVmNHl0w5NXgL0n3I9PlFUP0THsR8U';
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

/** By form: they stand where no name tells them. */
const formed: readonly [string, string][] = [
  ['a JWT', jwt],
  ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIEvgIBADANBgkqplanted\n-----END PRIVATE KEY-----'],
  ['an AWS key id', 'AKIAIOSFODNN7EXAMPLE'],
  ['a GitHub token', `ghp_${'planted0'.repeat(5)}`],
  ['a GitHub fine-grained token', `github_pat_${'planted0'.repeat(5)}`],
  ['a GitLab token', 'glpat-planted0planted0planted'],
  ['a Slack token', 'xoxb-1234567890-plantedplanted'],
  ['a Google API key', `AIza${'p'.repeat(35)}`],
  ['a Google access token', `ya29.${'planted0'.repeat(5)}`],
  ['a Stripe key', 'sk_live_planted0planted0'],
  ['a SendGrid key', `SG.${'p'.repeat(22)}.${'q'.repeat(43)}`],
  ['an npm token', `npm_${'p'.repeat(36)}`],
  ['credentials in a sentence', 'Bearer planted0planted0planted0'],
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

/** Every secret in every position, each with a value of its own where its form lets it. */
export const PLANTED: readonly Planted[] = [
  ...named.map(
    ([place, at], index): Planted => ({ place, secret: `planted${String(index).padStart(3, '0')}hunter2`, at }),
  ),
  ...formed.flatMap(([form, secret]) =>
    carriers.map(([where, at]): Planted => ({ place: `${form} ${where}`, secret, at })),
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

/** What of a secret must not be found: its telling middle, however the rest of it is written. */
export function traceOf(secret: string): string {
  const [line = secret] = secret.split('\n').filter((each) => !each.startsWith('-----'));
  return line.replace(/^(?:Bearer )/, '').slice(0, 30);
}

/** The places whose secret a text still has. */
export function leaksIn(text: string, planted: readonly Planted[] = PLANTED): string[] {
  const decoded = withBase64(text);
  return planted.filter(({ secret }) => decoded.includes(traceOf(secret))).map(({ place }) => place);
}

/** A text, and behind it what stands in it as base64. */
export function withBase64(text: string): string {
  const decoded = [...text.matchAll(/[A-Za-z0-9+/]{24,}={0,2}/g)].map(([run]) =>
    Buffer.from(run, 'base64').toString('latin1'),
  );
  return `${text}\n${decoded.join('\n')}`;
}
