import {
  child,
  count,
  type Evidence,
  type Exchange,
  type Headers,
  headerValue,
  isContainer,
  isObject,
  type JsonValue,
  readJson,
  tokensOf,
  type ViolationRecord,
  writeJson,
} from '../model/index.js';
import {
  knowingPathOf,
  plainRedactor,
  type Redactor,
  redactContent,
  redactHeaders,
  redactUrl,
} from '../redact/index.js';
import { shownItems } from './shown-items.js';

/** Off the way to the fault, a value of more JSON text than this is left out. */
const MAX_ASIDE = 200;

/** So many members beside the way are shown. */
const MAX_SIBLINGS = 40;

/** So many items on each side of the item that leads to the fault are shown. */
const MAX_NEIGHBOURS = 1;

/** A body that is not JSON is shown up to this length. */
const MAX_TEXT = 2000;

/** Longer bodies are not parsed again to be shown. */
const MAX_PARSED = 4 * 1024 * 1024;

const MAX_HEADERS = 50;

/** Evidence of a violation: the message that has it, redacted, with its body reduced to what surrounds the fault. */
export function evidenceOf(
  { request, response }: Exchange,
  violation: ViolationRecord,
  redactor: Redactor = plainRedactor,
): Evidence {
  const message = violation.in === 'request' ? request : response;
  const knowing = knowingPathOf(redactor, request.url);
  const isInBody = violation.part === 'body';
  const body = bodyOf(message, isInBody ? violation : { location: '' }, knowing);
  return {
    method: request.method,
    url: cut(redactUrl(redactor, request.url), MAX_ASIDE),
    status: response.status,
    headers: fieldsOf(redactHeaders(knowing, message.headers)),
    ...(body ? { body } : {}),
  };
}

function bodyOf(
  { body, headers }: Exchange['request'] | Exchange['response'],
  { item, location }: Pick<ViolationRecord, 'item' | 'location'>,
  redactor: Redactor,
): Evidence['body'] {
  if (body.state !== 'present') return undefined;
  const { content } = body;
  const text = typeof content === 'string' ? content : decode(content);
  if (text === undefined)
    return { text: `${count(content.length, 'byte')} that ${content.length === 1 ? 'is' : 'are'} not text` };
  // Redacted before it is cut: a secret that is cut in two would not be recognised.
  const type = headerValue(headers, 'content-type');
  const clean = redactContent(redactor, text.slice(0, MAX_PARSED), type);
  const items = item === undefined ? undefined : (shownItems(clean, type) ?? listIn(clean));
  if (items?.[item ?? 0] !== undefined) return excerpt(items, [String(item), ...tokensOf(location)]);
  const value = text.length > MAX_PARSED ? undefined : parse(clean);
  return value === undefined ? { text: cut(clean, MAX_TEXT) } : excerpt(value, tokensOf(location));
}

/** The items of a sequence of which the capture has only the values. */
function listIn(text: string): readonly JsonValue[] | undefined {
  const value = parse(text);
  return Array.isArray(value) ? value : undefined;
}

function decode(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content.subarray(0, MAX_PARSED + 1));
  } catch {
    return undefined;
  }
}

function parse(text: string): JsonValue | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

function fieldsOf(headers: Headers): [string, string][] {
  const fields: [string, string][] = [];
  for (const name of Object.keys(headers)) {
    const values = headers[name];
    for (const value of typeof values === 'string' ? [values] : (values ?? []))
      if (fields.length < MAX_HEADERS) fields.push([name, cut(value, MAX_ASIDE)]);
  }
  return fields;
}

/** The value without everything far from the place, and the pointer of the place in it. */
function excerpt(value: JsonValue, way: readonly string[]): { json: JsonValue; pointer: string } {
  const [token, ...rest] = way;
  if (!isContainer(value)) return { json: shorten(value), pointer: '' };
  if (Array.isArray(value)) return excerptOfArray(value, token, rest);
  if (!isObject(value)) return { json: null, pointer: '' };
  const json: Record<string, JsonValue> = Object.create(null);
  let pointer = '';
  const names = Object.keys(value);
  const shown = new Set(names.slice(0, MAX_SIBLINGS));
  if (token !== undefined && Object.hasOwn(value, token)) shown.add(token);
  for (const name of shown) {
    const member = value[name] ?? null;
    if (name === token || token === undefined) {
      const below = name === token ? excerpt(member, rest) : { json: shorten(member), pointer: '' };
      json[name] = below.json;
      if (name === token) pointer = child('', name) + below.pointer;
    } else json[name] = shorten(member);
  }
  if (names.length > shown.size) json['…'] = count(names.length - shown.size, 'more member');
  return { json, pointer };
}

function excerptOfArray(
  value: readonly JsonValue[],
  token: string | undefined,
  rest: readonly string[],
): { json: JsonValue; pointer: string } {
  const at = token !== undefined && /^\d+$/.test(token) ? Number(token) : undefined;
  const centre = at !== undefined && at < value.length ? at : undefined;
  const from = centre === undefined ? 0 : Math.max(0, centre - MAX_NEIGHBOURS);
  const to = centre === undefined ? 2 * MAX_NEIGHBOURS + 1 : centre + MAX_NEIGHBOURS + 1;
  const items: JsonValue[] = from > 0 ? [`… ${count(from, 'item')}`] : [];
  let pointer = '';
  for (const [offset, item] of value.slice(from, to).entries()) {
    if (from + offset !== centre) {
      items.push(shorten(item));
      continue;
    }
    const below = excerpt(item, rest);
    pointer = child('', items.length) + below.pointer;
    items.push(below.json);
  }
  if (value.length > to) items.push(`… ${count(value.length - to, 'item')}`);
  return { json: items, pointer };
}

function shorten(value: JsonValue): JsonValue {
  if (typeof value === 'string') return cut(value, MAX_ASIDE);
  if (!isContainer(value)) return value;
  if (isSmall(value)) return value;
  return Array.isArray(value)
    ? `[… ${count(value.length, 'item')}]`
    : `{… ${count(Object.keys(value).length, 'member')}}`;
}

function isSmall(value: JsonValue): boolean {
  try {
    return writeJson(value).length <= MAX_ASIDE;
  } catch {
    // Nested deeper than the stack.
    return false;
  }
}
