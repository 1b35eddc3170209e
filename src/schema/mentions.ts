import { at, isObject, type JsonObject, type JsonValue, type Pointer, pointerOfFragment } from '../model/index.js';

/** Whether a schema, or one that it refers to, has a keyword that is `true` somewhere: `readOnly`, `writeOnly`. */
export type Mentions = (pointer: Pointer, keyword: 'readOnly' | 'writeOnly') => boolean;

/** Looks once at each schema that is asked for, and at what it refers to. */
export function createMentions(root: JsonObject): Mentions {
  const known = { readOnly: new Map<Pointer, boolean>(), writeOnly: new Map<Pointer, boolean>() };
  return (pointer, keyword) => {
    const before = known[keyword].get(pointer);
    if (before !== undefined) return before;
    const found = mentions(root, at(root, pointer), keyword);
    known[keyword].set(pointer, found);
    return found;
  };
}

function mentions(root: JsonObject, start: JsonValue | undefined, keyword: string): boolean {
  const seen = new Set<JsonValue>();
  const waiting = [start];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    if (isObject(node)) {
      if (node[keyword] === true) return true;
      if (typeof node.$ref === 'string' && node.$ref.startsWith('#')) {
        const target = pointerOfFragment(node.$ref);
        if (target === '' || target.startsWith('/')) waiting.push(at(root, target));
      }
    }
    waiting.push(...Object.values(node));
  }
  return false;
}
