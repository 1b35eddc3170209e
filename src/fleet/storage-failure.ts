import type { ObjectStore } from '../objects/index.js';
import type { ResultWriter } from './result.js';

/** Objects cannot be read or written, or have changed: the shard has no result, and may be tried again. */
export class StorageFailure extends Error {
  override readonly cause: unknown;
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.cause = cause;
  }
}

/** The store, whose failures are told from what is wrong with a capture. */
export function failingStore(store: ObjectStore): ObjectStore {
  return {
    ...store,
    async *read(url, range, version) {
      try {
        yield* store.read(url, range, version);
      } catch (error) {
        throw new StorageFailure(error);
      }
    },
  };
}

/** The writer, whose failures are told from what is wrong with a capture. */
export function failingWriter(writer: ResultWriter): ResultWriter {
  const orFailure = (error: unknown): never => {
    throw new StorageFailure(error);
  };
  return {
    add: writer.add,
    addTraces: writer.addTraces,
    flush: () => writer.flush()?.catch(orFailure),
    end: (end, counts) => writer.end(end, counts).catch(orFailure),
  };
}
