import { isHighEntropy } from './path-words.js';

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
  | 'login'
  | 'one-time code'
  | 'signature'
  | 'connection string'
  | 'secret';

/** Names, written `like-this`, by what they hold. The first that fits says the kind. */
const KINDS: readonly (readonly [SecretKind, RegExp])[] = [
  ['authorization', /^(?:[a-z]+-){0,5}authorization$|^(?:proxy-|x-)?authentication$|^x-(?:[a-z]+-)?auth$/],
  ['cookie', /^(?:x-|set-)?cookies?$/],
  [
    'password',
    /password|passwd|passphrase|passwort|(?:^|-)(?:user|db|root|admin)?pass(?:code)?$|(?:^|-)ps?wd$|^pw$|^psk$/,
  ],
  ['session', /(?:^|-)session-?(?:id|key|token|cookie|data)$|sess(?:ion)?-?id$|^(?:connect-)?sid$/],
  ['one-time code', /^(?:t?otp|pin|cvv|cvc|2fa|mfa)(?:-(?:code|token))?$|(?:^|-)(?:one-time|security)-code$/],
  ['one-time code', /(?:^|-)(?:verification|activation|reset|login|device|access|auth|mfa|sms)-code$/],
  ['secret', /(?:^|-)(?:recovery|backup)-codes?$/],
  ['key', /api-?key|access-?key|private-?key|secret-?key|-key-secret$/],
  [
    'key',
    /(?:^|-)(?:account|master|encryption|decryption|encryption-customer|signing|shared|subscription|functions?|storage|host|auth|hmac|client|ssh|pgp|gpg|rsa|dsa|tls|ssl|priv|deploy|license|recovery|webhook)-?key$/,
  ],
  ['private key', /(?:^|-)(?:key-material|(?:seed|recovery|mnemonic)-phrase)$/],
  ['signature', /^sig$|^(?:x-[a-z]+-|oauth-|webhook-|request-|payload-|hmac-|jws-)?signature$/],
  [
    'connection string',
    /connection-?string$|^conn-?str$|^dsn$|(?:database|db|redis|mongo|amqp)-ur[il]$|^sas(?:-ur[il])?$/,
  ],
  [
    'token',
    /token$|tokens$|-token(?:-|$)|(?:^|-)jwt$|(?:^|-)bearer$|(?:^|-)assertion$|^saml-?(?:response|request)$|code-?verifier$/,
  ],
  [
    'token',
    /^dpop$|^token-(?:value|string|hash|secret|plain|raw)$|^(?:x-)?[cx]srf(?:-|$)|^(?:x-amz|x-goog)-credential$/,
  ],
  ['secret', /secret(?!ar|-scanning)|(?:^|-)cred(?:ential)?s?$|^x-credentials?-/],
];

/**
 * Header fields beside those of `KINDS`. A signature lets others send the message again; what a proxy says of a
 * client (its certificate, session or claims) is believed by the service behind it. Digests of content, nonces of
 * WebSockets, challenges and `Signature-Input` (RFC 9421 §4.1) open nothing, and stay.
 */
const HEADER_KINDS: readonly (readonly [SecretKind, RegExp])[] = [
  ['signature', /(?:^|-)(?:signature|sig|hmac)(?:-(?:sha|ed))?$/],
  ['token', /^x-(?:firebase-appcheck|amzn-oidc-(?:data|accesstoken)|ms-client-principal)$/],
  ['session', /^x-session$/],
  ['secret', /^(?:proxy-)?authentication-info$|(?:^|-)client-cert(?:-chain)?$/],
];

/** Names that say little: only with such a value do they hold a secret. */
const BY_VALUE: readonly (readonly [SecretKind, RegExp, (value: string) => boolean])[] = [
  [
    'login',
    /^(?:-|(?:basic|http|proxy|bearer|digest|api|user|login|client|registry|docker|smtp|redis|db)-)?auth(?:-(?:string|header|data|value))?$/,
    (value) => !METHOD.test(value) && !/\s/.test(value.trim()),
  ],
  ['session', /^(?:[a-z]+-)?sess(?:ion)?$/, isHighEntropy],
];

/** Cheap: whether one of `BY_VALUE` may fit, or a query's `key`. */
const SAYS_LITTLE = /auth|sess|key/i;

/** A kind of authentication, not a credential; a number or a date is none either. */
const METHOD =
  /^(?:none|basic|bearer|digest|negotiate|ntlm|kerberos|oauth(?:[12]a?|[12]\.0)?|oidc|openid(?:-connect)?|saml2?|jwt|ldap|sso|api[ _-]?key|key|token|password|cookies?|session|hmac|m?tls|cert(?:ificate)?|required|optional|mandatory|disabled|enabled|on|off|yes|no|ok|public|private|anonymous|guest|user|admin|default|local|internal|external|auto|any|all|login|plain|success|failed|failure|error|invalid|missing|-?\d{1,5}|\d{4}-\d\d-\d\d.*)$/i;

/** Names of facts about a secret that are not secrets themselves: `tokenType`, `password_expires_at`. */
const ABOUT =
  /(?:^|-)(?:type|types|count|length|size|limit|polic(?:y|ies)|date|time|datetime|timestamp|expir[a-z]*(?:-(?:at|in|on|date|time|date-time))?|(?:[a-z]+ed|set|reset|change)-(?:at|on|by)|ttl|lifetime|status|state|enabled|disabled|required|methods?|algorithm|alg|scheme|name|scopes?|issuer(?:-[a-z]+)?|stdin|file|file-?name|path|prompt|placeholder)$|^(?:access-control-allow|has|is|requires?|needs?|allows?|supports?)-|(?:^|-)last-(?:[a-z]+-){1,3}(?:change|reset|update|rotation|use)$/;

/** Numbers of tokens, as language models count them. */
const COUNTED =
  /(?:^|-)(?:total|max|min|prompt|completion|input|output|cached|reasoning|thinking|prediction|audio|text|image|used|remaining|num|billed)-tokens$|^(?:max|min|num)-(?:[a-z]+-){1,3}tokens$|(?:^|-)tokens-(?:used|left|remaining|per-[a-z]+)$/;

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
    .replace(/([A-Z]{2,})([A-Z][a-z])/g, '$1-$2')
    .replace(/[_\s]/g, '-')
    .toLowerCase();
}

/** As `plainName`, without numbers at the end of words: `token2`, `api.key.1` and `X-Hub-Signature-256` count too. */
function wordsOf(name: string): string {
  return plainName(name)
    .replace(/[.:-]+/g, '-')
    .replace(/-?\d+(?=-|$)/g, '');
}

/** The kind of secret that a member, parameter or header of this name holds; undefined where it holds none. */
export function secretKindOf(name: string): SecretKind | undefined {
  if (known.has(name)) return known.get(name);
  const words = wordsOf(name);
  const kind = isAbout(words) ? undefined : kindIn(KINDS, words);
  // A number behind a word for codes counts pins of a board: `pin1`.
  const isNumbered = kind === 'one-time code' && /\d$/.test(name) && !/^(?:cvv|cvc)2$/i.test(name);
  // Only header fields have hyphens in their names, or nearly so.
  const found = isNumbered ? undefined : (kind ?? (name.includes('-') ? headerKindOf(name) : undefined));
  // A sender of ever new names must not fill the memory.
  if (known.size < MAX_KNOWN && name.length <= MAX_NAME) known.set(name, found);
  return found;
}

/** The kind of secret that only a header field of this name holds. */
export function headerKindOf(name: string): SecretKind | undefined {
  const words = wordsOf(name);
  return isAbout(words) ? undefined : kindIn(HEADER_KINDS, words);
}

/** The kind of a name that says little, by its value: `auth`, and in a query also `key`, as Google's APIs have it. */
export function kindByValue(name: string, value: string, isQuery = false): SecretKind | undefined {
  if (value === '' || !SAYS_LITTLE.test(name)) return undefined;
  const words = wordsOf(name);
  if (isQuery && words === 'key') return isHighEntropy(value) ? 'key' : undefined;
  return BY_VALUE.find(([, pattern, isSecret]) => pattern.test(words) && isSecret(value))?.[0];
}

/** Whether the value must be asked what a name means: see `kindByValue`. */
export function saysLittle(name: string): boolean {
  return SAYS_LITTLE.test(name);
}

/** Whether what is inside something of this kind is a secret too: in `auth: { type: … }` it is not. */
export function isInherited(kind: SecretKind): boolean {
  return kind !== 'one-time code' && kind !== 'login';
}

/** Whether a name speaks of secrets, and its value is none: `tokenCount`, `passwordPolicy`. */
export function isOnlyAbout(name: string): boolean {
  return isAbout(wordsOf(name));
}

/** Whether a member of something secret is only about it, such as its date. */
export function isAboutSecret(name: string): boolean {
  const words = wordsOf(name);
  return isAbout(words) || BESIDE.test(words);
}

function isAbout(words: string): boolean {
  return ABOUT.test(words) || CURSOR.test(words) || COUNTED.test(words);
}

function kindIn(kinds: typeof KINDS, words: string): SecretKind | undefined {
  return kinds.find(([, pattern]) => pattern.test(words))?.[0];
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
