import { readJsonAsSpelled, writeJson } from '../model/exact-json.js';
import { isContainer, isObject, type JsonValue } from '../model/json.js';
import type { SecretKind } from './names.js';
import { memberKind, plainRedactor, type Redactor } from './redactor.js';
import { redactJsonText, redactSentence, redactText } from './text.js';

/** Longer values are cut: a report shows what is wrong, not the payload. */
const MAX_LENGTH = 200;

/** So much of a text is searched before it is cut: a secret at the seam is found whole. */
const MAX_SEARCHED = 64 * 1024;

/** Nested deeper than this, a value is only named. */
const MAX_DEPTH = 8;

/**
 * A value fit to be stored and shown: secrets by name (`password`, `access_token`) and by form (JWT, PEM, cloud keys)
 * replaced, long text cut at 200 characters.
 * @param name of the member or parameter that holds the value, or the pointer to it: `/credentials/0/id`
 */
export function redactValue(value: JsonValue, name = '', redactor: Redactor = plainRedactor): JsonValue {
  const clean = redactMembers(shorten(value, 0), redactor, name);
  if (typeof clean === 'string') return cut(clean);
  if (!isContainer(clean)) return clean;
  const written = writeJson(clean);
  return written.length > MAX_LENGTH ? cut(written) : clean;
}

/**
 * JSON with its secrets replaced and its structure kept.
 * @param value no deeper than the stack allows.
 * @param name as of `redactValue`
 */
export function redactMembers(value: JsonValue, redactor: Redactor = plainRedactor, name = ''): JsonValue {
  const kind = kindAt(redactor, name, isContainer(value) || value === null ? undefined : String(value));
  if (isContainer(value)) return readJsonAsSpelled(redactJsonText(redactor, writeJson(value), kind));
  if (typeof value === 'boolean' || value === null) return value;
  if (kind !== undefined) return redactor.replace(String(value), kind);
  return typeof value === 'string' ? redactText(redactor, value) : value;
}

/**
 * JSON of sentences, paths and words of a document: replaces only secrets with a known form, or after a name in a text.
 */
export function redactSentences(value: JsonValue, redactor: Redactor = plainRedactor): JsonValue {
  if (typeof value === 'string') return redactSentence(redactor, value);
  if (Array.isArray(value)) return value.map((item: JsonValue) => redactSentences(item, redactor));
  if (!isObject(value)) return value;
  const clean: Record<string, JsonValue> = Object.create(null);
  for (const name of Object.keys(value))
    clean[redactSentence(redactor, name)] = redactSentences(value[name] ?? null, redactor);
  return clean;
}

/**
 * The parents of a place decide with its own name. Escapes of the pointer do not matter: no secret's name has any.
 */
function kindAt(redactor: Redactor, name: string, value: string | undefined): SecretKind | undefined {
  let kind: SecretKind | undefined;
  for (const token of name.split('/'))
    if (token !== '' && !/^\d+$/.test(token)) kind = memberKind(redactor, token, kind, value);
  return kind;
}

function shorten(value: JsonValue, depth: number): JsonValue {
  if (typeof value === 'string') return value.length > MAX_SEARCHED ? `${value.slice(0, MAX_SEARCHED)}…` : value;
  if (!isContainer(value)) return value;
  if (depth >= MAX_DEPTH) return Array.isArray(value) ? '[…]' : '{…}';
  if (Array.isArray(value)) return value.slice(0, MAX_LENGTH).map((item) => shorten(item, depth + 1));
  const clean: Record<string, JsonValue> = Object.create(null);
  if (!isObject(value)) return clean;
  for (const key of Object.keys(value).slice(0, MAX_LENGTH)) clean[key] = shorten(value[key] ?? null, depth + 1);
  return clean;
}

function cut(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}
