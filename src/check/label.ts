import { at, type Exchange, isObject, type JsonValue, readJson, type Violation } from '../model/index.js';
import { isHolding, isNaming } from '../redact/index.js';

/** Longer bodies are not parsed again for this. */
const MAX_PARSED = 4 * 1024 * 1024;

/** Says what a member beside a violation's value calls it: `password` in `{ "name": "password", "value": 7 }`. */
export type Labels = (violation: Violation) => string;

/** The labels in the bodies of an exchange, which are parsed when the first one is asked for. */
export function labelsOf({ request, response }: Exchange): Labels {
  const parsed = new Map<Violation['in'], JsonValue>();
  return ({ in: side, part, location }) => {
    const end = location.lastIndexOf('/');
    if (part !== 'body' || end < 0 || !isHolding(location.slice(end + 1))) return '';
    const body = parsed.get(side) ?? parse((side === 'request' ? request : response).body);
    parsed.set(side, body);
    const parent = at(body, location.slice(0, end));
    if (!isObject(parent)) return '';
    const name = Object.keys(parent).find((member) => isNaming(member) && typeof parent[member] === 'string');
    return name === undefined ? '' : String(parent[name]);
  };
}

function parse(body: Exchange['request']['body']): JsonValue {
  if (body.state !== 'present' || body.content.length > MAX_PARSED) return null;
  const { content } = body;
  try {
    return readJson(typeof content === 'string' ? content : new TextDecoder().decode(content));
  } catch {
    return null;
  }
}
