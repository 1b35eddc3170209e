import { isObject, type JsonValue } from '../model/index.js';
import type { CompiledOperation, MediaContent } from './compiled.js';
import type { SharedPlaceholders } from './examples.js';
import type { Operation } from './operation.js';

/** This many media types whose examples have the same text are looked at. */
const MAX_HOLDERS = 50;

/**
 * A placeholder belongs to its schema: documented in one operation's example, it is one wherever that schema is used.
 * Examples are searched for texts when the first fault asks; only those that have the text are checked.
 */
export function sharedPlaceholders(
  operations: readonly Operation[],
  compile: (operation: Operation) => CompiledOperation,
): SharedPlaceholders {
  let holders: Map<string, Set<MediaContent>> | undefined;
  return {
    repeatedBy({ schema, value }) {
      // Only what components hold is used in more than one place.
      if (typeof value !== 'string' || !schema.startsWith('/components/')) return undefined;
      holders ??= holdersOf(operations, compile);
      for (const media of holders.get(value) ?? []) {
        const found = media.placeholders()?.list.find((each) => each.schema === schema && each.value === value);
        if (found) return found;
      }
      return undefined;
    },
  };
}

function holdersOf(
  operations: readonly Operation[],
  compile: (operation: Operation) => CompiledOperation,
): Map<string, Set<MediaContent>> {
  const holders = new Map<string, Set<MediaContent>>();
  for (const operation of operations) {
    const { requestContent, responseContent } = compile(operation);
    const contents = [requestContent, ...[...operation.responses.values()].map(responseContent)];
    for (const content of contents) {
      for (const key of content?.keys ?? []) {
        const media = content?.get(key);
        if (media) for (const { value } of media.examples) enter(value, media, holders);
      }
    }
  }
  return holders;
}

function enter(value: JsonValue, media: MediaContent, holders: Map<string, Set<MediaContent>>): void {
  const open: JsonValue[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') {
      const known = holders.get(next) ?? new Set();
      if (known.size < MAX_HOLDERS) known.add(media);
      holders.set(next, known);
    } else if (Array.isArray(next)) for (const item of next) open.push(item);
    else if (isObject(next)) for (const member of Object.values(next)) if (member !== undefined) open.push(member);
  }
}
