import type { ErrorObject } from 'ajv';
import { canonicalJson, isObject, type JsonObject, type JsonValue, own } from '../../model/index.js';
import { append } from './append.js';
import type { BranchBudget } from './branch-budget.js';
import type { Compiler, Validate } from './compiler.js';

/** ajv nests its code once for each member of a map or list: so many are compiled as one function. */
export const TOGETHER = 200;

/** A keyword that is compiled in parts. */
export type Divided = 'properties' | 'patternProperties';

/** One value held against a part of a keyword. */
export interface Part {
  /** Whether it says anything of this value. */
  readonly concerns: (value: JsonObject) => boolean;
  readonly schema: JsonObject;
}

/** The parts of a keyword with very many members. */
export function partsOf({ ownMembersOnly }: Compiler, keyword: Divided, parentSchema: JsonObject): Part[] {
  const written = own(parentSchema, keyword);
  const map = isObject(written) ? written : {};
  const names = Object.keys(map);
  const parts: Part[] = [];
  for (let start = 0; start < names.length; start += TOGETHER) {
    const some = names.slice(start, start + TOGETHER);
    const members: Record<string, JsonValue | undefined> = Object.create(null);
    for (const name of some) members[name] = map[name];
    const has = (value: JsonObject): boolean =>
      some.some((name) => (ownMembersOnly ? Object.hasOwn(value, name) : value[name] !== undefined));
    parts.push({ schema: { [keyword]: members }, concerns: keyword === 'properties' ? has : () => true });
  }
  return parts;
}

/** What the code of a divided keyword calls, with the errors of the last call. */
export interface PartsJudge {
  (value: JsonObject, instancePath: string): boolean;
  errors?: Partial<ErrorObject>[];
}

/**
 * Holds a value against all parts.
 * @param compile compiles a part; each when it concerns a value for the first time
 */
export function partsJudge(
  { allErrors }: Compiler,
  parts: readonly Part[],
  compile: (part: Part, index: number) => Validate,
): PartsJudge {
  const judge: PartsJudge = (value, instancePath) => {
    const errors: Partial<ErrorObject>[] = [];
    judge.errors = errors;
    for (const [index, part] of parts.entries()) {
      if (!part.concerns(value)) continue;
      const validate = compile(part, index);
      const place = { instancePath, parentData: {}, parentDataProperty: '', rootData: value, dynamicAnchors: {} };
      if (validate(value, place)) continue;
      append(errors, validate.errors);
      if (!allErrors) break;
    }
    return errors.length === 0;
  };
  return judge;
}

/** Pays for holding each member of an object against so many patterns. */
export function payer(spend: BranchBudget['spend'], patterns: number): (value: unknown) => void {
  return (value) => {
    if (isObject(value)) spend(Object.keys(value).length * patterns);
  };
}

/** Whether a value is one of these, in one step however many they are. */
export function memberTest(values: readonly JsonValue[]): (value: JsonValue) => boolean {
  const scalars = new Set<unknown>();
  const others = new Set<string>();
  for (const value of values) {
    if (typeof value === 'object' && value !== null) others.add(canonicalJson(value));
    else scalars.add(value);
  }
  return (value) =>
    typeof value === 'object' && value !== null
      ? others.size > 0 && others.has(canonicalJson(value))
      : scalars.has(value);
}
