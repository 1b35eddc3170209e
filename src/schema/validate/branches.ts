import type { AnySchemaObject, ErrorObject } from 'ajv';
import { isObject, type JsonValue } from '../../model/index.js';

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
}

/**
 * The errors to report: those of the branch that the data comes closest to, where one took the data's kind; otherwise
 * one error that says what the branches want.
 */
export function chooseBranch(failure: BranchingFailure): Partial<ErrorObject>[] {
  const { failures, matched, instancePath, data } = failure;
  if (matched > 0) return [summary(failure)];
  // A reference or null: what is wrong is wrong by the one that is referred to.
  const [only, ...others] = failures.filter(({ schema }) => !(isObject(schema) && schema.type === 'null'));
  if (only && others.length === 0) return [...only.errors];
  const close = failures.filter(
    ({ errors }) => errors.length > 0 && !errors.some((error) => rejectsKind(error, instancePath)),
  );
  if (close.length === 0 || isScalar(data)) return [summary(failure)];
  const best = close.reduce((a, b) => {
    const nearer = distance(b, instancePath) - distance(a, instancePath);
    return nearer < 0 || (nearer === 0 && b.errors.length < a.errors.length) ? b : a;
  });
  return [...best.errors];
}

/** The branch says at the data's own place that this kind of value, or this discriminating member, is not its own. */
function rejectsKind(error: ErrorObject, instancePath: string): boolean {
  // A choice within that names no closest branch has none for this kind.
  const isChoice = (error.keyword === 'anyOf' || error.keyword === 'oneOf') && error.params.matched === 0;
  if (error.instancePath === instancePath)
    return isChoice || error.keyword === 'type' || error.keyword === 'false schema';
  const isMember = error.instancePath.lastIndexOf('/') === instancePath.length;
  return isMember && (error.keyword === 'const' || (error.keyword === 'enum' && isSingle(error.params.allowedValues)));
}

function isSingle(values: unknown): boolean {
  return Array.isArray(values) && values.length === 1;
}

function isScalar(data: unknown): boolean {
  return typeof data !== 'object' || data === null;
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
}: BranchingFailure): Partial<ErrorObject> {
  const options = matched > 1 ? {} : { options: branches.map(nameBranch) };
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

/** A few words on what a branch wants: `number`, `one of INF, -INF, NaN`, `object with id, name`. */
function nameBranch(schema: JsonValue): string {
  if (!isObject(schema)) return schema === false ? 'nothing' : 'anything';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return `one of ${schema.enum.map(String).join(', ')}`;
  const type = Array.isArray(schema.type)
    ? schema.type.join(' or ')
    : typeof schema.type === 'string'
      ? schema.type
      : undefined;
  const required =
    Array.isArray(schema.required) && schema.required.length > 0
      ? ` with ${schema.required.slice(0, 4).join(', ')}`
      : '';
  if (type || required) return `${type ?? 'object'}${required}`;
  return typeof schema.title === 'string' ? schema.title : 'another documented form';
}
