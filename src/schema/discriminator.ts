import { isObject, type JsonObject, type JsonValue, own } from '../model/index.js';
import type { Members } from './dialect.js';

/**
 * A `oneOf` or `anyOf` with a `discriminator` is decided by it: the branch that the value names is the one that must hold
 * (OpenAPI 3.1 §4.8.25). Values that name no branch are said to be wrong at the discriminating property; a value without it meets the plain keyword.
 * Branches that are no references, and so have no name, leave the keyword as it is.
 * @param members the converted schema, changed in place
 * @param node as the document writes it
 * @param mark tells where a schema made here comes from
 */
export function applyDiscriminator(members: Members, node: JsonObject, mark: (schema: object) => void): void {
  const discriminator = own(node, 'discriminator');
  const property = isObject(discriminator) ? discriminator.propertyName : undefined;
  if (typeof property !== 'string') return;
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    const branches = members[keyword];
    const written = own(node, keyword);
    if (!Array.isArray(branches) || !Array.isArray(written)) continue;
    const names = written.map((branch) => namesOf(branch, isObject(discriminator) ? discriminator.mapping : undefined));
    if (names.length === 0 || names.some((list) => list.length === 0)) continue;
    const known: Members = { enum: names.flat() };
    mark(known);
    const is = (values: readonly string[]): JsonObject => ({
      type: 'object',
      required: [property],
      properties: { [property]: { enum: values } },
    });
    delete members[keyword];
    const rules: JsonValue[] = branches.map((branch, index) => ({ if: is(names[index] ?? []), then: branch }));
    rules.push({
      if: { type: 'object', required: [property] },
      then: { properties: { [property]: known } },
      else: { [keyword]: branches },
    });
    members.allOf = [...(Array.isArray(members.allOf) ? members.allOf : []), ...rules];
  }
}

/** The values that name a branch: the keys that `mapping` gives it, and its component's name. */
export function namesOf(branch: JsonValue, mapping: JsonValue | undefined): string[] {
  const reference = isObject(branch) ? own(branch, '$ref') : undefined;
  if (typeof reference !== 'string') return [];
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const mapped = Object.entries(isObject(mapping) ? mapping : {})
    .filter(([, target]) => target === reference || target === name)
    .map(([key]) => key);
  return [...new Set([...mapped, name])];
}
