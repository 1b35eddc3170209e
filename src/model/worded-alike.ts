import { isWordedByParams } from './describe.js';
import { isContainer, type JsonValue } from './json.js';
import type { Violation } from './violation.js';

/**
 * Whether all that is ever said of two violations is the same: place, rule, sentence and page. Their values may differ
 * where no sentence speaks of them. Says no where it would have to look at more than short texts and lists.
 */
export function areWordedAlike(a: Violation, b: Violation): boolean {
  return (
    a.keyword === b.keyword &&
    a.location === b.location &&
    a.schema === b.schema &&
    a.severity === b.severity &&
    a.part === b.part &&
    a.in === b.in &&
    a.item === b.item &&
    a.offset === b.offset &&
    a.within === b.within &&
    a.breaks === b.breaks &&
    a.documented?.page === b.documented?.page &&
    a.documented?.line === b.documented?.line &&
    areParamsAlike(a.params, b.params) &&
    (isWordedByParams(a.keyword) || isSameScalar(a.value, b.value))
  );
}

function areParamsAlike(a: Violation['params'], b: Violation['params']): boolean {
  if (a === b) return true;
  let members = 0;
  for (const name in a) {
    members += 1;
    if (!isSameParam(a[name], b[name])) return false;
  }
  for (const _ in b) members -= 1;
  return members === 0;
}

/** Lists of the document are the same objects each time. */
function isSameParam(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a === b) return isContainer(a) ? a === b : isSameScalar(a, b);
  return a.length === b.length && a.length <= MOST_ITEMS && a.every((item, index) => isSameScalar(item, b[index]));
}

const MOST_ITEMS = 64;

function isSameScalar(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return a === b && !isContainer(a);
}
