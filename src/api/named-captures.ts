import type { CaptureFile } from '../captures/index.js';
import type { StoredObject } from '../objects/port.js';

/** What a path names, before any of it is read. */
export interface NamedCaptures {
  readonly sources: readonly string[];
  /** Whether they are all that a folder holds, whatever it is, rather than what was asked for by name. */
  readonly areInFolder: boolean;
  /** The one at a place of `sources`: a bucket may have millions. */
  at(index: number): NamedCapture;
  /** Gives back what reading them needs. */
  close(): Promise<void>;
}

/** A file, or an object in a bucket, that may hold captures. */
export interface NamedCapture extends Omit<CaptureFile, 'chunks' | 'isOptional'> {
  /** The same for all names of the same file. */
  readonly id: string;
  chunks(): AsyncIterable<Uint8Array>;
  /** As a list has it; absent for a file. */
  readonly object?: StoredObject;
}
