import { isObject, type JsonObject, type JsonValue } from '../../../model/index.js';
import type { Row } from './judge.js';
import { isType, ROWS } from './plan.js';

/**
 * How many blocks of ajv's code may be in each other. V8 compiles some thousands; a schema whose code could have too
 * many is left to ajv from the start, so that no verdict depends on whether the schema was compiled before.
 */
const MOST_NESTED = 500;

/** Keywords by name: those of several types have a row for each. */
const KNOWN: ReadonlyMap<string, Pick<Row, 'holds' | 'accepts'>> = new Map(
  Object.values(ROWS).flatMap((rows) => rows.map((row) => [row.keyword, row] as const)),
);

/**
 * Whether all that a converted schema says can be judged here: it has keywords of the tables only, each written as
 * ajv takes it.
 */
export function canJudge(schema: JsonValue, nested = 0): boolean {
  if (!isObject(schema)) return typeof schema === 'boolean';
  let inner = nested;
  for (const [keyword, wanted] of Object.entries(schema)) {
    if (wanted === undefined || keyword === 'title') continue;
    inner += 1;
    if (inner > MOST_NESTED) return false;
    if (keyword === 'type') {
      if (!(Array.isArray(wanted) ? wanted.every(isType) : isType(wanted))) return false;
      continue;
    }
    const row = KNOWN.get(keyword);
    if (!row?.accepts(wanted)) return false;
    const parts = partsOf(row, wanted);
    if (!parts) return false;
    for (const part of parts) {
      inner += 1;
      if (!canJudge(part, inner)) return false;
    }
  }
  return true;
}

/** The schemas in a keyword; undefined where it is not written as it should be. */
function partsOf({ holds }: Pick<Row, 'holds'>, wanted: JsonValue): readonly JsonValue[] | undefined {
  if (holds === undefined) return [];
  if (holds === 'schema') return [wanted];
  if (holds === 'list') return Array.isArray(wanted) ? wanted : undefined;
  return isObject(wanted) && !Object.hasOwn(wanted, '__proto__') ? valuesOf(wanted) : undefined;
}

function valuesOf(map: JsonObject): readonly JsonValue[] {
  return Object.values(map).flatMap((value) => value ?? []);
}
