import { isObject, type JsonValue } from './json.js';

/** What stands where a secret stood. */
export const REDACTED = '[redacted]';

/** Longer values are cut: a report shows what is wrong, not the payload. */
const MAX_LENGTH = 200;

/** Nested deeper than this, a value is only named. */
const MAX_DEPTH = 8;

const SECRET_NAME =
  /^(?:(?:proxy-)?authorization|cookie|set-cookie|pass(?:word|wd|phrase|code)?|pwd|secret|token|credentials?|(?:x-)?api[-_]?key|private[-_]?key)$|(?:password|secret|[-_]token|token$|api[-_]?key|access[-_]?key|privatekey)/i;

/** Secrets that show by their form. Each pattern is linear. */
const SECRET_SHAPES = [
  /\b(?:Bearer|Basic|Digest|Negotiate)\s+[\w\-.~+/=]{6,}/i,
  /\beyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]*/,
  /-----BEGIN [A-Z ]*(?:PRIVATE KEY|CERTIFICATE)-----/,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_\w{20,}/,
  /\bgithub_pat_\w{20,}/,
  /\bxox[abeoprs]-[\w-]{10,}/,
  /\b[rs]k_(?:live|test)_\w{10,}/,
] as const;

/**
 * A value fit to be stored and shown: secrets by name (`password`, `access_token`) and by form (JWT, PEM, cloud keys) replaced, long text cut at 200 characters.
 * @param name of the member or parameter in which the value stands
 */
export function redactValue(value: JsonValue, name = ''): JsonValue {
  const clean = redact(value, name, 0);
  if (typeof clean === 'string') return cut(clean);
  if (typeof clean !== 'object' || clean === null) return clean;
  const written = JSON.stringify(clean);
  return written.length > MAX_LENGTH ? cut(written) : clean;
}

/** JSON with its secrets replaced and its structure kept. @param value no deeper than the stack allows */
export function redactMembers(value: JsonValue): JsonValue {
  return redact(value, '', Number.NEGATIVE_INFINITY);
}

function redact(value: JsonValue, name: string, depth: number): JsonValue {
  if (value !== null && value !== '' && SECRET_NAME.test(name)) return REDACTED;
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return Array.isArray(value) ? '[…]' : '{…}';
  if (Array.isArray(value)) return value.slice(0, MAX_LENGTH).map((item) => redact(item, name, depth + 1));
  const clean: Record<string, JsonValue> = Object.create(null);
  if (!isObject(value)) return clean;
  for (const key of Object.keys(value).slice(0, MAX_LENGTH)) clean[key] = redact(value[key] ?? null, key, depth + 1);
  return clean;
}

function redactText(text: string): string {
  // What is cut away later need not be searched; a secret at the seam is cut too.
  const head = text.length > 4 * MAX_LENGTH ? `${text.slice(0, 4 * MAX_LENGTH)}` : text;
  const clean = SECRET_SHAPES.reduce(
    (rest, shape) => rest.replace(new RegExp(shape, `${shape.flags}g`), REDACTED),
    head,
  );
  return head === text ? clean : `${clean}…`;
}

function cut(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}
