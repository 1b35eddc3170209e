import { isObject, type JsonObject, type JsonValue, own } from '../../model/index.js';

/** The property whose value tells which branch or derived schema an object follows (OpenAPI 3.1 §4.8.25). */
export interface Discriminator {
  readonly property: string;
  readonly mapping: JsonValue | undefined;
}

/** The discriminator of a schema. */
export function discriminatorOf(node: JsonObject): Discriminator | undefined {
  const discriminator = own(node, 'discriminator');
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') return undefined;
  return { property: discriminator.propertyName, mapping: discriminator.mapping };
}

/** The values that name a branch: the keys that `mapping` gives it, and its component's name. */
export function namesOfBranch(branch: JsonValue, mapping: JsonValue | undefined): string[] {
  const reference = isObject(branch) ? own(branch, '$ref') : undefined;
  if (typeof reference !== 'string') return [];
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const mapped = Object.entries(isObject(mapping) ? mapping : {})
    .filter(([, target]) => target === reference || target === name)
    .map(([key]) => key);
  return [...new Set([...mapped, name])];
}
