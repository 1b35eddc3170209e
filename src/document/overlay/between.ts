import {
  child,
  isContainer,
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  type Pointer,
  sameJson,
  setMember,
} from '../../model/index.js';
import type { OverlayAction } from './overlay.js';
import { isSelectable, pathOf } from './path-of.js';

/** One step from a document to another: an action whose target is written as a pointer. */
export interface Edit {
  readonly pointer: Pointer;
  readonly update?: JsonValue;
  readonly remove?: true;
}

/**
 * The edits that make one document of another, told from each other by value. Applied in their order they give just
 * that, by every reading of the specification that is asked for: by 1.0 a target is an object or an array, what is
 * appended to an array is one entry, and a list within an update is never merged with another; by 1.1 a target may be a
 * single value, and values of different kinds do not replace each other.
 */
export function editsBetween(before: JsonObject, after: JsonObject, version: '1.0' | '1.1' = '1.0'): Edit[] {
  return betweenObjects({ version, pointer: '' }, before, after) ?? [];
}

/** An edit as an action. @param root the document that is edited, which tells items from members */
export function actionOf(root: JsonValue, { pointer, update, remove }: Edit): OverlayAction {
  return {
    target: pathOf(root, pointer),
    ...(update === undefined ? {} : { update }),
    ...(remove ? { remove } : {}),
  };
}

interface Place {
  readonly version: '1.0' | '1.1';
  readonly pointer: Pointer;
}

/** Undefined where a part can only be replaced as a whole, by what holds it. */
function between(place: Place, before: JsonValue, after: JsonValue): Edit[] | undefined {
  if (sameJson(before, after)) return [];
  if (Array.isArray(before)) return Array.isArray(after) ? betweenArrays(place, before, after) : undefined;
  return isObject(before) && isObject(after) ? betweenObjects(place, before, after) : undefined;
}

function betweenObjects(place: Place, before: JsonObject, after: JsonObject): Edit[] | undefined {
  const { version, pointer } = place;
  const edits: Edit[] = [];
  const update: Record<string, JsonValue | undefined> = {};
  const canRemove = (name: string): boolean =>
    isSelectable(name) && (version === '1.1' || isContainer(own(before, name)) || pointer === '');
  for (const name of Object.keys(before)) {
    if (own(after, name) !== undefined || own(before, name) === undefined) continue;
    if (!canRemove(name)) return undefined;
    edits.push({ pointer: child(pointer, name), remove: true });
  }
  for (const name of Object.keys(after)) {
    const [was, is] = [own(before, name), own(after, name)];
    if (is === undefined) continue;
    if (was === undefined || (!isContainer(was) && (version === '1.0' || !isContainer(is)))) {
      if (was === undefined || !sameJson(was, is)) setMember(update, name, is);
      continue;
    }
    const inner = isSelectable(name) ? between({ version, pointer: child(pointer, name) }, was, is) : undefined;
    if (inner) for (const each of inner) edits.push(each);
    else if (canRemove(name)) {
      edits.push({ pointer: child(pointer, name), remove: true });
      setMember(update, name, is);
    } else if (!sameJson(was, is)) return undefined;
  }
  return Object.keys(update).length > 0 ? [...edits, { pointer, update }] : edits;
}

function betweenArrays(
  { version, pointer }: Place,
  before: readonly JsonValue[],
  after: readonly JsonValue[],
): Edit[] | undefined {
  if (after.length < before.length) return undefined;
  const edits: Edit[] = [];
  for (const [index, was] of before.entries()) {
    const inner = between({ version, pointer: child(pointer, index) }, was, after[index] ?? null);
    if (!inner) return undefined;
    for (const each of inner) edits.push(each);
  }
  const more = after.slice(before.length);
  if (more.length === 0) return edits;
  if (version === '1.1') return [...edits, { pointer, update: more }];
  // By 1.0 an array is one entry, by what tools do it is several.
  if (more.some((item) => Array.isArray(item))) return undefined;
  return [...edits, ...more.map((update) => ({ pointer, update }))];
}
