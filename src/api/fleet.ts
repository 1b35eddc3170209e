import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CaptureObjects, FleetEvent, ListedObject } from '../fleet/index.js';
import { asInputError } from '../io/index.js';
import { InputError } from '../model/index.js';
import {
  isRemoteObject,
  type ObjectLimits,
  type ObjectStore,
  openObjects,
  type StoredObject,
} from '../objects/index.js';
import { type CaptureSourceOptions, foundAt } from './captures.js';

export type { FleetEvent };

/** How a check is spread over workers on any machines, which `docproof worker` or {@link startFleetWorker} starts. */
export interface QueueOptions {
  /** Where the queue is: `redis://HOST/0`, with `?prefix=NAME` where several share a database. */
  readonly queue: string;
  /**
   * A folder or the prefix of a bucket for contract, plan and results, which all workers reach under the same URL.
   * @default '.docproof/fleet' in the current folder
   */
  readonly results?: string | undefined;
  /** Megabytes that a worker judges at once. @default 32 */
  readonly shardSize?: number | undefined;
  /** In seconds: a shard that is silent for so long is looked for. @default 30 */
  readonly lock?: number | undefined;
  /** Stops the check: it fails, and shards that no worker has taken leave the queue. Results that are there stay. */
  readonly signal?: AbortSignal | undefined;
  /** Hears how far the check is. */
  readonly onEvent?: ((event: FleetEvent) => void) | undefined;
}

/** Where results are, unless the user names a place. */
const RESULTS = '.docproof/fleet';

const MEGABYTE = 1 << 20;

/** The URL of a folder or a bucket. */
export function placeUrl(place: string): string {
  return isRemoteObject(place) || /^file:/i.test(place) ? place : pathToFileURL(resolve(place)).href;
}

/** The options of a queue with their defaults. */
export function queueOptions({ results = RESULTS, shardSize = 32, lock = 30, queue, signal, onEvent }: QueueOptions) {
  return {
    queue,
    results: placeUrl(results),
    step: Math.max(1, Math.round(shardSize * MEGABYTE)),
    patience: lock * 1_000,
    signal,
    onEvent,
  };
}

/**
 * The captures at these paths, as workers read them: by their URLs.
 * @param paths files, folders, patterns, and URLs of objects
 */
export function captureObjects(paths: readonly string[], options: CaptureSourceOptions): CaptureObjects {
  const counts = new Map<string, (more: 1 | -1) => void>();
  return {
    ...options,
    list: () => listed(paths, options, counts),
    onOpened: (url, more) => counts.get(url)?.(more),
  };
}

async function* listed(
  paths: readonly string[],
  limits: ObjectLimits,
  counts: Map<string, (more: 1 | -1) => void>,
): AsyncGenerator<ListedObject> {
  const files = await openObjects('.');
  const events: (() => void)[] = [];
  for await (const { file, isOptional, count } of foundAt(paths, limits, (event) => events.push(event))) {
    for (const event of events.splice(0)) yield { event };
    const object = file.object ?? (await objectOf(files, file.source));
    // How many captures it holds matters in a folder only.
    if (isOptional) counts.set(object.url, count);
    yield { object: { ...object, name: file.source, isInFolder: isOptional } };
  }
  for (const event of events) yield { event };
}

/** A file of this machine. @throws InputError where it cannot be read, or is none */
async function objectOf(files: ObjectStore, name: string): Promise<StoredObject> {
  if (name === '-') throw notAFile('standard input');
  await stat(name).catch((error: unknown) => {
    throw asInputError(name, error);
  });
  for await (const object of files.list(name)) return object;
  throw notAFile(name);
}

function notAFile(source: string): InputError {
  return new InputError('bad-option', 'workers cannot read this: it is not a file', {
    place: { source },
    cure: 'Save it as a file that all workers reach, or check it without --queue.',
  });
}
