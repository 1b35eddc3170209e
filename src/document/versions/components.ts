import { canonicalJson, child, isObject, type JsonObject, own } from '../../model/index.js';
import type { Losses } from './loss.js';

/** A kind of components that a version does not have. */
export interface MissingComponents {
  /** Under `components`. */
  readonly name: 'mediaTypes' | 'pathItems';
  /** The canonical JSON of those that are written where they are used. */
  readonly used: ReadonlySet<string>;
  readonly losses: Losses;
  readonly message: string;
}

/** A translated description without components of one kind. Those that nothing uses are losses. */
export function withoutComponents(
  translated: JsonObject,
  before: JsonObject,
  { name, used, losses, message }: MissingComponents,
): JsonObject {
  const given = isObject(before.components) ? own(before.components, name) : undefined;
  const { components } = translated;
  if (!isObject(components) || !isObject(given)) return translated;
  for (const [key, component = null] of Object.entries(given))
    if (!used.has(canonicalJson(component))) losses.add(child(`/components/${name}`, key), message);
  const { [name]: _, ...others } = components;
  return { ...translated, components: others };
}
