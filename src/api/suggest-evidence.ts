import type { Proposal } from '../check/index.js';
import { actionOf, type Edit, type OverlayAction } from '../document/overlay/index.js';
import {
  at,
  child,
  isObject,
  type JsonObject,
  type JsonValue,
  type Pointer,
  sameJson,
  tokensOf,
} from '../model/index.js';

/** Why each part of the document was changed, found by its place. */
export interface EvidenceIndex {
  /** @param root the document for which the proposals are made */
  add(root: JsonValue, proposals: readonly Proposal[]): void;
  /** The edits as actions, one a changed member, each with its evidence. @param root the document that is edited */
  actions(root: JsonObject, edits: readonly Edit[]): OverlayAction[];
}

/** An action gives at most this many reasons: a rebuilt part may have many. */
const MAX_REASONS = 5;

/** Nothing known yet. */
export function newEvidenceIndex(): EvidenceIndex {
  const byPlace = new Map<Pointer, Proposal[]>();
  return {
    add(root, proposals) {
      for (const proposal of proposals) {
        for (const place of placesOf(root, proposal)) {
          const known = byPlace.get(place);
          if (known) known.push(proposal);
          else byPlace.set(place, [proposal]);
        }
      }
    },
    actions(root, edits) {
      const places = [...byPlace.keys()].sort();
      return edits.flatMap((edit) =>
        apart(root, edit).map(({ part, place }) =>
          described(actionOf(root, part), whereEntry(part, place, reasonsFor(place, places, byPlace))),
        ),
      );
    },
  };
}

/** Where a proposal changes something: as far down as its update is merged with what is there. */
function placesOf(root: JsonValue, { target, update }: Proposal): Pointer[] {
  const found: Pointer[] = [];
  const visit = (place: Pointer, value: JsonValue | undefined): void => {
    if (!isObject(value) || !isObject(at(root, place))) found.push(place);
    else for (const [name, member] of Object.entries(value)) visit(child(place, name), member);
  };
  visit(target, update);
  return found;
}

/** Each member of an update by itself, because each has its own evidence. */
function apart(root: JsonValue, edit: Edit): { readonly part: Edit; readonly place: Pointer }[] {
  const { pointer, update } = edit;
  if (!isObject(update) || !isObject(at(root, pointer))) return [{ part: edit, place: pointer }];
  return Object.entries(update).map(([name, value]) => ({
    part: { pointer, update: Object.fromEntries([[name, value]]) },
    place: child(pointer, name),
  }));
}

/** The proposals made at a place, above it, and below it. */
function reasonsFor(
  place: Pointer,
  places: readonly Pointer[],
  byPlace: ReadonlyMap<Pointer, readonly Proposal[]>,
): Proposal[] {
  const reasons = new Map<string, Proposal>();
  const take = (found: readonly Proposal[] = []): void => {
    for (const proposal of found) reasons.set(proposal.what, proposal);
  };
  for (let end = place.length; end > 0; end = place.lastIndexOf('/', end - 1)) take(byPlace.get(place.slice(0, end)));
  const below = `${place}/`;
  for (let index = lowerBound(places, below); places[index]?.startsWith(below) === true; index += 1)
    take(byPlace.get(places[index] ?? ''));
  return [...reasons.values()];
}

/** Of what is appended to a list, the reasons for this entry. */
function whereEntry({ update }: Edit, place: Pointer, reasons: readonly Proposal[]): readonly Proposal[] {
  const name = tokensOf(place).at(-1) ?? '';
  const own = reasons.filter((reason) => {
    const list = isObject(reason.update) ? reason.update[name] : undefined;
    return update !== undefined && Array.isArray(list) && list.some((entry) => sameJson(entry, update));
  });
  return own.length > 0 ? own : reasons;
}

/** The index of the first text that is not before `text`. */
function lowerBound(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function described(action: OverlayAction, reasons: readonly Proposal[]): OverlayAction {
  const told = reasons.slice(0, MAX_REASONS);
  if (told.length === 0) return action;
  const more = reasons.length > told.length ? [`And ${reasons.length - told.length} more.`] : [];
  const { target, ...change } = action;
  return {
    target,
    description: [...told.map(sentence), ...more].join(' '),
    ...change,
    extensions: {
      'x-docproof-seen': told.map(({ seen: { count, operation, source, exchange, status } }) => ({
        count,
        operation,
        source,
        exchange,
        status,
      })),
    },
  };
}

function sentence({ what, seen: { count, operation, source, exchange, status } }: Proposal): string {
  const times = count === 1 ? 'Seen once' : `Seen ${count} times, first`;
  return `${what} ${times} in ${source} #${exchange} (${operation}, status ${status}).`;
}
