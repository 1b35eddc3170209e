import { isObject, type JsonObject, type JsonValue, own } from '../../model/index.js';
import type { SchemaDialect } from '../dialects/dialect.js';
import { targetOf } from './place.js';

/** A list of alternatives. */
export type Choice = 'oneOf' | 'anyOf';

/**
 * References from the alternatives of a schema back to it: a base lists the schemas that are built on it by `allOf`,
 * beside a discriminator or alone. The alternative is chosen already, so that the reference means all but the choice.
 */
export interface BaseReferences {
  /** Whether the `$ref` of a schema is such a reference. */
  has(node: JsonObject): boolean;
  /** What stands for a schema without its choice, in a graph of schemas. The same object each time. */
  baseOf(node: JsonObject): JsonObject;
  /** The schema that such an object is made of; undefined for others. */
  withChoice(base: JsonObject): JsonObject | undefined;
  /** The lists of a schema whose alternatives refer to it. */
  choicesOf(node: JsonObject): readonly Choice[];
}

/** Those below `root`, looked for when they are asked for. */
export function createBaseReferences(root: JsonObject, dialect: SchemaDialect): BaseReferences {
  const bases = new Map<JsonObject, JsonObject>();
  const schemas = new Map<JsonObject, JsonObject>();
  const found = new Map<JsonObject, ReadonlyMap<Choice, ReadonlySet<JsonObject>>>();
  const targetIn = (node: JsonObject): JsonObject | undefined => {
    const target = typeof node.$ref === 'string' ? targetOf(root, node.$ref)?.schema : undefined;
    return isObject(target) ? target : undefined;
  };
  const search = (base: JsonObject, branches: readonly JsonValue[]): ReadonlySet<JsonObject> => {
    const references = new Set<JsonObject>();
    const seen = new Set<JsonObject>([base]);
    const visit = (node: JsonValue | undefined, isPart: boolean): void => {
      if (!isObject(node) || seen.has(node)) return;
      seen.add(node);
      const target = targetIn(node);
      // A bare alias means its target wherever it is used.
      if (target === base && (isPart || hasCompanions(node, dialect))) references.add(node);
      visit(target, false);
      if (target && dialect.besideReference === 'ignored') return;
      for (const part of listIn(node, 'allOf')) visit(part, true);
      // A choice in a choice, such as the one that also admits null.
      for (const keyword of CHOICES) for (const branch of listIn(node, keyword)) visit(branch, false);
    };
    for (const branch of branches) visit(branch, false);
    return references;
  };
  const referencesTo = (base: JsonObject): ReadonlyMap<Choice, ReadonlySet<JsonObject>> => {
    const known =
      found.get(base) ?? new Map(CHOICES.map((keyword) => [keyword, search(base, listIn(base, keyword))] as const));
    found.set(base, known);
    return known;
  };
  return {
    has(node) {
      const target = targetIn(node);
      return target !== undefined && [...referencesTo(target).values()].some((references) => references.has(node));
    },
    baseOf(node) {
      const base = bases.get(node) ?? {};
      bases.set(node, base);
      schemas.set(base, node);
      return base;
    },
    withChoice: (base) => schemas.get(base),
    choicesOf: (node) =>
      [...referencesTo(node)].flatMap(([keyword, references]) => (references.size > 0 ? [keyword] : [])),
  };
}

const CHOICES = ['oneOf', 'anyOf'] as const;

function listIn(node: JsonObject, keyword: string): readonly JsonValue[] {
  const list = own(node, keyword);
  return Array.isArray(list) ? list : [];
}

/** Whether a reference is not all that a schema says. */
function hasCompanions(node: JsonObject, { besideReference }: SchemaDialect): boolean {
  return besideReference !== 'ignored' && Object.keys(node).length > 1;
}
