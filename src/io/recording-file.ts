import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { InputError } from '../model/index.js';

/**
 * A file to which something is added from time to time. What a call wrote has left the process when the call returns,
 * so that nothing of it is lost if the process is killed.
 */
export interface RecordingFile {
  /** In bytes, now; 0 for a pipe and other special files. */
  size(): number;
  /** Whether it can be read, and written in the middle. */
  readonly isRegular: boolean;
  /** Its permissions, such as `644`, where other users have some; undefined where it is its owner's alone. */
  readonly openTo?: string | undefined;
  /** The bytes from there on, as many as there are. */
  read(position: number, length: number): Uint8Array;
  /** Writes at that place. @returns how many bytes. @throws Error of the system, as where the disk is full */
  write(position: number, text: string): number;
  /** Throws away what is behind that place. */
  truncate(size: number): void;
  close(): void;
}

/**
 * Opens a file, whose permissions stay, or makes one that only its owner may read.
 * @throws InputError `bad-option` where it cannot be written
 */
export function openRecordingFile(path: string): RecordingFile {
  const file = open(path);
  const found = fstatSync(file);
  const isRegular = found.isFile();
  // Windows has other permissions.
  const isShared = isRegular && process.platform !== 'win32' && (found.mode & 0o077) !== 0;
  return {
    ...(isShared ? { openTo: (found.mode & 0o777).toString(8) } : {}),
    size: () => (isRegular ? fstatSync(file).size : 0),
    isRegular,
    read(position, length) {
      const bytes = new Uint8Array(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, position));
    },
    write(position, text) {
      const bytes = Buffer.from(text);
      for (let done = 0; done < bytes.length; )
        done += writeSync(file, bytes, done, bytes.length - done, isRegular ? position + done : null);
      return bytes.length;
    },
    truncate(size) {
      if (isRegular) ftruncateSync(file, size);
    },
    close: () => closeSync(file),
  };
}

function open(path: string): number {
  try {
    return openExisting(path) ?? openSync(path, 'wx+', 0o600);
  } catch (cause) {
    throw new InputError('bad-option', 'cannot be written', {
      place: { source: path },
      cure: 'Name a file in a folder that is there and may be written.',
      cause,
    });
  }
}

function openExisting(path: string): number | undefined {
  try {
    return openSync(path, 'r+');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
