import { at, isObject, type JsonObject, own } from '../../model/index.js';
import { pointerOfReference } from '../uri.js';
import { walkReferences } from '../walk.js';
import type { Losses } from './loss.js';
import { type Place, rebuild, type Start } from './rebuild.js';

/** Leaves out of a part of a description what a version has no field for. */
export type Pruning = (part: JsonObject, losses: Losses, start?: Start) => JsonObject;

/** What a reference leads to is written in its place so often: it may lead to itself. */
const MAX_ROUNDS = 8;
const MAX_COPIES = 2_000;

/**
 * A description from which parts were left out, with all that still refers to them mended: what a reference led to
 * takes its place, and links to operations that are gone are left out.
 * @param whole the description before parts were left out
 */
export function pruned(whole: JsonObject, prune: Pruning, losses: Losses): JsonObject {
  let current = prune(whole, losses);
  let copies = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const lost = lostReferences(current, whole);
    if (lost.size === 0) break;
    current = rebuild(current, {
      change(members, place) {
        const { $ref, ...beside } = members;
        const target = typeof $ref === 'string' && lost.has($ref) ? at(whole, pointerOfReference($ref)) : undefined;
        if (!isObject(target) || copies >= MAX_COPIES) return 'keep';
        copies += 1;
        const content = prune(target, losses, startOf(place));
        delete members.$ref;
        if (place.kind === 'Schema' && Object.keys(beside).length > 0) {
          const { allOf } = beside;
          members.allOf = [...(Array.isArray(allOf) ? allOf : []), content];
        } else Object.assign(members, content, beside);
        return 'keep';
      },
    });
  }
  const lost = lostReferences(current, whole);
  const ids = [operationIds(whole), operationIds(current)] as const;
  return rebuild(current, {
    change({ $ref }, { kind, node, pointer }) {
      if (typeof $ref === 'string' && lost.has($ref)) losses.add(pointer, `${$ref} leads to what is left out`);
      if (kind !== 'Link' || !isLost(node, whole, current, ids)) return 'keep';
      losses.add(pointer, 'the link is left out: it leads to an operation that is left out');
      return 'drop';
    },
  });
}

function startOf({ kind, pointer, key, parent }: Place): Start {
  return { kind, pointer, key, ...(parent ? { parent } : {}) };
}

/** The references that lead to something in the whole, and to nothing in what is left of it. */
function lostReferences(current: JsonObject, whole: JsonObject): ReadonlySet<string> {
  const lost = new Set<string>();
  walkReferences(current, ({ key, kind, reference }) => {
    if (key === '$ref' && kind !== 'payload' && isGone(reference, whole, current)) lost.add(reference);
  });
  return lost;
}

function isGone(reference: string, whole: JsonObject, current: JsonObject): boolean {
  if (!reference.startsWith('#')) return false;
  const pointer = pointerOfReference(reference);
  return (
    (pointer === '' || pointer.startsWith('/')) &&
    at(current, pointer) === undefined &&
    at(whole, pointer) !== undefined
  );
}

function isLost(
  { operationId, operationRef }: JsonObject,
  whole: JsonObject,
  current: JsonObject,
  [before, after]: readonly [ReadonlySet<unknown>, ReadonlySet<unknown>],
): boolean {
  if (typeof operationRef === 'string') return isGone(operationRef, whole, current);
  return before.has(operationId) && !after.has(operationId);
}

function operationIds(root: JsonObject): ReadonlySet<unknown> {
  const ids = new Set<unknown>();
  rebuild(root, {
    change(_, { kind, node }) {
      if (kind === 'Operation') ids.add(own(node, 'operationId'));
      return 'keep';
    },
  });
  ids.delete(undefined);
  return ids;
}
