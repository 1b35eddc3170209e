import { isObject, type JsonObject, type JsonValue, own } from '../model/index.js';
import { nameMatches } from './pattern.js';
import { defaultBranchOf, discriminatorOf, namesOfBranch } from './read/discriminator.js';
import { containsIn, itemsIn } from './read/items.js';
import type { NormalSchema } from './read/normal.js';
import { listUnder, mapUnder, memberUnder, type SchemaPlace, schemaUnder } from './read/place.js';
import type { SchemaReader } from './read/reader.js';
import type { Shapes } from './shape.js';

/** A schema that describes a value. */
export interface Start {
  readonly place: SchemaPlace;
  /** Whether it is one of several alternatives, of which the value satisfies none. */
  readonly isGuess: boolean;
}

/** A schema that describes a value, read. */
export interface Applied {
  readonly schema: NormalSchema;
  readonly isGuess: boolean;
}

/** Tells which schemas describe a value, by the value: JSON Schema 2020-12 §7.7 collects annotations alike. */
export interface Applicable {
  /** The schemas and all that apply with them: through `$ref`, `allOf`, and the alternatives that hold. */
  to(starts: readonly Start[], value: JsonValue): readonly Applied[];
  /**
   * Whether the same schemas apply to every value, to each member by its name alone, and the same to all items: no
   * alternative, condition or discriminator is among them.
   */
  isFixed(starts: readonly Start[]): boolean;
  /** The schemas of a member of an object that these schemas describe. */
  ofMember(applied: readonly Applied[], object: JsonObject, name: string): readonly Start[];
  /** The schemas of an item of a list that these schemas describe. */
  ofItem(applied: readonly Applied[], list: readonly JsonValue[], index: number): readonly Start[];
}

/** What decides which schemas apply. */
export interface ApplicableParts {
  readonly reader: SchemaReader;
  readonly shapes: Shapes;
  /** Whether a value is valid; undefined where that cannot be said. */
  holds(place: SchemaPlace, value: JsonValue): boolean | undefined;
  /** Whether it matters that a schema applies: one that says nothing of interest is not looked at. */
  matters(place: SchemaPlace, value: JsonValue): boolean;
}

/** Tells it for schemas of one document. */
export function createApplicable(parts: ApplicableParts): Applicable {
  const to = (starts: readonly Start[], value: JsonValue): readonly Applied[] => {
    const seen = new Map<JsonObject, Applied>();
    for (const start of starts) collect(parts, start, value, seen);
    return [...seen.values()];
  };
  /** Whether a keyword beside `schema`, or in what applies with it, evaluates a part of the value. */
  const isEvaluated = (schema: NormalSchema, value: JsonValue, evaluates: (one: NormalSchema) => boolean): boolean => {
    const place = { schema: schema.node, pointer: schema.pointer };
    const everything = createApplicable({ ...parts, matters: () => true });
    return everything.to([{ place, isGuess: false }], value).some((one) => !one.isGuess && evaluates(one.schema));
  };
  const fixed = new WeakMap<NormalSchema, boolean>();
  const isFixed = ({ place }: Start): boolean => {
    const schema = parts.reader.read(place);
    if (!schema) return true;
    const answer = fixed.get(schema) ?? leavesNoChoice(parts, place);
    fixed.set(schema, answer);
    return answer;
  };
  return {
    to,
    isFixed: (starts) => starts.every(isFixed),
    ofMember: (applied, object, name) =>
      applied.flatMap(({ schema, isGuess }) => {
        const named = declarationsOf(schema, name);
        if (named.length > 0) return named.map((place) => ({ place, isGuess }));
        const rest = objectUnder(schema, 'unevaluatedProperties');
        const isLeft = rest && !isEvaluated(schema, object, (one) => declarationsOf(one, name).length > 0);
        return rest && isLeft ? [{ place: rest, isGuess }] : [];
      }),
    ofItem: (applied, list, index) =>
      applied.flatMap(({ schema, isGuess }) => {
        const item = list[index] ?? null;
        const speaksOfIt = (one: NormalSchema): SchemaPlace[] => {
          const { prefix = [], rest } = itemsIn(one) ?? {};
          const contained = containsIn(one)?.place;
          const direct = prefix[index] ?? rest;
          return [
            ...(direct ? [direct] : []),
            ...(contained && parts.holds(contained, item) === true ? [contained] : []),
          ];
        };
        const found = speaksOfIt(schema);
        const rest = objectUnder(schema, 'unevaluatedItems');
        if (rest && !isEvaluated(schema, list, (one) => speaksOfIt(one).length > 0)) found.push(rest);
        return found.map((place) => ({ place, isGuess }));
      }),
  };
}

/** Keywords by which the value decides which schemas apply to it, or to its parts. */
const DECIDING = [
  'oneOf',
  'anyOf',
  'if',
  'dependentSchemas',
  'unevaluatedProperties',
  'prefixItems',
  'contains',
  'unevaluatedItems',
] as const;

/** Whether neither a schema nor what applies with it lets the value decide. Without recursion: chains have no end. */
function leavesNoChoice(parts: ApplicableParts, start: SchemaPlace): boolean {
  const seen = new Set<NormalSchema>();
  const waiting = [start];
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const schema = parts.reader.read(place);
    if (!schema || seen.has(schema)) continue;
    seen.add(schema);
    if (DECIDING.some((keyword) => own(schema.keywords, keyword) !== undefined)) return false;
    if (heirsOf(parts, schema).length > 0) return false;
    const target = parts.reader.targetOf(schema);
    if (target) waiting.push(target);
    for (const part of listUnder(schema, 'allOf')) waiting.push(part);
  }
  return true;
}

/** The declarations of a member in one schema: `additionalProperties` is of those that nothing beside it names. */
function declarationsOf(schema: NormalSchema, name: string): SchemaPlace[] {
  const named = memberUnder(schema, 'properties', name);
  const found = [
    ...(named ? [named] : []),
    ...mapUnder(schema, 'patternProperties')
      .filter(([pattern]) => nameMatches(pattern, name))
      .map(([, place]) => place),
  ];
  const others = found.length > 0 ? undefined : schemaUnder(schema, 'additionalProperties');
  return others ? [others] : found;
}

function objectUnder(schema: NormalSchema, keyword: string): SchemaPlace | undefined {
  const place = schemaUnder(schema, keyword);
  return isObject(place?.schema) ? place : undefined;
}

/** Notes what applies, the outermost first. Without recursion: a chain of references has no end. */
function collect(parts: ApplicableParts, start: Start, value: JsonValue, seen: Map<JsonObject, Applied>): void {
  const waiting = [start];
  for (let here = waiting.pop(); here; here = waiting.pop()) {
    const next = visit(parts, here, value, seen);
    for (const each of next.reverse()) waiting.push(each);
  }
}

/** Notes one schema, and gives those that apply with it. */
function visit(
  parts: ApplicableParts,
  { place, isGuess }: Start,
  value: JsonValue,
  seen: Map<JsonObject, Applied>,
): Start[] {
  const { reader } = parts;
  const found: Start[] = [];
  const schema = reader.read(place);
  const known = schema && seen.get(schema.node);
  // A schema that is both a guess and certain is certain.
  if (!schema || (known && (!known.isGuess || isGuess))) return found;
  seen.set(schema.node, { schema, isGuess });
  const follow = (next: SchemaPlace | undefined, guessed = isGuess): void => {
    if (next) found.push({ place: next, isGuess: guessed });
  };
  follow(reader.targetOf(schema));
  for (const part of listUnder(schema, 'allOf')) follow(part);
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    const branches = listUnder(schema, keyword);
    choose(parts, schema, branches, value, follow, () =>
      branches.filter((branch) => parts.holds(branch, value) === true),
    );
  }
  choose(parts, schema, heirsOf(parts, schema), value, follow, () => []);
  const condition = schemaUnder(schema, 'if');
  if (condition) {
    const holds = parts.holds(condition, value);
    if (holds === true) follow(condition);
    if (holds !== undefined) follow(schemaUnder(schema, holds ? 'then' : 'else'));
  }
  if (isObject(value))
    for (const [name, dependent] of mapUnder(schema, 'dependentSchemas'))
      if (Object.hasOwn(value, name)) follow(dependent);
  return found;
}

/**
 * Follows the alternatives that the discriminator names, or that hold. Where there are none, something else is wrong
 * with the value: what all of them say of a member is a good guess.
 */
function choose(
  { reader, matters }: ApplicableParts,
  { node }: NormalSchema,
  branches: readonly SchemaPlace[],
  value: JsonValue,
  follow: (place: SchemaPlace, isGuess?: boolean) => void,
  holding: () => readonly SchemaPlace[],
): void {
  if (!branches.some((branch) => matters(branch, value))) return;
  const discriminator = discriminatorOf(node, reader.dialect);
  const tag = discriminator && isObject(value) ? own(value, discriminator.property) : undefined;
  const named =
    discriminator && typeof tag === 'string'
      ? branches.filter(({ schema }) => namesOfBranch(schema, discriminator, reader.resolve).includes(tag))
      : [];
  const usual = discriminator
    ? defaultBranchOf(
        branches.map(({ schema }) => schema),
        discriminator,
      )
    : undefined;
  const others = (): readonly SchemaPlace[] =>
    usual === undefined ? holding() : branches.filter(({ schema }) => schema === usual);
  const chosen = named.length > 0 ? named : others();
  if (chosen.length > 0) for (const branch of chosen) follow(branch);
  else for (const branch of branches) follow(branch, true);
}

/** What is built on a schema with a discriminator and no list of alternatives (OpenAPI 3.1 §4.8.25.2). */
function heirsOf({ shapes }: ApplicableParts, { node, pointer }: NormalSchema): SchemaPlace[] {
  if (!discriminatorOf(node) || node.oneOf !== undefined || node.anyOf !== undefined) return [];
  return shapes.heirsOf(pointer).map((heir) => ({ schema: { $ref: `#${heir.pointer}` }, pointer: heir.pointer }));
}
