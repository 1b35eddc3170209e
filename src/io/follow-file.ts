import { type FileHandle, open, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { InputError } from '../model/index.js';
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
 * @throws InputError as `Files.stream` does, and `unreadable` where another file takes its place, or it begins again:
 * what comes then would go unseen
 */
export async function* followFile(path: string, end: AbortSignal): AsyncGenerator<Uint8Array> {
  if (path === '-') {
    yield* followInput(end);
    return;
  }
  try {
    const file = await open(path);
    try {
      yield* grow(file, path, end);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw asInputError(path, error);
  }
}

async function* grow(file: FileHandle, path: string, end: AbortSignal): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(CHUNK);
  let lastLine = 0;
  for (let position = 0; ; ) {
    // Asked before reading: what is written until the end is asked for is read then.
    const isLast = end.aborted;
    const { bytesRead } = await file.read(buffer, 0, CHUNK, position);
    const bytes = buffer.slice(0, bytesRead);
    const fresh = endsClosed(bytes) ? bytes.subarray(0, bytes.length - CLOSING.length) : bytes;
    if (fresh.length > 0) {
      const lineEnd = fresh.lastIndexOf(LINE_END);
      if (lineEnd >= 0) lastLine = position + lineEnd + 1;
      position += fresh.length;
      yield fresh;
    } else {
      const { size, ino, dev } = await file.stat({ bigint: true });
      const there = await stat(path, { bigint: true }).catch(() => undefined);
      if (size < lastLine) throw noLonger(path, 'it was cut, and begins again');
      if (there && (there.ino !== ino || there.dev !== dev)) throw noLonger(path, 'another file took its place');
      if (isLast) {
        if (bytes.length > 0) yield bytes;
        return;
      }
      // A line that was half written may be taken back: the file goes on where it ends now.
      position = Math.min(position, Number(size));
      await pause(end);
    }
  }
}

const LINE_END = 0x0a;

function noLonger(path: string, what: string): InputError {
  return new InputError('unreadable', `${what} while it was followed: what comes now is not checked`, {
    place: { source: path },
    cure: 'Start the check again to follow what is there now. What was put aside is checked without --follow.',
  });
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
