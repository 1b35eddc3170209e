import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { crc32 } from 'node:zlib';

/** Each file ends with the checksum of what is before it: V8 runs damaged code unseen, and crashes. */
const CHECKSUM_BYTES = 4;

/** A process that goes on for so long, in milliseconds, keeps things then, and not only when it ends. */
const SETTLED_AFTER = 2_000;

/** How much of a kind is kept: the newest files, up to a number, and up to a sum of bytes. */
export interface KeptLimits {
  readonly files: number;
  readonly bytes: number;
}

/**
 * A folder for what makes the next start sooner, in the user's own folder for caches: in the folder for temporary
 * files, another user of the machine could have put other things. `NODE_DISABLE_COMPILE_CACHE=1` switches it off, and
 * `NODE_COMPILE_CACHE` names another folder, as for Node's own cache.
 * @returns nothing where nothing may be kept
 */
export function keptFolder(kind: 'code' | 'documents'): string | undefined {
  const { NODE_DISABLE_COMPILE_CACHE: isOff, NODE_COMPILE_CACHE: named } = process.env;
  if (isOff === '1') return undefined;
  const folder = named || join(cacheFolder(), 'docproof');
  return isAbsolute(folder) || named ? join(folder, kind) : undefined;
}

/** The file's bytes, if it is whole, and the user who runs this process is the only one who can have written it. */
export function readKept(file: string): Buffer | undefined {
  try {
    const found = statSync(file);
    // A pipe would be waited for.
    if (!found.isFile()) return undefined;
    if (process.getuid && (found.uid !== process.getuid() || (found.mode & 0o022) !== 0)) return undefined;
    return whole(readFileSync(file));
  } catch {
    return undefined;
  }
}

/** What is before the checksum; undefined for a file that is damaged, as after a crash of the machine. */
function whole(bytes: Buffer): Buffer | undefined {
  const end = bytes.length - CHECKSUM_BYTES;
  const content = bytes.subarray(0, Math.max(0, end));
  return end > 0 && crc32(content) === bytes.readUInt32LE(end) ? content : undefined;
}

/** Writes a file, and removes the oldest of its folder. A folder that cannot be written changes nothing. */
export function writeKept(file: string, bytes: Uint8Array, limits: KeptLimits): void {
  try {
    write(file, bytes);
    prune(dirname(file), limits);
  } catch {
    // The next start does the work again.
  }
}

/** Never half a file: another process may read it meanwhile. */
function write(file: string, bytes: Uint8Array): void {
  makeFolder(dirname(file));
  const unfinished = `${file}.${process.pid}`;
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32LE(crc32(bytes));
  try {
    writeFileSync(unfinished, Buffer.concat([bytes, checksum]), { mode: 0o600 });
    renameSync(unfinished, file);
  } finally {
    // Half of it, where the disk is full.
    rmSync(unfinished, { force: true });
  }
}

function prune(folder: string, { files, bytes }: KeptLimits): void {
  const byAge = readdirSync(folder)
    .flatMap((name) => {
      const path = join(folder, name);
      // Another process may have removed it, and what others put there is a folder or a link that leads nowhere.
      const found = lstatSync(path, { throwIfNoEntry: false });
      return found && !found.isDirectory() ? [{ path, found }] : [];
    })
    .sort((one, other) => other.found.mtimeMs - one.found.mtimeMs);
  let sum = 0;
  for (const [index, { path, found }] of byAge.entries()) {
    sum += found.size;
    if (index >= files || sum > bytes) rmSync(path, { force: true });
  }
}

/**
 * Does something once: when the process has run for a while or ends, or only when it ends.
 * @param work gets whether the process ends
 */
export function whenSettled(work: (isEnd: boolean) => void, isOnlyAtEnd = false): void {
  let isDone = false;
  const once = (isEnd: boolean): void => {
    if (isDone) return;
    isDone = true;
    process.removeListener('exit', atEnd);
    work(isEnd);
  };
  const atEnd = (): void => once(true);
  if (!isOnlyAtEnd) setTimeout(once, SETTLED_AFTER, false).unref();
  process.once('exit', atEnd);
}

/**
 * With the folders above it. Node's own `recursive` never ends where a folder cannot be made, and the system says that
 * nothing is there: below `/proc`, and where homes are mounted when they are asked for.
 */
function makeFolder(path: string): void {
  const above = dirname(path);
  if (existsSync(path)) return;
  if (above !== path) makeFolder(above);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}

/** By the XDG Base Directory Specification, and the customs of macOS and Windows. */
function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32') return LOCALAPPDATA ?? join(home(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(home(), 'Library', 'Caches');
  return XDG_CACHE_HOME || join(home(), '.cache');
}

/** Empty where the system knows none. */
function home(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}
