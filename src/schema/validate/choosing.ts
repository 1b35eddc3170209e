import type { ErrorObject } from 'ajv';
import { type JsonObject, type JsonValue, own } from '../../model/index.js';
import { append } from './append.js';
import { chooseBranch, type Follow, type FoundError } from './branches.js';

/** What the code of a choice calls where it does not hold, to keep the faults of the closest branch only. */
export type Choose = (
  found: ErrorObject[] | null,
  start: number,
  ends: readonly number[],
  matched: number,
  data: unknown,
  instancePath: string,
) => FoundError[];

/** Replaces the errors of the branches, which begin at `start`, one branch's up to each of `ends`. */
export function chooser(keyword: 'anyOf' | 'oneOf', parentSchema: JsonObject, follow: Follow): Choose {
  const written = own(parentSchema, keyword);
  const branches: readonly JsonValue[] = Array.isArray(written) ? written : [];
  return (found, start, ends, matched, data, instancePath) => {
    const errors = found ?? [];
    const failures = branches
      .map((schema, index) => ({ schema, errors: errors.slice(ends[index - 1] ?? start, ends[index]) }))
      .filter((branch) => branch.errors.length > 0);
    const chosen = chooseBranch({ keyword, matched, failures, branches, data, instancePath, parentSchema, follow });
    errors.length = start;
    return append<FoundError>(errors, chosen);
  };
}
