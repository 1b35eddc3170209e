import {
  child,
  InputError,
  isContainer,
  isObject,
  isTooDeep,
  type JsonValue,
  MAX_DEPTH,
  type Pointer,
} from '../model/index.js';
import { parseText } from './parse.js';

/** An example that was taken out of a file, because nothing can follow it to its end. */
export interface DeepExample {
  readonly pointer: Pointer;
  /** The keyword that had it. */
  readonly keyword: string;
}

/** What became of such an example, as a message says it. */
export const TOO_DEEP = `it is nested deeper than ${MAX_DEPTH} levels`;

/** Keywords whose values are sent and compared. */
const EXAMPLES: ReadonlySet<string> = new Set(['example', 'value', 'default']);

/** No description is followed deeper. */
const MAX_WALK = 3000;

/**
 * Takes the examples out of a description that are nested deeper than bodies are judged: each walk through them would
 * exhaust the stack. Steps into each container once, and into no example.
 */
export function takeOutDeepExamples(content: JsonValue): DeepExample[] {
  const found: DeepExample[] = [];
  if (!isTooDeep(content)) return found;
  const open: { readonly node: JsonValue; readonly pointer: Pointer; readonly level: number }[] = [];
  open.push({ node: content, pointer: '', level: 0 });
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, pointer, level } = next;
    if (!isContainer(node) || level > MAX_WALK) continue;
    for (const [name, value] of Object.entries(node)) {
      if (!isContainer(value)) continue;
      const isList = name === 'examples' && Array.isArray(value);
      if (!isObject(node) || (!EXAMPLES.has(name) && !isList)) {
        open.push({ node: value, pointer: child(pointer, name), level: level + 1 });
        continue;
      }
      if (!isTooDeep(value)) continue;
      Reflect.deleteProperty(node, name);
      found.push({ pointer: child(pointer, name), keyword: name });
    }
  }
  return found;
}

/**
 * Reads a file that is an example.
 * @throws InputError `not-yaml`, also where it is nested deeper than bodies are judged
 */
export function parseExample(text: string, source: string): JsonValue {
  const value = parseText(text, source);
  if (!isTooDeep(value)) return value;
  throw new InputError('not-yaml', TOO_DEEP, { place: { source }, cure: 'Flatten it.' });
}
