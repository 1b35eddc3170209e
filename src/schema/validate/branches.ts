import type { AnySchemaObject, ErrorObject } from 'ajv';
import { isContainer, isObject, type JsonObject, type JsonValue, writeJson } from '../../model/index.js';
import { jsonIn, readsContent } from '../content.js';

/** A branch of `anyOf` or `oneOf` that did not match, with what is wrong. */
export interface SchemaFailure {
  readonly schema: JsonValue;
  readonly errors: readonly ErrorObject[];
}

/** An `anyOf` or `oneOf` that did not hold. */
export interface BranchingFailure {
  readonly keyword: 'anyOf' | 'oneOf';
  /** How many branches matched: 0, or for `oneOf` two and more. */
  readonly matched: number;
  readonly failures: readonly SchemaFailure[];
  readonly branches: readonly JsonValue[];
  readonly data: unknown;
  readonly instancePath: string;
  readonly parentSchema: AnySchemaObject;
  /** The schema behind a reference, and the name of its component. */
  readonly follow: Follow;
}

/** The schema behind a converted reference, and the name that the document gives it; undefined if none exists. */
export type Follow = (id: string) => { readonly schema: JsonValue; readonly name: string } | undefined;

/** An error, and the keyword of its schema that is the rule, where that is another one. */
export type FoundError = Partial<ErrorObject> & {
  readonly rule?: string;
  /** Where the text is that holds the JSON which this is about; absent for what is in no text. */
  readonly contentAt?: string;
};

/**
 * The errors to report: those of the branch that the data comes closest to, where one took the data's kind; otherwise
 * one error that says what the branches want.
 */
export function chooseBranch(failure: BranchingFailure): FoundError[] {
  const { failures, matched, instancePath, data } = failure;
  if (matched > 0) return [summary(failure)];
  // A reference or null: what is wrong is wrong by the one that is referred to.
  const [only, ...others] = failures.filter(({ schema }) => !(isObject(schema) && schema.type === 'null'));
  if (only && others.length === 0) return [...only.errors];
  if (isScalar(data)) return inContent(failure) ?? [summary(failure)];
  const ofType = failures.filter(({ errors }) => !errors.some((error) => rejectsType(error, instancePath)));
  const meant = ofType.filter(({ errors }) => !errors.some((error) => isTakenElsewhere(error, instancePath, ofType)));
  const takers = meant.length > 0 ? meant : ofType;
  const tag = unknownTag(failure, takers);
  if (tag) return [tag];
  const close = takers.filter(
    ({ errors }) => errors.length > 0 && !errors.some((error) => isTag(error) && isMemberOf(instancePath, error)),
  );
  if (close.length === 0) return [summary(failure)];
  const best = close.reduce((a, b) => {
    const nearer = distance(b, instancePath) - distance(a, instancePath);
    return nearer < 0 || (nearer === 0 && b.errors.length < a.errors.length) ? b : a;
  });
  return [...best.errors];
}

/** Of a text that is read as what it holds, the branches that read it go before those that want another text. */
function inContent(failure: BranchingFailure): FoundError[] | undefined {
  const { data } = failure;
  const read = failure.failures.filter(({ errors }) =>
    errors.some((error: FoundError) => error.contentAt !== undefined),
  );
  const held = typeof data === 'string' && read.length > 0 ? jsonIn(data) : undefined;
  return held && chooseBranch({ ...failure, failures: read, data: held.value });
}

/** The branch says at the data's own place that this kind of value is not its own. */
function rejectsType(error: ErrorObject, instancePath: string): boolean {
  // A choice within that names no closest branch has none for this kind.
  const isChoice = (error.keyword === 'anyOf' || error.keyword === 'oneOf') && error.params.matched === 0;
  return (
    error.instancePath === instancePath &&
    (isChoice || error.keyword === 'type' || error.keyword === 'false schema' || wantsScalar(error))
  );
}

/** Only texts, numbers and the like would do, and the value is an object or a list. */
function wantsScalar({ keyword, params }: ErrorObject): boolean {
  const values: unknown = keyword === 'const' ? [params.allowedValue] : params.allowedValues;
  return (keyword === 'const' || keyword === 'enum') && Array.isArray(values) && values.every(isScalar);
}

/** The branch says that this discriminating member is not its own, and another branch takes it. */
function isTakenElsewhere(error: ErrorObject, instancePath: string, branches: readonly SchemaFailure[]): boolean {
  if (!isTag(error) || error.instancePath === instancePath) return false;
  return branches.some(({ errors }) => !errors.some((other) => other.instancePath === error.instancePath));
}

/** The only value that a branch takes: a tag that tells it from the others. */
function isTag({ keyword, params }: ErrorObject): boolean {
  return keyword === 'const' || (keyword === 'enum' && isSingle(params.allowedValues));
}

function isMemberOf(instancePath: string, error: ErrorObject): boolean {
  return error.instancePath !== instancePath && error.instancePath.lastIndexOf('/') === instancePath.length;
}

/**
 * Where all branches that take the data's kind want another value of one and the same member, that member tells them
 * apart, and its value names none of them: what is wrong is that value, and the message lists all that would do.
 */
function unknownTag(failure: BranchingFailure, takers: readonly SchemaFailure[]): FoundError | undefined {
  const [first, ...others] = takers;
  if (!first || others.length === 0) return undefined;
  const { instancePath, keyword, parentSchema } = failure;
  const wanted = takers.map(({ errors }) => wantedAt(errors, instancePath));
  const shared = [...(wanted[0] ?? [])].filter(([place]) => wanted.every((each) => each.has(place)));
  const [place] = shared.sort(([a], [b]) => a.split('/').length - b.split('/').length)[0] ?? [];
  if (place === undefined) return undefined;
  const lists = wanted.map((each) => each.get(place)?.values ?? []);
  // A list that all of them share tells nothing apart.
  if (new Set(lists.map((list) => writeJson(list))).size === 1) return undefined;
  const texts = new Map(lists.flat().map((value) => [writeJson(value), value]));
  return {
    instancePath: place,
    schemaPath: `#/${keyword}`,
    keyword: 'enum',
    params: { allowedValues: [...texts.values()] },
    parentSchema,
    data: wanted[0]?.get(place)?.data,
    rule: keyword,
  };
}

/** The values that a branch wants of members, where it got another. */
function wantedAt(
  errors: readonly ErrorObject[],
  instancePath: string,
): Map<string, { readonly values: readonly unknown[]; readonly data: unknown }> {
  const found = new Map<string, { values: readonly unknown[]; data: unknown }>();
  for (const { keyword, params, instancePath: place, data } of errors) {
    if (place === instancePath) continue;
    const values: unknown = keyword === 'const' ? [params.allowedValue] : params.allowedValues;
    if ((keyword === 'const' || keyword === 'enum') && Array.isArray(values)) found.set(place, { values, data });
  }
  return found;
}

function isSingle(values: unknown): boolean {
  return Array.isArray(values) && values.length === 1;
}

function isScalar(data: unknown): boolean {
  return !isContainer(data);
}

/** Few errors are closer than many, and errors deep inside closer than those near the surface. */
function distance({ errors }: SchemaFailure, instancePath: string): number {
  let sum = 0;
  for (const error of errors) {
    const depth = error.instancePath.slice(instancePath.length).split('/').length;
    sum += 1 / depth;
  }
  return sum;
}

function summary({
  keyword,
  matched,
  branches,
  data,
  instancePath,
  parentSchema,
  follow,
}: BranchingFailure): FoundError {
  const options = matched > 1 ? {} : { options: [...new Set(branches.map((branch) => nameBranch(branch, follow)))] };
  return {
    instancePath,
    schemaPath: `#/${keyword}`,
    keyword,
    params: { ...options, matched },
    parentSchema,
    schema: branches,
    data,
  };
}

const UNNAMED = 'another documented form';

/** A few words on what a branch wants: `number`, `one of INF, -INF, NaN`, `object with id, name`, `Target (number)`. */
function nameBranch(schema: JsonValue, follow: Follow): string {
  if (!isObject(schema)) return schema === false ? 'nothing' : 'anything';
  const target = typeof schema.$ref === 'string' ? follow(schema.$ref) : undefined;
  const own = heldBy(schema, follow) ?? plainName(schema) ?? '';
  if (!target) return own === '' ? UNNAMED : own;
  const kind = isObject(target.schema) ? plainKind(target.schema) : undefined;
  return kind === undefined ? target.name : `${target.name} (${kind})`;
}

/** What the JSON is that a text must hold. */
function heldBy(schema: JsonObject, follow: Follow): string | undefined {
  if (!readsContent(schema)) return undefined;
  const { contentSchema } = schema;
  const inner =
    isObject(contentSchema) && Object.keys(contentSchema).length > 0 ? nameBranch(contentSchema, follow) : '';
  return inner === '' || inner === UNNAMED ? 'a text that holds JSON' : `a text that holds JSON: ${inner}`;
}

/** What a schema says of its values by itself, where that is short. */
function plainKind(schema: JsonObject): string | undefined {
  if (schema.const !== undefined) return writeJson(schema.const);
  if (Array.isArray(schema.enum)) return `one of ${schema.enum.map(String).join(', ')}`;
  return typesOf(schema);
}

function typesOf({ type }: JsonObject): string | undefined {
  return Array.isArray(type) ? type.join(' or ') : typeof type === 'string' ? type : undefined;
}

function plainName(schema: JsonObject): string | undefined {
  if (schema.const !== undefined || Array.isArray(schema.enum)) return plainKind(schema);
  const type = typesOf(schema);
  const required =
    Array.isArray(schema.required) && schema.required.length > 0
      ? ` with ${schema.required.slice(0, 4).join(', ')}`
      : '';
  if (type || required) return `${type ?? 'object'}${required}`;
  return typeof schema.title === 'string' ? schema.title : undefined;
}
