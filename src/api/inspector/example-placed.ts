import { type Contract, type Match, responseFor } from '../../contract/index.js';
import { parseMediaType } from '../../http/index.js';
import {
  child,
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  type Pointer,
  sameJson,
  setMember,
  tokensOf,
} from '../../model/index.js';
import { countConditions } from './example-rule.js';

/** The extension that says for which requests an example is the answer. */
const RULE = 'x-docproof-when';

/** An example on its way into a document. */
export interface NewExample {
  /** The name that a user wants. @default a free one, or that of the example with the same rule */
  readonly name?: string | undefined;
  readonly status: number;
  /** As the response has it: `application/json; charset=utf-8`. */
  readonly contentType: string;
  readonly value: JsonValue;
  readonly rule: JsonObject;
}

/** A document with the example, and how it comes to it: state after state, each told from the one before by value. */
export interface PlacedExample {
  readonly name: string;
  /** The Example Object itself. */
  readonly pointer: Pointer;
  readonly states: readonly JsonObject[];
  /** The last of them. */
  readonly root: JsonObject;
}

/**
 * Puts an example into the response of an operation, with its rule. Where the operation shares the response with
 * others, or the status is one of a range, it gets a separate response. A rule that wants more comes before those
 * that want less, because the first counts.
 */
export function placeExample(
  { document, compile }: Contract,
  operation: Match['operation'],
  { name: wanted, status, contentType, value, rule }: NewExample,
): PlacedExample {
  const { root } = document;
  const responses = child(operation.pointer, 'responses');
  const place = child(responses, String(status));
  const located = responseFor(operation, status)?.response;
  const base: JsonObject = located?.node ?? { description: 'Seen in traffic.' };
  const documented = located && compile(operation).responseContent(located);
  const type = parseMediaType(contentType);
  const known = type && documented?.bestFor(type);
  const key = known?.key ?? contentType.split(';', 1)[0]?.trim().toLowerCase() ?? contentType;
  const content = own(base, 'content');
  const media = isObject(content) ? own(content, key) : undefined;
  const plain = isObject(media) && own(media, '$ref') === undefined ? media : (known?.node ?? {});
  const { example, examples: given, ...others } = plain;
  const before: JsonObject = isObject(given) ? given : example === undefined ? {} : { default: { value: example } };
  const same = Object.keys(before).find((each) => hasRule(before[each], rule));
  const name = wanted ?? same ?? freeName(before);
  const rest = Object.entries(before).filter(([each]) => each !== name && (wanted === undefined || each !== same));
  const behind = rest.findIndex(
    ([, each]) => countConditions(ruleOf(each)) <= countConditions(rule) && ruleOf(each) !== undefined,
  );
  const fresh: [string, JsonValue] = [name, { summary: 'Saved from traffic.', value, [RULE]: rule }];
  const ordered = behind < 0 ? [...rest, fresh] : [...rest.slice(0, behind), fresh, ...rest.slice(behind)];
  const withMedia = (node: JsonObject): JsonObject => {
    const response: JsonObject = { ...base, content: { ...(isObject(content) ? content : {}), [key]: node } };
    return withValueAt(root, place, response);
  };
  const after = withMedia({ ...others, examples: objectOf(ordered) });
  // An overlay appends: where the order counts, the examples are taken out first.
  const pointer = child(child(child(child(place, 'content'), key), 'examples'), name);
  return { name, pointer, states: behind < 0 ? [after] : [withMedia(others), after], root: after };
}

function objectOf(entries: readonly (readonly [string, JsonValue | undefined])[]): JsonObject {
  const made: Record<string, JsonValue | undefined> = {};
  for (const [name, value] of entries) setMember(made, name, value);
  return made;
}

function ruleOf(example: JsonValue | undefined): JsonValue | undefined {
  return isObject(example) ? own(example, RULE) : undefined;
}

function hasRule(example: JsonValue | undefined, rule: JsonObject): boolean {
  const own = ruleOf(example);
  return own !== undefined && sameJson(own, rule);
}

function freeName(examples: JsonObject): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? 'saved' : `saved-${count}`;
    if (!Object.hasOwn(examples, name)) return name;
  }
}

/** The document with another value at a place; all else is shared with it. */
export function withValueAt(root: JsonObject, place: Pointer, value: JsonValue): JsonObject {
  const within = (node: JsonValue | undefined, [first, ...rest]: readonly string[]): JsonValue => {
    if (first === undefined) return value;
    const copy: Record<string, JsonValue | undefined> = isObject(node) ? { ...node } : {};
    setMember(copy, first, within(isObject(node) ? own(node, first) : undefined, rest));
    return copy;
  };
  const made = within(root, tokensOf(place));
  return isObject(made) ? made : root;
}
