import { isObject, type JsonObject, type JsonValue, own } from '../../model/index.js';
import type { SchemaDialect } from '../dialects/dialect.js';

/** The property whose value tells which branch or derived schema an object follows (OpenAPI 3.1 §4.8.25). */
export interface Discriminator {
  readonly property: string;
  readonly mapping: JsonValue | undefined;
  /** The name of the schema for values that name none, or a reference to it (OpenAPI 3.2 §4.25, `defaultMapping`). */
  readonly defaultMapping: string | undefined;
}

/** The discriminator of a schema. @param dialect tells whether `defaultMapping` counts; without it, it does not */
export function discriminatorOf(
  node: JsonObject,
  dialect?: Pick<SchemaDialect, 'defaultMapping'>,
): Discriminator | undefined {
  const discriminator = own(node, 'discriminator');
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') return undefined;
  const { propertyName, mapping, defaultMapping } = discriminator;
  const isDefault = dialect?.defaultMapping === 'followed' && typeof defaultMapping === 'string';
  return { property: propertyName, mapping, defaultMapping: isDefault ? defaultMapping : undefined };
}

/** The branch for values that name none; undefined where the discriminator knows none among these. */
export function defaultBranchOf<Branch extends JsonValue | undefined>(
  branches: readonly Branch[],
  { defaultMapping }: Discriminator,
): Branch | undefined {
  if (defaultMapping === undefined) return undefined;
  return branches.find((branch) => {
    const reference = isObject(branch) ? own(branch, '$ref') : undefined;
    if (typeof reference !== 'string') return false;
    return reference === defaultMapping || reference.slice(reference.lastIndexOf('/') + 1) === defaultMapping;
  });
}

/** What a `$ref` refers to. */
export type Resolve = (reference: string) => JsonValue | undefined;

/**
 * The values that name a branch: the keys that `mapping` gives it, and its component's name. Where no key is given, a
 * `const` or `enum` of the branch for the discriminating member names it instead: with any other value it could not
 * hold.
 */
export function namesOfBranch(branch: JsonValue, { property, mapping }: Discriminator, resolve: Resolve): string[] {
  const reference = isObject(branch) ? own(branch, '$ref') : undefined;
  const name = typeof reference === 'string' ? reference.slice(reference.lastIndexOf('/') + 1) : undefined;
  const mapped = Object.entries(isObject(mapping) ? mapping : {})
    .filter(([, target]) => name !== undefined && (target === reference || target === name))
    .map(([key]) => key);
  const restricted = mapped.length > 0 ? [] : valuesOf(branch, property, resolve, MAX_HOPS);
  if (restricted.length > 0) return restricted;
  return name === undefined ? [] : [...new Set([...mapped, name])];
}

/** Further schemas lead back to themselves. */
const MAX_HOPS = 16;

/** The texts to which a schema restricts a member, through `$ref` and `allOf`. */
function valuesOf(schema: JsonValue | undefined, property: string, resolve: Resolve, hops: number): string[] {
  if (!isObject(schema) || hops === 0) return [];
  const properties = own(schema, 'properties');
  const member = isObject(properties) ? own(properties, property) : undefined;
  const here = isObject(member) ? textsOf(member) : [];
  if (here.length > 0) return here;
  const reference = own(schema, '$ref');
  const parts = own(schema, 'allOf');
  const below = [
    ...(typeof reference === 'string' ? [resolve(reference)] : []),
    ...(Array.isArray(parts) ? parts : []),
  ];
  for (const part of below) {
    const found = valuesOf(part, property, resolve, hops - 1);
    if (found.length > 0) return found;
  }
  return [];
}

function textsOf(member: JsonObject): string[] {
  const values = member.const === undefined ? own(member, 'enum') : [member.const];
  return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [];
}
