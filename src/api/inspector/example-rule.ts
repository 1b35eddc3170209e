import { type CompiledOperation, type Match, sourcesOf } from '../../contract/index.js';
import { isJsonType, parseMediaType } from '../../http/index.js';
import {
  child,
  headerValue,
  isContainer,
  isObject,
  type JsonObject,
  type JsonValue,
  type RequestMessage,
  readJson,
  sameJson,
  setMember,
  writeJson,
} from '../../model/index.js';

/** A value that a rule wants, by the part of the request and the name there. */
interface Condition {
  readonly part: 'path' | 'query' | 'body';
  readonly name: string;
  readonly value: JsonValue;
}

/** Longer bodies are recognised by their plain members, in characters. */
const WHOLE = 2_000;

/** A rule names at most so many members of a body. */
const MOST_MEMBERS = 20;

/** What a rule is made from. */
export interface Likeness {
  readonly compiled: CompiledOperation;
  readonly pathValues: Match['pathValues'];
  readonly request: RequestMessage;
  /** The same request without its secrets. */
  readonly shown: RequestMessage;
  /** The path of that; undefined where it is not one of this operation any more. */
  readonly shownPath: Match['pathValues'] | undefined;
}

/**
 * The rule (`x-docproof-when`) that requests like this one fulfil: those with the same values in path, query and JSON
 * body. What is a secret is left out.
 */
export function ruleLike({ compiled, pathValues, request, shown, shownPath }: Likeness): JsonObject {
  const open = conditionsOf(compiled, shownPath ?? {}, shown);
  const rule: Record<string, Record<string, JsonValue | undefined>> = Object.create(null);
  for (const { part, name, value } of conditionsOf(compiled, pathValues, request)) {
    const isOpen = open.some((other) => other.part === part && other.name === name && sameJson(other.value, value));
    if (!isOpen) continue;
    rule[part] ??= Object.create(null);
    setMember(rule[part] ?? {}, name, value);
  }
  const { body } = rule;
  // The whole of a body says all that its members say.
  return body && Object.hasOwn(body, '') ? { ...rule, body: { '': body[''] ?? null } } : { ...rule };
}

/** How much a rule wants: the more, the fewer requests fulfil it. */
export function countConditions(rule: JsonValue | undefined): number {
  if (!isObject(rule)) return 0;
  const wanted = Object.values(rule).flatMap((part) => (isObject(part) ? Object.entries(part) : []));
  return wanted.reduce<number>(
    (sum, [name, value]) => sum + 1 + (name === '' && isObject(value) ? Object.keys(value).length : 0),
    0,
  );
}

function conditionsOf(
  compiled: CompiledOperation,
  pathValues: Match['pathValues'],
  request: RequestMessage,
): Condition[] {
  const found: Condition[] = [];
  const sources = sourcesOf(request, pathValues);
  for (const { place, name, read } of compiled.parameters) {
    if (place !== 'path' && place !== 'query') continue;
    const { value } = read(sources);
    if (value !== undefined) found.push({ part: place, name, value });
  }
  const isKnown = (field: string): boolean =>
    compiled.reserved.has(field) ||
    compiled.parameters.some(({ place, name, ownsField }) => place === 'query' && (name === field || ownsField(field)));
  for (const [name, values] of sources.query)
    if (!isKnown(name)) found.push({ part: 'query', name, value: values.at(-1) ?? '' });
  return [...found, ...bodyConditions(request)];
}

/** The whole of a small body; of a larger one its members that are single values. */
function bodyConditions({ body, headers }: RequestMessage): Condition[] {
  const type = parseMediaType(headerValue(headers, 'content-type') ?? '');
  if (body.state !== 'present' || !type || !isJsonType(type)) return [];
  const value = jsonOf(body.content);
  if (value === undefined) return [];
  const members = isObject(value) ? Object.entries(value) : [];
  const plain = members
    .filter(([, member]) => member !== undefined && !isContainer(member))
    .slice(0, MOST_MEMBERS)
    .map(([name, member]): Condition => ({ part: 'body', name: child('', name), value: member ?? null }));
  const isSmall = writeJson(value).length <= WHOLE;
  return isSmall ? [{ part: 'body', name: '', value }, ...plain] : plain;
}

/** The JSON of a body; undefined where it is none. */
export function jsonOf(content: string | Uint8Array): JsonValue | undefined {
  try {
    return readJson(typeof content === 'string' ? content : new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    return undefined;
  }
}
