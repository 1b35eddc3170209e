/** A media type or range, taken apart (RFC 9110 §8.3.1). Names are in lower case. */
export interface MediaType {
  readonly type: string;
  readonly subtype: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Types that were parsed before: a service sees the same few again and again. */
const known = new Map<string, MediaType | undefined>();
const MAX_KNOWN = 256;

/** Takes `text/html; charset="utf-8"` apart. Undefined where the text is not a media type. */
export function parseMediaType(text: string): MediaType | undefined {
  const before = known.get(text);
  if (before !== undefined || known.has(text)) return before;
  const type = parse(text);
  // A client that keeps sending new types must not fill the memory.
  if (known.size < MAX_KNOWN) known.set(text, type);
  return type;
}

function parse(text: string): MediaType | undefined {
  const match = /^\s*([!#$%&'*+.^_`|~\w-]+)\/([!#$%&'*+.^_`|~\w-]+)\s*(?:;(.*))?$/.exec(text);
  if (!match) return undefined;
  const [, type = '', subtype = '', rest = ''] = match;
  return { type: type.toLowerCase(), subtype: subtype.toLowerCase(), parameters: parametersIn(rest) };
}

function parametersIn(text: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, token] of text.matchAll(
    // A name is read from its start only: from each of its characters, a long one would take far too long.
    /(?<![\w!#$%&'*+.^`|~-])([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))/g,
  )) {
    parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? token ?? '');
  }
  return parameters;
}

/** A parameter of a field such as `Content-Disposition` (RFC 6266 §4.1): of `form-data; name="a"`, the `name`. */
export function parameterIn(field: string, name: string): string | undefined {
  return parametersIn(field.slice(field.split(';', 1)[0]?.length)).get(name);
}

/** Whether a message of this type is JSON: `application/json`, `text/json` or a `+json` suffix (RFC 6839 §3.1). */
export function isJsonType({ type, subtype }: MediaType): boolean {
  return subtype.endsWith('+json') || (subtype === 'json' && (type === 'application' || type === 'text'));
}

/** Whether it is `application/x-www-form-urlencoded`. */
export function isFormType({ type, subtype }: MediaType): boolean {
  return type === 'application' && subtype === 'x-www-form-urlencoded';
}

/** Whether it is `multipart/form-data` (RFC 7578). */
export function isMultipartType({ type, subtype }: MediaType): boolean {
  return type === 'multipart' && subtype === 'form-data';
}

/** Whether a message of this type is XML (RFC 7303). */
export function isXmlType({ type, subtype }: MediaType): boolean {
  return subtype.endsWith('+xml') || (subtype === 'xml' && (type === 'application' || type === 'text'));
}

/**
 * Whether bodies of both types are read alike and hold the same kind of value: two kinds of JSON, of XML, or of forms.
 */
export function isSameFamily(a: MediaType, b: MediaType): boolean {
  return FAMILIES.some((isOf) => isOf(a) && isOf(b));
}

const FAMILIES: readonly ((type: MediaType) => boolean)[] = [
  isJsonType,
  isXmlType,
  (type) => isFormType(type) || isMultipartType(type),
];

/** Whether `range` (any type, `text/*`, `text/plain`) covers the type. Parameters are not compared. */
export function covers(range: MediaType, type: MediaType): boolean {
  if (range.type === '*') return true;
  return range.type === type.type && (range.subtype === '*' || range.subtype === type.subtype);
}

/**
 * The key of a `content` map that fits best: exact before `text/*` before any (OpenAPI 3.1 §4.8.14), and of equal ones
 * that with the most parameters in common. A key does not fit where it names a parameter with another value:
 * `application/json;version=2` is not for `application/json;version=1`.
 */
export function bestContentKey(keys: Iterable<string>, type: MediaType): string | undefined {
  let best: string | undefined;
  let bestRank = 0;
  for (const key of keys) {
    const range = parseMediaType(key);
    const rank = range && covers(range, type) ? rankOf(range, type) : 0;
    if (rank > bestRank) {
      best = key;
      bestRank = rank;
    }
  }
  return best;
}

/** More than any type has parameters. */
const STEP = 100;

/** Higher where the range fits better; 0 where it does not. */
function rankOf(range: MediaType, { parameters }: MediaType): number {
  let rank = STEP * (range.type === '*' ? 1 : range.subtype === '*' ? 2 : 3);
  for (const [name, wanted] of range.parameters) {
    const sent = parameters.get(name);
    if (sent === undefined) rank -= 1;
    else if (sent.toLowerCase() === wanted.toLowerCase()) rank += 1;
    else if (!OF_TRANSFER.has(name)) return 0;
  }
  return rank;
}

/** Parameters that say how content is written, and not what it is. */
const OF_TRANSFER: ReadonlySet<string> = new Set(['charset', 'boundary', 'q']);
