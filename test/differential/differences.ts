/** Where we answer otherwise than Prism, on purpose: the reason, and what each answers (a part of it is enough). */
export interface Difference {
  readonly reason: string;
  readonly ours: object;
  readonly prism: object;
}

const FINE = { status: 200, body: 'fine' };
const INVALID = { status: 422, body: { code: 'UNPROCESSABLE_ENTITY' } };
const NO_PATH = { status: 404, body: { code: 'NO_PATH_MATCHED_ERROR' } };

const BASE_PATH =
  'the document says that the API stands below the base path, and users call it there (Prism issue 1591); without it works too';
const CHALLENGE = 'a 401 must carry a challenge (RFC 9110 §15.5.2), also a documented one, and one for bad credentials';
const REGISTERED = 'the scheme of both is Bearer (RFC 6750 §3); OAuth2 and OpenID are no registered schemes';
const COOKIE = 'Prism never looks at cookie parameters';
const STANDARD_FORM =
  'a list in a form is written as the standard says where `encoding` does not say otherwise (OpenAPI 3.1 §4.8.15.1)';

/** By `title of the theme: name of the case`. */
export const DIFFERENCES: Readonly<Record<string, Difference>> = {
  'routing: a trailing slash after a collection': {
    reason: 'an empty segment is no value of a path parameter',
    ours: NO_PATH,
    prism: INVALID,
  },
  'routing: HEAD of a GET': {
    reason: 'whoever has a GET answers HEAD (RFC 9110 §9.1)',
    ours: { status: 200, type: 'application/json' },
    prism: { status: 405 },
  },
  'routing: a base path': { reason: BASE_PATH, ours: { status: 200, body: 'all' }, prism: NO_PATH },
  'routing: a base path with a server variable': {
    reason: BASE_PATH,
    ours: { status: 200, body: 'one' },
    prism: NO_PATH,
  },
  'parameters: /spaced?l=1%202': {
    reason: 'Prism looks for the delimiter %20 after it was decoded, and so never finds it',
    ours: FINE,
    prism: INVALID,
  },
  'parameters: /deep': {
    reason: 'the parameter is optional: what its object requires is required where it is sent',
    ours: FINE,
    prism: INVALID,
  },
  'parameters: /content?c={}': { reason: 'Prism never looks at parameters with `content`', ours: INVALID, prism: FINE },
  'parameters: /cookie {"cookie":"sid=a"}': { reason: COOKIE, ours: INVALID, prism: FINE },
  'parameters: /cookie': { reason: COOKIE, ours: INVALID, prism: FINE },
  'bodies: null for an object': { reason: 'null is a body, and no object', ours: INVALID, prism: FINE },
  'bodies: no body where one must be': {
    reason: 'the same answer; ours says in which part of the request the fault is',
    ours: { body: { in: ['body'] } },
    prism: { body: { in: [] } },
  },
  'bodies: a form list, joined': { reason: STANDARD_FORM, ours: FINE, prism: INVALID },
  'bodies: a form list without encoding': { reason: STANDARD_FORM, ours: FINE, prism: INVALID },
  'bodies: a multipart body without boundary': {
    reason: 'the content type is the documented one; it is the body that cannot be read',
    ours: { status: 400, body: { code: 'MALFORMED_BODY' } },
    prism: { status: 415, body: { code: 'INVALID_CONTENT_TYPE' } },
  },
  'bodies: a body where none is documented': {
    reason: 'the same answer; ours says in which part of the request the fault is',
    ours: { status: 415, body: { in: ['body'] } },
    prism: { status: 415, body: { in: [] } },
  },
  'security: basic without a colon': {
    reason: CHALLENGE,
    ours: { status: 401, headers: { 'www-authenticate': 'Basic realm="*"' } },
    prism: { status: 401 },
  },
  'security: a lower-case bearer': {
    reason: 'schemes are compared without regard to case (RFC 9110 §11.1)',
    ours: FINE,
    prism: { status: 401 },
  },
  'security: digest': {
    reason: 'Prism refuses values with a slash, such as every uri has',
    ours: FINE,
    prism: { status: 401 },
  },
  'security: an incomplete digest': {
    reason: CHALLENGE,
    ours: { status: 401, headers: { 'www-authenticate': 'Digest realm="*", nonce="abc123"' } },
    prism: { status: 401 },
  },
  'security: no oauth2': {
    reason: REGISTERED,
    ours: { status: 401, headers: { 'www-authenticate': 'Bearer' } },
    prism: { status: 401, headers: { 'www-authenticate': 'OAuth2' } },
  },
  'security: no openIdConnect': {
    reason: REGISTERED,
    ours: { status: 401, headers: { 'www-authenticate': 'Bearer' } },
    prism: { status: 401, headers: { 'www-authenticate': 'OpenID' } },
  },
  'security: the documented 401': {
    reason: CHALLENGE,
    ours: { status: 401, body: { error: 'who' }, headers: { 'www-authenticate': 'Bearer' } },
    prism: { status: 401, body: { error: 'who' } },
  },
  'security: the documented default': {
    reason: CHALLENGE,
    ours: { status: 401, headers: { 'www-authenticate': 'Basic realm="*"' } },
    prism: { status: 401 },
  },
  'negotiation: no response at all': {
    reason: 'the code is spelled as Prism’s documentation spells it',
    ours: { status: 500, body: { code: 'NO_RESPONSE_DEFINED' } },
    prism: { status: 500, body: { code: 'NO_RESPONSE_RESPONSE_DEFINED' } },
  },
  'generated bodies: both': {
    reason: 'the examples of an operation are nearer to it than the example of a schema',
    ours: { body: { from: 'examples' } },
    prism: { body: { from: 'schema' } },
  },
  'generated bodies: writeOnly': {
    reason: 'what is only written is never read (OpenAPI 3.1, JSON Schema §9.4)',
    ours: { body: { a: 'string' } },
    prism: { body: { a: 'string', secret: 'string' } },
  },
  'generated bodies: int64': {
    reason: 'no one wants to see the smallest number there is',
    ours: { body: { n: 0 } },
    prism: { body: { n: -9007199254740991 } },
  },
};
