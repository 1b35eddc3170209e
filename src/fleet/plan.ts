import type { RunSettings } from '../check/index.js';
import type { JsonValue } from '../model/index.js';
import { digestOf, digestOfJson } from './digest.js';

/** Where and what the captures are: one object of a plan. */
export interface PlannedObject {
  readonly url: string;
  /** Its name in the report. */
  readonly source: string;
  readonly size: number;
  readonly version: string;
  /** Tells it from others of the same name, size and version; the digest of what does. Absent where the name does. */
  readonly identity?: string;
  /** Whether it need not be a capture. */
  readonly isOptional: boolean;
  /** How it is cut into shards; absent where it is one, read from its first byte to its last. */
  readonly cut?: Cut;
}

/** How an object is cut. */
export interface Cut {
  /** The name of the format that reads its blocks. */
  readonly format: string;
  /** What blocks need to know of its beginning. */
  readonly note: string;
  /** Bytes of a shard, before its ends are moved to ends of entries. */
  readonly step: number;
}

/** What holds for all shards of a run. Equal ones judge equally. */
export interface Terms {
  /** The version of Docproof: another one may judge otherwise. */
  readonly docproof: string;
  /** The digest of the contract. */
  readonly contract: string;
  /** Without the key of pseudonyms, which no place holds. */
  readonly settings: RunSettings;
  /** Tells whether a worker has the same key of pseudonyms. Absent without any. */
  readonly keyPrint?: string;
  /** Makes the names that replace secrets in what results say about other exchanges; the same for all of a place. */
  readonly salt: string;
}

/** A part of the manifest: objects in the order of the report. */
export interface Page {
  readonly terms: Terms;
  readonly objects: readonly PlannedObject[];
}

/** A part of an object that is judged at once. */
export interface Shard {
  readonly object: PlannedObject;
  /** 0-based; undefined where it is the whole object. */
  readonly part: number | undefined;
  /** Whether its result lists only the first of many violations. */
  readonly isBrief: boolean;
  /** Its identity: equal ones have equal results, no matter which worker judges them, and when. */
  readonly id: string;
}

/** How results are written; another number where that changes, so that none is read as what it is not. */
const RESULT_FORMAT = 6;

/** Where the results of a run are, among those of other contracts and settings. */
export function resultsOf(terms: Terms): string {
  return `results/${digestOfJson(plain({ ...terms, format: RESULT_FORMAT }))}`;
}

/** How many shards an object has. */
export function partsOf({ size, cut }: PlannedObject): number {
  return cut ? Math.max(1, Math.ceil(size / cut.step)) : 1;
}

/** A shard of an object. @param part undefined for the whole object, however it is cut */
export function shardOf(run: string, object: PlannedObject, part: number | undefined, isBrief = false): Shard {
  const { source, size, version, identity, isOptional, cut } = object;
  const range = part === undefined || !cut ? null : [cut.format, cut.note, cut.step, part];
  const further = [...(identity ? [identity] : []), ...(isBrief ? [{ isBrief }] : [])];
  const id = digestOf(JSON.stringify([run, source, size, version, isOptional, range, ...further]));
  return { object, part: range ? part : undefined, isBrief, id };
}

/** Plain JSON of plain data: members without a value are left out. */
function plain(value: object): JsonValue {
  return JSON.parse(JSON.stringify(value));
}
