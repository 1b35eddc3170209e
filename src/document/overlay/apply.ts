import {
  at,
  child,
  InputError,
  isObject,
  type JsonObject,
  type JsonValue,
  type Pointer,
  setMember,
} from '../../model/index.js';
import { positionOf } from '../positions.js';
import { Draft } from './draft.js';
import { type Location, PathError, select } from './json-path.js';
import type { Overlay, OverlayAction } from './overlay.js';

/** The result of applying an overlay to a document. */
export interface Overlaid {
  readonly root: JsonValue;
  /** 0-based indexes of the actions that selected something. */
  readonly applied: readonly number[];
  /** Of those that selected nothing. */
  readonly unmatched: readonly number[];
}

/** More values than any honest document has: `copy` can double one again and again. */
const MAX_VALUES = 20_000_000;

/**
 * Applies an overlay to a document, action by action (Overlay 1.1 §4.4.3); the document given stays as it is. Overlays
 * of version 1.0 are applied by the rules of 1.1, which says what 1.0 leaves open, but for one: where an update has
 * another kind of value than the document, 1.0 puts it in its place, as every tool does, and 1.1 refuses.
 * @throws InputError `bad-overlay` with line and pointer of the action
 */
export function applyOverlay(root: JsonValue, overlay: Overlay): Overlaid {
  const draft = new Draft(root);
  const applied: number[] = [];
  const unmatched: number[] = [];
  for (const [index, action] of overlay.actions.entries()) {
    try {
      (applyAction(draft, action, overlay.version === '1.1') ? applied : unmatched).push(index);
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof RangeError)) throw error;
      const pointer = child(`/actions/${index}`, error instanceof Refusal ? error.member : 'update');
      throw new InputError('bad-overlay', error instanceof Refusal ? error.message : 'it is nested too deeply', {
        place: { source: overlay.source, ...positionOf(overlay.text ?? '', pointer), pointer },
        cure: error instanceof Refusal ? error.cure : 'Flatten it.',
      });
    }
  }
  return { root: draft.root, applied, unmatched };
}

/** Why an action cannot be carried out, and which of its members is at fault. */
class Refusal extends Error {
  readonly member: string;
  readonly cure: string;

  constructor(member: string, problem: string, cure: string) {
    super(problem);
    this.member = member;
    this.cure = cure;
  }
}

/** @returns whether it selected anything */
function applyAction(draft: Draft, action: OverlayAction, isStrict: boolean): boolean {
  const locations = selectFor(draft.root, action.target, 'target');
  if (locations.length === 0) return false;
  if (action.remove === true) {
    removeAll(draft, locations);
    return true;
  }
  const update = action.copy === undefined ? action.update : copied(draft, action.copy);
  if (update === undefined) return true;
  if (isStrict) assertOneKind(draft.root, locations);
  const member = action.copy === undefined ? 'update' : 'copy';
  for (const location of locations) {
    const before = valueAt(draft.root, location);
    // What held it may have become another value just now.
    if (before !== undefined) draft.replace(location, updated(draft, before, update, { isStrict, member }));
  }
  if (action.copy !== undefined && countValues(draft.root) > MAX_VALUES)
    throw new Refusal('copy', 'the document grows beyond all measure', 'Copy less.');
  return true;
}

function selectFor(root: JsonValue, path: string, member: string): Location[] {
  try {
    return select(root, path);
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    throw new Refusal(member, `${path} is not usable: ${error.message}`, 'Write a JSONPath as RFC 9535 has it.');
  }
}

function copied(draft: Draft, path: string): JsonValue {
  const [location, ...others] = selectFor(draft.root, path, 'copy');
  if (!location || others.length > 0) {
    const count = location ? `${others.length + 1} nodes` : 'nothing';
    throw new Refusal('copy', `${path} selects ${count}, and must select one node`, 'Correct the path.');
  }
  // From now on it must not be changed in place, because two places share it.
  draft.share();
  return valueAt(draft.root, location) ?? null;
}

/** Deepest first, and the last item of an array before the others, so that no location goes astray. */
function removeAll(draft: Draft, locations: readonly Location[]): void {
  if (locations.some((location) => location.length === 0))
    throw new Refusal('target', 'the whole document cannot be removed', 'Aim at a part of it.');
  for (const location of [...locations].sort(lastFirst)) draft.remove(location);
}

function lastFirst(a: Location, b: Location): number {
  return b.length - a.length || indexOf(b) - indexOf(a);
}

function indexOf(location: Location): number {
  const last = location.at(-1);
  return typeof last === 'number' ? last : -1;
}

/** "The selected nodes MUST be either all objects or all arrays or all primitives." (Overlay 1.1 §4.4.3.1) */
function assertOneKind(root: JsonValue, locations: readonly Location[]): void {
  const kinds = new Set(locations.map((location) => kindOf(valueAt(root, location) ?? null)));
  if (kinds.size > 1)
    throw new Refusal('target', `selects ${[...kinds].join('s and ')}s at once`, 'Make an action for each kind.');
}

interface Manner {
  readonly isStrict: boolean;
  readonly member: string;
}

/** The new value of a selected node. */
function updated(draft: Draft, before: JsonValue, update: JsonValue, manner: Manner): JsonValue {
  if (Array.isArray(before)) return draft.made([...before, ...(Array.isArray(update) ? update : [update])]);
  if (isObject(before) && isObject(update)) return merged(draft, before, update, manner);
  if (kindOf(before) === kindOf(update)) return update;
  throw new Refusal(
    manner.member,
    `the target is ${withArticle(kindOf(before))}, with which ${withArticle(kindOf(update))} cannot be merged`,
    'Aim at the object that holds the target, and write it as a member of the update.',
  );
}

function merged(draft: Draft, before: JsonObject, update: JsonObject, manner: Manner): JsonObject {
  const result: Record<string, JsonValue | undefined> = draft.made({ ...before });
  for (const [name, value] of Object.entries(update)) {
    const old = Object.hasOwn(before, name) ? before[name] : undefined;
    setMember(result, name, old === undefined ? value : memberOf(draft, old, value ?? null, name, manner));
  }
  return result;
}

function memberOf(draft: Draft, old: JsonValue, value: JsonValue, name: string, manner: Manner): JsonValue {
  if (isObject(old) && isObject(value)) return merged(draft, old, value, manner);
  if (Array.isArray(old) && Array.isArray(value)) return draft.made([...old, ...value]);
  if (kindOf(old) === kindOf(value) || !manner.isStrict) return value;
  throw new Refusal(
    manner.member,
    `"${name}" is ${withArticle(kindOf(old))} in the document and ${withArticle(kindOf(value))} here`,
    'Remove it from the document first, in a separate action.',
  );
}

function kindOf(value: JsonValue): 'array' | 'object' | 'value' {
  return Array.isArray(value) ? 'array' : isObject(value) ? 'object' : 'value';
}

function withArticle(kind: 'array' | 'object' | 'value'): string {
  return kind === 'value' ? 'a single value' : `an ${kind}`;
}

function valueAt(root: JsonValue, location: Location): JsonValue | undefined {
  return at(root, location.reduce<Pointer>(child, ''));
}

/** Parts in several places are counted in each. */
function countValues(root: JsonValue): number {
  const known = new Map<JsonValue, number>();
  const count = (value: JsonValue): number => {
    if (typeof value !== 'object' || value === null) return 1;
    const before = known.get(value);
    if (before !== undefined) return before;
    known.set(value, 0);
    const sum = Object.values(value).reduce<number>((total, member) => total + count(member ?? null), 1);
    known.set(value, sum);
    return sum;
  };
  return count(root);
}
