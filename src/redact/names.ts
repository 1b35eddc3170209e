/** The kinds of secrets, as people call them. */
export type SecretKind =
  | 'authorization'
  | 'cookie'
  | 'password'
  | 'token'
  | 'JWT'
  | 'key'
  | 'private key'
  | 'session'
  | 'one-time code'
  | 'signature'
  | 'connection string'
  | 'secret';

/** Names, written `like-this`, by what they hold. The first that fits says the kind. */
const KINDS: readonly (readonly [SecretKind, RegExp])[] = [
  ['authorization', /^(?:[a-z]+-){0,3}authorization$|^(?:proxy-|x-)?authentication$|^x-(?:[a-z]+-)?auth$/],
  ['cookie', /^(?:set-)?cookies?2?$/],
  ['password', /password|passwd|passphrase|passwort|(?:^|-)pass(?:code)?$|(?:^|-)pwd$|^pw$/],
  ['session', /(?:^|-)session-?(?:id|key|token|cookie|data)$|sess(?:ion)?-?id$|^(?:connect\.)?sid$/],
  ['one-time code', /^(?:t?otp|pin|cvv2?|cvc2?|2fa|mfa)(?:-(?:code|token))?$|(?:^|-)(?:one-time|security)-code$/],
  ['key', /api-?key|access-?key|private-?key|secret-?key|-key-secret$/],
  [
    'key',
    /(?:^|-)(?:account|master|encryption|decryption|signing|shared|subscription|functions?|storage|host|auth|hmac|client)-?key$/,
  ],
  ['signature', /^sig$|^(?:x-[a-z]+-)?signature$/],
  [
    'connection string',
    /connection-?string$|^conn-?str$|^dsn$|(?:database|db|redis|mongo|amqp)-ur[il]$|^sas(?:-ur[il])?$/,
  ],
  [
    'token',
    /token$|tokens$|-token(?:-|$)|(?:^|-)jwt$|^bearer$|(?:^|-)assertion$|^saml-?(?:response|request)$|code-?verifier$/,
  ],
  ['token', /^(?:x-)?[cx]srf(?:-|$)|^(?:x-amz|x-goog)-credential$/],
  ['secret', /secret(?!ar|-scanning)|(?:^|-)credentials?$|^x-credentials?-/],
];

/** Names of facts about a secret that are not secrets themselves: `tokenType`, `password_expires_at`. */
const ABOUT =
  /(?:^|-)(?:type|types|count|length|size|polic(?:y|ies)|date|time|datetime|timestamp|expir[a-z]*(?:-(?:at|in|on|date|time|date-time))?|ttl|lifetime|status|state|enabled|disabled|required|methods?|algorithm|alg|scheme|name|scopes?|issuer(?:-[a-z]+)?)$/;

/** Members beside a secret that are not secrets: `{ "id": 7, "created_at": …, "secret": … }`. */
const BESIDE =
  /(?:^|-)(?:ids?|at|on|by|urls?|href|link|visibility|description|title|note|comment|version|number|e-?mail|user-?name|user|login|owner|host|port|format)$/;

/** Cursors through lists are called tokens, and open nothing. */
const CURSOR =
  /^[$-]*(?:next|prev|previous|page|continuation|sync|delta|skip|cursor|pagination|start|resume)-?(?:page-?)?token$/;

/** Names that say no more than that a value has one: the name beside it says what they hold. */
const MAX_NAME = 100;

/** The results for names seen before: a service sees the same names again and again. */
const known = new Map<string, SecretKind | undefined>();
const MAX_KNOWN = 4096;

/** `X-Api-Key`, `apiKey` and `api_key` are one name: `api-key`, `x-api-key`. */
export function plainName(name: string): string {
  return name
    .slice(0, MAX_NAME)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[_\s]/g, '-')
    .toLowerCase();
}

/** The kind of secret that a member, parameter or header of this name holds; undefined where it holds none. */
export function secretKindOf(name: string): SecretKind | undefined {
  if (known.has(name)) return known.get(name);
  const plain = plainName(name);
  const isAbout = ABOUT.test(plain) || CURSOR.test(plain);
  const kind = isAbout ? undefined : KINDS.find(([, pattern]) => pattern.test(plain))?.[0];
  // A sender of ever new names must not fill the memory.
  if (known.size < MAX_KNOWN && name.length <= MAX_NAME) known.set(name, kind);
  return kind;
}

/** Whether a member of something secret is only about it, such as its date. */
export function isAboutSecret(name: string): boolean {
  const plain = plainName(name);
  return ABOUT.test(plain) || BESIDE.test(plain);
}

/**
 * Whether a member of this name says what the one that holds a value beside it is: `{ "name": "password", "value": "…"
 * }`.
 */
export function isNaming(name: string): boolean {
  return /^(?:name|key|field|header|parameter|param|attribute|label|type|k)$/i.test(name);
}

/** Whether a member of this name holds the value that another one names. */
export function isHolding(name: string): boolean {
  return /^(?:value|values|content|text|data|val|v)$/i.test(name);
}
