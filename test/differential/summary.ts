import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Case } from './case.js';
import type { Received } from './send.js';

/** Headers that are not compared, and why. */
export const IGNORED_HEADERS: Readonly<Record<string, string>> = {
  date: 'the time',
  connection: 'framing',
  'keep-alive': 'framing',
  'transfer-encoding': 'framing',
  'content-length': 'framing; bodies are compared',
  'access-control-expose-headers': 'Prism echoes a request header of this name; ours names what it sends',
  allow: 'ours adds it to a 405, as RFC 9110 §15.5.6 demands',
  accept: 'ours adds it to a 415, as RFC 9110 §15.5.16 proposes',
};

/**
 * An answer in one line: status, media type, body, then the headers by name. Members are sorted, since their order
 * says nothing.
 * Of a problem only its code and the places and rules of its violations remain, since its words are each server's own.
 * So of `sl-violations`.
 */
export function summary({ status, headers, body }: Received, { conforms }: Pick<Case, 'conforms'> = {}): string {
  const { 'content-type': type, 'sl-violations': violations, ...rest } = headers;
  const text = body.toString('utf8') === body.toString('latin1') ? body.toString('utf8') : escaped(body);
  const others = Object.entries(rest)
    .filter(([name]) => !Object.hasOwn(IGNORED_HEADERS, name))
    .map(([name, value]) => `${name}: ${String(value).replaceAll(/,\s*/g, ', ')}`);
  return [
    [status, typeOf(type, body.length === 0), bodyOf(text, String(type), conforms), lacksChallenge(text, rest)]
      .filter((word) => word !== '')
      .join(' '),
    ...(violations === undefined ? [] : [`violations: ${validationOf(parsed(String(violations)))}`]),
    ...others.sort(),
  ].join(' | ');
}

/** Prism names the type of nothing, `text/plain`; ours does not. */
function typeOf(type: string | undefined, empty: boolean): string {
  return type === undefined || (empty && type === 'text/plain') ? '-' : type;
}

function bodyOf(text: string, type: string, schema: Case['conforms']): string {
  const value = parsed(text);
  if (value === undefined) return text;
  if (
    type.startsWith('application/problem+json') &&
    isRecord(value) &&
    typeof value.type === 'string' &&
    // A problem of a server's own: Prism has no URL for what it does not foresee, such as `FetchError`.
    /#|^\w+Error$/.test(value.type)
  )
    return problemOf(value.type.replace(/^.*#/, ''), value.validation);
  return schema ? conformity(schema, value) : JSON.stringify(sorted(value));
}

/** Where a 401 is a problem, its `headers` have the challenge of the answer. */
function lacksChallenge(text: string, headers: Readonly<Record<string, unknown>>): string {
  const problem = parsed(text);
  if (!isRecord(problem) || !String(problem.type).endsWith('#UNAUTHORIZED')) return '';
  const repeated = isRecord(problem.headers) ? problem.headers['WWW-Authenticate'] : undefined;
  return repeated === headers['www-authenticate'] ? '' : 'without its challenge';
}

/** Prism says where the fault is only in these, and in a 401 neither does; ours in all others. */
const WITH_VALIDATION: ReadonlySet<string> = new Set(['UNPROCESSABLE_ENTITY', 'UNAUTHORIZED', 'VIOLATIONS']);

function problemOf(code: string, validation: unknown): string {
  const places = WITH_VALIDATION.has(code) ? validationOf(validation) : '';
  return places === '' ? code : `${code} ${places}`;
}

/** `query/limit:minimum header/x-a:type(Warning)`, sorted. */
function validationOf(list: unknown): string {
  if (!Array.isArray(list)) return '';
  const entries = list.filter(isRecord).map(({ location, code, severity }) => {
    const place = Array.isArray(location) ? location.join('/') : '';
    return `${place}:${String(code ?? '')}${severity === 'Error' ? '' : `(${String(severity)})`}`;
  });
  return entries.sort().join(' ');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member)]));
}

function conformity(schema: Readonly<Record<string, unknown>>, value: unknown): string {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  return validate(value) ? 'conforms' : 'does not conform';
}

/** Bytes that are not UTF-8 as `\xff`. */
function escaped(body: Buffer): string {
  const text = body.toString('utf8');
  if (Buffer.from(text).equals(body)) return text;
  return body.toString('latin1').replace(/[^\x20-\x7e]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
