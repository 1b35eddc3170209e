import { at, type Exchange, isObject, type JsonObject, type Pointer, type Violation } from '../../model/index.js';
import type { SchemaWriter } from '../../schema/index.js';
import type { Memory } from './inference.js';
import type { Proposal } from './proposal.js';
import { type Seen, type Sight, seenAgain } from './seen.js';

/** A violation, and the exchange that has it. */
export interface Sighting {
  readonly violation: Violation;
  readonly exchange: Exchange;
  readonly sight: Sight;
}

/** The document for which changes are proposed. */
export interface Subject {
  readonly root: JsonObject;
  /** Writes schemas as the document's version has them. */
  readonly writer: SchemaWriter;
}

/** A change to one place of the document, for which evidence is gathered one violation at a time. */
export interface Change {
  see(sighting: Sighting): void;
  /** The changes to make; empty if the place cannot be changed. */
  propose(subject: Subject): Proposal[];
}

/** A change that is found by its key, and begun where it is met first. */
export interface ChangeSource {
  readonly key: string;
  begin(memory: Memory): Change;
}

/** How often a thing was seen, for changes that gather no more. */
export interface Tally {
  readonly seen: Seen | undefined;
  add(sight: Sight): void;
}

/** Nothing seen yet. */
export function newTally(): Tally {
  let seen: Seen | undefined;
  return {
    get seen() {
      return seen;
    },
    add(sight) {
      seen = seenAgain(seen, sight);
    },
  };
}

/** A change of which only the number of sightings matters. */
export function countedChange(propose: (subject: Subject, seen: Seen) => Proposal[]): Change {
  const tally = newTally();
  return {
    see: ({ sight }) => tally.add(sight),
    propose: (subject) => (tally.seen ? propose(subject, tally.seen) : []),
  };
}

/** The object at a place; undefined where there is another kind of value, or none. */
export function objectAt({ root }: Subject, pointer: Pointer): JsonObject | undefined {
  const node = at(root, pointer);
  return isObject(node) ? node : undefined;
}

/** A place in the document, for people. */
export function named(pointer: Pointer): string {
  return `#${pointer}`;
}
