import { child, isObject, type JsonObject, type JsonValue, own } from '../../model/index.js';
import { type BrokenRule, breaks, FINE, isFine, type Outcome, together, UNSURE } from './outcome.js';
import { listAt, mapAt } from './schema.js';
import type { Spot } from './spot.js';

/** The outcomes of `allOf`, `anyOf`, `oneOf`, `not`, `if` and `dependentSchemas`. */
export function readChoices(schema: JsonObject, spot: Spot): Outcome[] {
  const found = listAt(schema, 'allOf').map((part) => spot.read(spot, part));
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const branches = listAt(schema, keyword);
    if (branches.length > 0) found.push(readBranches(schema, keyword, branches, spot));
  }
  const not = own(schema, 'not');
  if (not !== undefined) {
    const outcome = spot.read(spot, not);
    if (outcome.broken.length === 0) found.push(outcome.unsure ? UNSURE : breaks(spot.location, 'not', not));
  }
  const condition = own(schema, 'if');
  if (condition !== undefined) found.push(readCondition(schema, condition, spot));
  for (const [name, dependent] of mapAt(schema, 'dependentSchemas'))
    if (isObject(spot.value) && Object.hasOwn(spot.value, name)) found.push(spot.read(spot, dependent));
  return found;
}

function readCondition(schema: JsonObject, condition: JsonValue, spot: Spot): Outcome {
  const test = spot.read(spot, condition);
  if (test.broken.length === 0 && test.unsure) return UNSURE;
  const holds = test.broken.length === 0;
  const next = own(schema, holds ? 'then' : 'else');
  return together([...(holds ? [test] : []), ...(next === undefined ? [] : [spot.read(spot, next)])]);
}

/**
 * The branch that a discriminating property names; `unknown` where it names none, undefined where nothing discriminates
 * (OpenAPI 3.1 §4.8.25).
 */
export function namedBranch(
  schema: JsonObject,
  branches: readonly JsonValue[],
  value: JsonValue,
): { property: string; branch: JsonValue | 'unknown' } | undefined {
  const { discriminator } = schema;
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string' || !isObject(value)) return undefined;
  const property = discriminator.propertyName;
  if (!Object.hasOwn(value, property)) return undefined;
  const mapping = isObject(discriminator.mapping) ? discriminator.mapping : {};
  const references = branches.map((branch) => (isObject(branch) ? branch.$ref : undefined));
  if (references.some((reference) => typeof reference !== 'string')) return undefined;
  const name = value[property];
  const mapped = typeof name === 'string' ? own(mapping, name) : undefined;
  const index = references.findIndex((reference) => {
    const short = String(reference).split('/').at(-1);
    return mapped === undefined ? short === name : mapped === reference || mapped === short;
  });
  return { property, branch: branches[index] ?? 'unknown' };
}

function readBranches(
  schema: JsonObject,
  keyword: 'anyOf' | 'oneOf',
  branches: readonly JsonValue[],
  spot: Spot,
): Outcome {
  const named = namedBranch(schema, branches, spot.value);
  if (named)
    return named.branch === 'unknown'
      ? breaks(child(spot.location, named.property), 'enum', branches)
      : spot.read(spot, named.branch);
  const outcomes = branches.map((branch) => spot.read(spot, branch));
  const kept = outcomes.filter(isFine);
  const open = outcomes.some(({ broken, unsure }) => unsure && broken.length === 0);
  if (keyword === 'anyOf' && kept.length > 0) return together(kept);
  if (open) return UNSURE;
  if (kept.length > 0) return kept.length === 1 ? together(kept) : breaks(spot.location, 'oneOf', branches);
  const pairs = outcomes.map((outcome, index) => ({ outcome, schema: branches[index] }));
  return closest(pairs, spot) ?? breaks(spot.location, keyword, undefined);
}

/**
 * The outcome where no branch holds: the faults by the branch that was meant, where one clearly was;
 * undefined where the whole choice is to be named.
 * Null beside one other branch is not a choice. A scalar means no branch. An object or array means the branch that
 * takes its kind and its tag.
 */
function closest(
  pairs: readonly { readonly outcome: Outcome; readonly schema: JsonValue | undefined }[],
  { value, location }: Spot,
): Outcome | undefined {
  const real = pairs.filter(({ schema }) => !(isObject(schema) && schema.type === 'null'));
  if (real.length === 1) return real[0]?.outcome;
  if (typeof value !== 'object' || value === null) return undefined;
  const meant = real
    .map(({ outcome }) => outcome)
    .filter(({ broken }) => !broken.some((rule) => refuses(rule, location)));
  const [best, second] = [...meant].sort((a, b) => a.broken.length - b.broken.length);
  if (!best || !second) return best;
  if (
    new Set(meant.map(({ broken }) => JSON.stringify(broken.map(({ location: place, keyword }) => [place, keyword]))))
      .size === 1
  )
    return best;
  return best.broken.length < second.broken.length && weight(best) < weight(second)
    ? best
    : { ...FINE, unsure: true, broken: best.broken };
}

/** The demand of a choice that has no branch for the value's kind; see `breaks`. */
const NO_CHOICE = '';

/** The branch is for values of another kind, or for objects with another tag. */
function refuses({ location, keyword, demand }: BrokenRule, place: string): boolean {
  if (location === place) return keyword === 'type' || keyword === 'false schema' || demand === NO_CHOICE;
  if (location.lastIndexOf('/') !== place.length) return false;
  return keyword === 'const' || (keyword === 'enum' && JSON.parse(demand).length === 1);
}

/** Faults near the surface tell more of what was not meant than faults deep inside. */
function weight({ broken }: Outcome): number {
  return broken.reduce((sum, { location }) => sum + 1 / (location.split('/').length + 1), 0);
}
