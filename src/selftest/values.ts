import type { Generator } from '../generate/index.js';
import { at, isObject, type JsonValue, own, type Pointer, withoutIndexes, writeJson } from '../model/index.js';
import { minorOf } from '../schema/index.js';
import { readValue } from './reading/reader.js';
import { dereference, listAt, mapAt, type Scope } from './reading/schema.js';

/** The source of values. */
export interface ValueSource {
  readonly generator: Generator;
  readonly seed: string;
  /** How many are invented, beside those that are documented. */
  readonly variants: number;
}

/** Something with a schema, and perhaps examples. */
export interface Described {
  readonly scope: Scope;
  /** The place of the schema. */
  readonly schema: Pointer;
  /** The Media Type, Parameter or Header Object. */
  readonly holder: JsonValue;
  readonly isBody: boolean;
  /** Tells the values of one place from those of others with the same schema. */
  readonly key: string;
  /** Whether the message can carry such a value. */
  readonly carries: (value: JsonValue) => boolean;
}

/** The values that were found for one schema. */
export interface Values {
  /** Certainly valid: documented examples first, then the plain sample, then invented ones; each once. */
  readonly valid: readonly JsonValue[];
  /** The placeholders of documented examples. */
  readonly placeholders: ReadonlySet<string>;
}

/** A value at its place, array indexes left out: it distinguishes placeholders from other faults. */
export function placeholderKey(location: Pointer, value: JsonValue | undefined): string {
  return `${withoutIndexes(location)} ${writeJson(value)}`;
}

/** Looks for values that are certainly valid. */
export async function validValues(described: Described, source: ValueSource): Promise<Values> {
  const { scope, schema: pointer, holder, isBody, key, carries } = described;
  const schema = at(scope.root, pointer) ?? true;
  const found = new Map<string, JsonValue>();
  const offer = (value: JsonValue | undefined): void => {
    if (value === undefined) return;
    const { broken, unsure } = readValue(scope, schema, value, isBody);
    if (broken.length === 0 && !unsure && carries(value)) found.set(writeJson(value), value);
  };
  const placeholders = new Set<string>();
  for (const example of examplesIn(scope, holder, schema)) {
    offer(example);
    if (example === undefined || !isBody) continue;
    for (const { location } of readValue(scope, schema, example, false).broken)
      placeholders.add(placeholderKey(location, at(example, location)));
  }
  const media = { schema: pointer };
  const options = { direction: scope.direction };
  offer(await source.generator.sample(media, options));
  for (let index = 0; index < source.variants; index += 1) {
    const made = await source.generator.invent(media, `${source.seed} ${key} ${index}`, options);
    if ('value' in made) offer(made.value);
  }
  return { valid: [...found.values()], placeholders };
}

function examplesIn(scope: Scope, holder: JsonValue, schema: JsonValue): (JsonValue | undefined)[] {
  const found: (JsonValue | undefined)[] = [];
  if (isObject(holder)) {
    for (const [, example] of mapAt(holder, 'examples')) {
      const node = dereference(scope.root, example, '')?.node ?? {};
      found.push((minorOf(scope.root.openapi) >= 2 ? own(node, 'dataValue') : undefined) ?? own(node, 'value'));
    }
    found.push(own(holder, 'example'));
  }
  const described = dereference(scope.root, schema, '')?.node;
  if (described) found.push(own(described, 'example'), ...listAt(described, 'examples'));
  return found;
}
