import {
  child,
  isContainer,
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  readJson,
  writeJson,
} from '../../model/index.js';
import { type BrokenRule, breaks, FINE, isFine, type Outcome, together, UNSURE } from './outcome.js';
import { familyOf, listAt, mapAt, ownProperty } from './schema.js';
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
  spot: Pick<Spot, 'scope'>,
): { property: string; branch: JsonValue | 'unknown' } | undefined {
  const { discriminator } = schema;
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string' || !isObject(value)) return undefined;
  const property = discriminator.propertyName;
  const usual = defaultBranch(discriminator, branches, spot.scope);
  if (!Object.hasOwn(value, property)) return usual === undefined ? undefined : { property, branch: usual };
  const mapping = isObject(discriminator.mapping) ? discriminator.mapping : {};
  const names = branches.map((branch) => {
    const reference = isObject(branch) && typeof branch.$ref === 'string' ? branch.$ref : undefined;
    const short = reference?.split('/').at(-1);
    const keys = Object.keys(mapping).filter(
      (key) => reference !== undefined && (mapping[key] === reference || mapping[key] === short),
    );
    const tags = keys.length > 0 ? [] : tagsOf(spot, branch, property);
    return tags.length > 0 ? tags : short === undefined ? [] : [...keys, short];
  });
  if (names.some((list) => list.length === 0)) return undefined;
  const index = names.findIndex((list) => list.some((name) => name === value[property]));
  return { property, branch: branches[index] ?? usual ?? 'unknown' };
}

/** The branch for values that name none (OpenAPI 3.2 §4.25). */
function defaultBranch(discriminator: JsonObject, branches: readonly JsonValue[], { dialect }: Spot['scope']) {
  const { defaultMapping } = discriminator;
  if (dialect !== '3.2' || typeof defaultMapping !== 'string') return undefined;
  return branches.find(
    (branch) =>
      isObject(branch) &&
      typeof branch.$ref === 'string' &&
      (branch.$ref === defaultMapping || branch.$ref.split('/').at(-1) === defaultMapping),
  );
}

/** The texts that a branch itself allows for its tag. */
function tagsOf({ scope }: Pick<Spot, 'scope'>, branch: JsonValue, property: string): JsonValue[] {
  const members = familyOf(scope, [branch]).flatMap((schema) => ownProperty(schema, property));
  const tagged = members.find(
    (member) => isObject(member) && (member.const !== undefined || listAt(member, 'enum').length > 0),
  );
  if (!isObject(tagged)) return [];
  const values = tagged.const === undefined ? listAt(tagged, 'enum') : [tagged.const];
  return values.filter((value) => typeof value === 'string');
}

function readBranches(
  schema: JsonObject,
  keyword: 'anyOf' | 'oneOf',
  branches: readonly JsonValue[],
  spot: Spot,
): Outcome {
  const named = namedBranch(schema, branches, spot.value, spot);
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
  if (!isContainer(value)) return undefined;
  const ofKind = real
    .map(({ outcome }) => outcome)
    .filter(({ broken }) => !broken.some((rule) => refusesKind(rule, location)));
  const accepted = ofKind.filter(({ broken }) => !broken.some((rule) => isTakenElsewhere(rule, location, ofKind)));
  const takers = accepted.length > 0 ? accepted : ofKind;
  const tag = unknownTag(takers, location);
  if (tag !== undefined)
    return breaks(
      tag,
      'enum',
      takers.map(({ broken }) => broken),
    );
  const meant = takers.filter(
    ({ broken }) => !broken.some((rule) => isTag(rule) && rule.location.lastIndexOf('/') === location.length),
  );
  const [best, second] = [...meant].sort((a, b) => a.broken.length - b.broken.length);
  if (!best || !second) return best;
  if (
    new Set(meant.map(({ broken }) => writeJson(broken.map(({ location: place, keyword }) => [place, keyword]))))
      .size === 1
  )
    return best;
  return best.broken.length < second.broken.length && weight(best) < weight(second)
    ? best
    : { ...FINE, unsure: true, broken: best.broken };
}

/** The demand of a choice that has no branch for the value's kind; see `breaks`. */
const NO_CHOICE = '';

/** The branch is for values of another kind. */
function refusesKind({ location, keyword, demand }: BrokenRule, place: string): boolean {
  if (location !== place) return false;
  const isOfScalars = (keyword === 'enum' || keyword === 'const') && !/[[{]/.test(demand.slice(1));
  return keyword === 'type' || keyword === 'false schema' || demand === NO_CHOICE || isOfScalars;
}

/** Only one value would have done. */
function isTag({ keyword, demand }: BrokenRule): boolean {
  return keyword === 'const' || (keyword === 'enum' && demand !== NO_CHOICE && listOf(demand).length === 1);
}

function isTakenElsewhere(rule: BrokenRule, place: string, outcomes: readonly Outcome[]): boolean {
  if (!isTag(rule) || rule.location === place) return false;
  return outcomes.some(({ broken }) => !broken.some(({ location }) => location === rule.location));
}

/** The member of which every branch wants another value, where there are several branches; the outermost one. */
function unknownTag(outcomes: readonly Outcome[], place: string): string | undefined {
  if (outcomes.length < 2) return undefined;
  const demands = outcomes.map(
    ({ broken }) =>
      new Map(
        broken
          .filter(({ keyword, location }) => (keyword === 'enum' || keyword === 'const') && location !== place)
          .map(({ location, demand }) => [location, demand]),
      ),
  );
  const shared = [...(demands[0]?.keys() ?? [])].filter((location) => demands.every((each) => each.has(location)));
  const [tag] = shared.sort((a, b) => a.split('/').length - b.split('/').length);
  if (tag === undefined || new Set(demands.map((each) => each.get(tag))).size === 1) return undefined;
  return tag;
}

function listOf(demand: string): readonly unknown[] {
  const values: unknown = readJson(demand);
  return Array.isArray(values) ? values : [];
}

/** Faults near the surface tell more of what was not meant than faults deep inside. */
function weight({ broken }: Outcome): number {
  return broken.reduce((sum, { location }) => sum + 1 / (location.split('/').length + 1), 0);
}
