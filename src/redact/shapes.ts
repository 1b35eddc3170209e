import type { SecretKind } from './names.js';

/** A secret that shows by its form. */
export interface SecretShape {
  readonly kind: SecretKind;
  /**
   * Global. Its group `secret` is the secret where there is one, else all that it matches. It takes linear time on
   * every text.
   */
  readonly pattern: RegExp;
}

/** A place in a text. */
export interface Span {
  readonly start: number;
  /** Behind the last character. */
  readonly end: number;
  readonly kind: SecretKind;
}

/**
 * None of these may take more than linear time: an open run (`+`, `*`, `{n,}`) is the last of its pattern, or what
 * follows cannot be in it and no other match can begin in it.
 */
const SHAPES: readonly SecretShape[] = [
  // To the end line, or to the end of a text that was cut.
  {
    kind: 'private key',
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}(?:PRIVATE KEY|CERTIFICATE|PGP MESSAGE)(?: BLOCK)?-----(?:(?!-----)[\s\S])*(?:-----END[^-]{0,60}-----)?/g,
  },
  { kind: 'private key', pattern: /PuTTY-User-Key-File-\d:[\s\S]*/g },
  { kind: 'private key', pattern: /AGE-SECRET-KEY-1\w{20,}/g },
  // Signed (RFC 7515 §3.1) and encrypted (RFC 7516 §3.1); it begins with `{"` in base64.
  { kind: 'JWT', pattern: /(?<![\w-])[\w-]{0,32}?(?<secret>eyJ[\w-]{6,}(?:\.[\w-]*){2,4})/g },
  {
    kind: 'authorization',
    pattern:
      /\b(?:Bearer|Digest|Negotiate|NTLM|DPoP|SSWS|ApiKey)\s{1,4}(?<secret>[\w\-.~+/=:]{16,}|(?=[\w\-.~+/]{0,15}\d)[\w\-.~+/=:]{6,})/gi,
  },
  {
    kind: 'authorization',
    pattern: /\bBasic\s{1,4}(?<secret>(?=[A-Za-z]{0,15}[A-Z0-9+/=]{1,2})[A-Za-z0-9+/]{6,}={0,2})/g,
  },
  { kind: 'password', pattern: /:\/\/[^\s/?#@:"'<>]*:(?<secret>[^\s/?#"'<>]+)@/g },
  { kind: 'key', pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{16}(?![A-Za-z0-9])/g },
  { kind: 'token', pattern: /(?<![A-Za-z0-9])(?:gh[pousr]_|github_pat_)\w{20,}/g },
  { kind: 'token', pattern: /(?<![A-Za-z0-9])gl(?:pat|dt|rt|cbt|ptt|ft|imt|oas|soat|agent)-[\w-]{20,}/g },
  { kind: 'token', pattern: /(?<![A-Za-z0-9])(?:xox[abceoprs]-|xapp-)[\w-]{10,}/g },
  { kind: 'token', pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[\w/-]{10,})/g },
  { kind: 'token', pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{1,30}\/(?<secret>[\w-]{20,})/g },
  { kind: 'key', pattern: /(?<![A-Za-z0-9])(?:[rs]k_(?:live|test|prod)|whsec)_\w{10,}/g },
  { kind: 'key', pattern: /(?<![A-Za-z0-9])AIza[\w-]{35}/g },
  { kind: 'secret', pattern: /(?<![A-Za-z0-9])GOCSPX-[\w-]{20,}/g },
  { kind: 'token', pattern: /(?<![A-Za-z0-9])(?:ya29\.|1\/\/0)[\w-]{20,}/g },
  { kind: 'secret', pattern: /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}/g },
  {
    kind: 'token',
    pattern: /(?<![A-Za-z0-9])(?:npm_[A-Za-z0-9]{36}|pypi-[\w-]{50,}|dckr_pat_[\w-]{20,}|hf_[A-Za-z0-9]{30,})/g,
  },
  { kind: 'key', pattern: /(?<![A-Za-z0-9])SG\.[\w-]{16,}\.[\w-]{16,}/g },
  { kind: 'key', pattern: /(?<![\w-])(?:key-[0-9a-f]{32}|SK[0-9a-f]{32})(?![A-Za-z0-9])/g },
  { kind: 'key', pattern: /(?<![\w-])sk-(?:proj-|svcacct-|ant-|or-)?(?=[A-Za-z_-]{0,40}\d)[\w-]{20,}/g },
  {
    kind: 'token',
    pattern: /(?<![A-Za-z0-9])(?:shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|do[opr]_v1_[0-9a-f]{64}|dapi[0-9a-f]{32})/g,
  },
  { kind: 'token', pattern: /(?<![A-Za-z0-9])(?:hv[sbr]\.|ATATT3|sq0(?:atp|csp)-|lin_api_|PMAK-|glsa_)[\w=-]{20,}/g },
  { kind: 'token', pattern: /(?<![\d:])\d{8,10}:AA[\w-]{33}/g },
  // A line of a file of cookies, as curl and browsers' extensions write it.
  {
    kind: 'cookie',
    pattern: /\t(?:TRUE|FALSE)\t[^\t\r\n]{0,1000}\t(?:TRUE|FALSE)\t\d{1,20}\t[^\t\r\n]{0,1000}\t(?<secret>[^\t\r\n]+)/g,
  },
];

/** Every text with a secret of one of the shapes matches this. Nearly all others do not, and are searched only once. */
const HINT =
  /-----BEGIN |User-Key-File|SECRET-KEY-1|eyJ|:\/\/[^\s/?#@]{1,256}@|A[KS]IA|gh[pousr]_|_pat_|gl[a-z]{2,5}-|xox|xapp-|hooks\.slack|webhooks|k_(?:live|test|prod)_|whsec_|AIza|GOCSPX|ya29|1\/\/0|\dQ~|npm_|pypi-|hf_|SG\.|key-|SK[0-9a-f]|sk-|shp|_v1_|dapi|hv[sbr]\.|ATATT3|sq0|lin_api|PMAK|glsa_|:AA|\t(?:TRUE|FALSE)\t|(?:bearer|basic|digest|negotiate|ntlm|dpop|ssws|apikey)\s/i;

/** Whether a text may hold a secret of any form: one look rules out nearly all that may not. */
export function mayHoldShape(text: string): boolean {
  return text.length >= 8 && HINT.test(text);
}

/** Where a text holds secrets by their form, in order and without overlap. */
export function findShapes(text: string): Span[] {
  if (!mayHoldShape(text)) return [];
  const found: Span[] = [];
  for (const { kind, pattern } of SHAPES) {
    for (const match of text.matchAll(pattern)) {
      const secret = match.groups?.secret ?? match[0];
      const start = match.index + match[0].indexOf(secret);
      found.push({ start, end: start + secret.length, kind });
    }
  }
  return withoutOverlap(found);
}

/** Spans in order; one that overlaps an earlier one is joined to it. */
export function withoutOverlap(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = joined.at(-1);
    if (last && span.start < last.end) joined[joined.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else joined.push(span);
  }
  return joined;
}
