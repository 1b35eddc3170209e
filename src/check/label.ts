import { itemsIn } from '../contract/index.js';
import { framingOf, parseMediaType } from '../http/index.js';
import {
  at,
  type Body,
  type Exchange,
  headerValue,
  isObject,
  type JsonValue,
  readJson,
  type Violation,
} from '../model/index.js';
import { isHolding, isNaming } from '../redact/index.js';

/** Longer bodies are not parsed again for this. */
const MAX_PARSED = 4 * 1024 * 1024;

/** Says what a member beside a violation's value calls it: `password` in `{ "name": "password", "value": 7 }`. */
export type Labels = (violation: Violation) => string;

/** The labels in the bodies of an exchange, which are parsed when the first one is asked for. */
export function labelsOf({ request, response }: Exchange): Labels {
  let parsed: Map<string, JsonValue> | undefined;
  return ({ in: side, part, item, location }) => {
    const end = location.lastIndexOf('/');
    if (part !== 'body' || end < 0 || !isHolding(location.slice(end + 1))) return '';
    const message = side === 'request' ? request : response;
    const key = item === undefined ? side : `${side} items`;
    parsed ??= new Map();
    const body = parsed.get(key) ?? (item === undefined ? parse(textOf(message.body)) : itemsOf(message));
    parsed.set(key, body);
    const parent = at(body, `${item === undefined ? '' : `/${item}`}${location.slice(0, end)}`);
    if (!isObject(parent)) return '';
    const name = Object.keys(parent).find((member) => isNaming(member) && typeof parent[member] === 'string');
    return name === undefined ? '' : String(parent[name]);
  };
}

/** The content of a body, or its start where its end is missing. */
function textOf(body: Body): string | undefined {
  const content = body.state === 'absent' ? undefined : body.content;
  if (content === undefined || content.length > MAX_PARSED) return undefined;
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

/** The items of a sequence, with the JSON that events hold in its place. */
function itemsOf({ headers, body }: Exchange['request'] | Exchange['response']): JsonValue {
  const type = parseMediaType(headerValue(headers, 'content-type') ?? '');
  const framing = type && framingOf(type);
  const isValue = body.state === 'present' && body.isValue === true;
  const value = isValue ? parse(textOf(body)) : null;
  const items = isValue ? (Array.isArray(value) ? value : [value]) : framing && itemsIn(textOf(body) ?? '', framing);
  return (items ?? []).map((item) =>
    isObject(item) && typeof item.data === 'string' ? { ...item, data: parse(item.data) ?? item.data } : item,
  );
}

function parse(text: string | undefined): JsonValue {
  if (text === undefined) return null;
  try {
    return readJson(text);
  } catch {
    return null;
  }
}
