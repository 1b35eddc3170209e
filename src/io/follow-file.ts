import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { asInputError, nodeFiles } from './node-files.js';

/** How often a file is looked at for more, in milliseconds. */
const PAUSE = 200;

const CHUNK = 1 << 20;

/**
 * The end of a HAR that is being recorded: the next entry overwrites it, so it is given only when no more is
 * waited for.
 */
const CLOSING = Buffer.from('\n]}}\n');

/**
 * A file that is still being written: what is in it, and then what is added, until it is asked to end.
 * @param path `-` is standard input, which ends by itself too
 * @param end ends it: what is in the file by then is still given
 * @throws InputError as `Files.stream` does
 */
export async function* followFile(path: string, end: AbortSignal): AsyncGenerator<Uint8Array> {
  if (path === '-') {
    yield* followInput(end);
    return;
  }
  try {
    const file = await open(path);
    try {
      yield* grow(file, end);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw asInputError(path, error);
  }
}

async function* grow(file: FileHandle, end: AbortSignal): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(CHUNK);
  for (let position = 0; ; ) {
    // Asked before reading: what is written until the end is asked for is read then.
    const isLast = end.aborted;
    const { bytesRead } = await file.read(buffer, 0, CHUNK, position);
    const bytes = buffer.slice(0, bytesRead);
    const fresh = endsClosed(bytes) ? bytes.subarray(0, bytes.length - CLOSING.length) : bytes;
    if (fresh.length > 0) {
      position += fresh.length;
      yield fresh;
    } else if (isLast) {
      if (bytes.length > 0) yield bytes;
      return;
    } else {
      // A file that was shortened goes on where it ends now.
      position = Math.min(position, (await file.stat()).size);
      await pause(end);
    }
  }
}

function endsClosed(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-CLOSING.length).equals(CLOSING);
}

async function pause(end: AbortSignal): Promise<void> {
  await wait(PAUSE, undefined, { signal: end }).catch(() => undefined);
}

async function* followInput(end: AbortSignal): AsyncGenerator<Uint8Array> {
  const stop = (): void => {
    process.stdin.destroy();
  };
  end.addEventListener('abort', stop, { once: true });
  try {
    yield* nodeFiles.stream('-');
  } catch (error) {
    if (!end.aborted) throw error;
  } finally {
    end.removeEventListener('abort', stop);
  }
}
