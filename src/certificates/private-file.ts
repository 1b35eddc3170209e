import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import process from 'node:process';
import { InputError } from '../model/index.js';

/** Files with keys are small: what is larger is something else. */
const LARGEST = 65_536;

/**
 * Makes a folder that only its owner may enter, or uses one that is so.
 * @throws InputError `bad-option` for a symbolic link, another user's folder, one that others may enter, and one that
 * cannot be made
 */
export function ensurePrivateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new InputError('bad-option', 'the folder for the key of the local authority cannot be made', {
      place: { source: path },
      cure: 'Set XDG_DATA_HOME to a folder that may be written, or pass --tls-cert and --tls-key instead of --https.',
      cause,
    });
  }
  const found = lstatSync(path);
  if (!found.isDirectory()) throw refused(path, 'is a symbolic link, or not a folder', 'Put a folder in its place.');
  assertPrivate(found, path, 'chmod 700');
}

/**
 * Reads a file that only its owner may read. Undefined if none exists.
 * @throws InputError `bad-option` for a symbolic link, another user's file, one that others may read, one that is too
 * large, and one that cannot be read
 */
export function readPrivate(path: string): string | undefined {
  const file = open(path);
  if (file === undefined) return undefined;
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw refused(path, 'is not a file', `Remove ${path}.`);
    assertPrivate(found, path, 'chmod 600');
    if (found.size > LARGEST) throw refused(path, 'is too large for a key', `Remove ${path}.`);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

function open(path: string): number | undefined {
  // Windows has neither flag. A pipe in the place of the file would be waited for without the second.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  try {
    return openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT') return undefined;
    if (code === 'ELOOP') throw refused(path, 'is a symbolic link', `Remove ${path}, or put the file itself there.`);
    throw refused(path, 'cannot be read', `Remove ${path}, or make it yours.`);
  }
}

/**
 * Writes a file that only its owner may read, whole or not at all.
 * @param isFirst whether a file that already exists stays
 * @returns whether the file has this text now
 * @throws InputError `bad-option` where it cannot be written
 */
export function writePrivate(path: string, text: string, isFirst = false): boolean {
  const part = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    writeFileSync(part, text, { mode: 0o600, flag: 'wx' });
    if (!isFirst) renameSync(part, path);
    else if (!isLinked(part, path)) return false;
    return true;
  } catch (cause) {
    throw new InputError('bad-option', 'cannot be written', {
      place: { source: path },
      cure: 'Set XDG_DATA_HOME to a folder that may be written, and that has room.',
      cause,
    });
  } finally {
    rmSync(part, { force: true });
  }
}

/** A link is made only where there is no file yet: of two processes that start at once, one is the first. */
function isLinked(part: string, path: string): boolean {
  try {
    linkSync(part, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function assertPrivate({ uid, mode }: Stats, path: string, repair: string): void {
  // Windows has other permissions, and its folder for data is the user's own.
  if (process.getuid === undefined) return;
  if (uid !== process.getuid())
    throw refused(path, 'belongs to another user', `Remove ${path}, or set XDG_DATA_HOME to a folder of yours.`);
  if ((mode & 0o077) === 0) return;
  throw refused(
    path,
    `is open to other users of this machine (mode ${(mode & 0o777).toString(8)}), who may have read the key`,
    `Remove the folder that has ca.pem, no longer trust that file, and start again. If nobody else can have read it, ${repair} ${path} is enough.`,
  );
}

function refused(path: string, problem: string, cure: string): InputError {
  return new InputError('bad-option', problem, { place: { source: path }, cure });
}
