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
  const followed = new Map<JsonObject, readonly Step[]>();
  /** The schemas that apply with one, the last first. Each search in a circle passes the same ones. */
  const after = (node: JsonObject): readonly Step[] => {
    const known = followed.get(node);
    if (known) return known;
    const target = targetIn(node);
    const isAlone = target && dialect.besideReference === 'ignored';
    const steps: Step[] = [];
    // A choice in a choice, such as the one that also admits null.
    for (const keyword of isAlone ? [] : LISTS)
      for (const item of listIn(node, keyword))
        if (isObject(item)) steps.push({ node: item, isPart: keyword === 'allOf', target: targetIn(item) });
    if (target) steps.push({ node: target, isPart: false, target: targetIn(target) });
    followed.set(node, steps);
    return steps;
  };
  const search = (base: JsonObject, branches: readonly JsonValue[]): ReadonlySet<JsonObject> => {
    const references = new Set<JsonObject>();
    const seen = new Set<JsonObject>([base]);
    const waiting = branches.filter(isObject).map((node) => ({ node, isPart: false, target: targetIn(node) }));
    // Without recursion: chains have no end. And not all of a chain, which is searched from each of its links.
    let left = STEPS + STEPS_A_BRANCH * branches.length;
    for (let step = waiting.pop(); step && left > 0; step = waiting.pop()) {
      const { node, isPart, target } = step;
      if (seen.has(node)) continue;
      left -= 1;
      seen.add(node);
      // A bare alias means its target wherever it is used.
      if (target === base && (isPart || hasCompanions(node, dialect))) references.add(node);
      for (const next of after(node)) waiting.push(next);
    }
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

/** A schema on the way of a search. */
interface Step {
  readonly node: JsonObject;
  /** Whether it is in an `allOf`. */
  readonly isPart: boolean;
  /** Where its own reference leads. */
  readonly target: JsonObject | undefined;
}

const CHOICES = ['oneOf', 'anyOf'] as const;
const LISTS = [...CHOICES, 'allOf'] as const;

/**
 * So many schemas are looked at for references to a base, and so many more for each of its alternatives. References
 * that are further away lead back to themselves without end, as they are written.
 */
const STEPS = 500;
const STEPS_A_BRANCH = 100;

function listIn(node: JsonObject, keyword: string): readonly JsonValue[] {
  const list = own(node, keyword);
  return Array.isArray(list) ? list : [];
}

/** Whether a reference is not all that a schema says. */
function hasCompanions(node: JsonObject, { besideReference }: SchemaDialect): boolean {
  return besideReference !== 'ignored' && Object.keys(node).length > 1;
}
