import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { constants, Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/** Verbs that have compiled code of their own: each uses other functions. All others share one. */
const VERBS = ['mock', 'proxy', 'check'];

/** The first line of the file is its digest, which the build writes there. */
const DIGEST = /^\/\*([0-9a-f]{16})\*\//;

/** Files of as many builds, versions of Node and verbs are kept. */
const MOST_KEPT = 16;

/** Each file ends with the checksum of what is before it: V8 runs damaged code unseen, and crashes. */
const CHECKSUM_BYTES = 4;

/** A process that goes on for so long, in milliseconds, keeps its code then, and not only when it ends. */
const SETTLED_AFTER = 2_000;

/**
 * Loads a CommonJS file of ours with the code that V8 compiled for it in an earlier process, which is most of what a
 * start costs. Compiled code is kept in the user's own folder for caches, one file a verb: in the folder for
 * temporary files, another user of the machine could have put other code. V8 refuses what another version or other
 * flags made. `NODE_DISABLE_COMPILE_CACHE=1` switches it off, and `NODE_COMPILE_CACHE` names another folder, as for
 * Node's own cache. A folder that cannot be written changes nothing.
 * @param file of ASCII
 */
export function loadKept<T>(file: string, verb: string): T {
  const source = readFileSync(file, 'latin1');
  const kept = keptFile(DIGEST.exec(source)?.[1], VERBS.includes(verb) ? verb : 'other');
  const cachedData = kept === undefined ? undefined : readOwn(kept);
  const script = new Script(`(function(exports,require,module,__filename,__dirname){${source}\n})`, {
    filename: pathToFileURL(file).href,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  if (kept !== undefined && (cachedData === undefined || script.cachedDataRejected)) keepLater(script, kept);
  const module: { exports: T } = { exports: Object.create(null) };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return module.exports;
}

/** The file for the compiled code, or nothing where none may be kept. */
function keptFile(digest: string | undefined, verb: string): string | undefined {
  const { NODE_DISABLE_COMPILE_CACHE: isOff, NODE_COMPILE_CACHE: named } = process.env;
  if (digest === undefined || isOff === '1') return undefined;
  const folder = named || join(cacheFolder(), 'docproof');
  if (!isAbsolute(folder) && !named) return undefined;
  return join(folder, 'code', `${verb}-${digest}-${process.version}-${process.arch}`);
}

/** The file's bytes, if the user who runs this process is the only one who can have written it. */
function readOwn(file: string): Buffer | undefined {
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

/** The compiled code of a file; undefined for a file that is damaged, as after a crash of the machine. */
function whole(bytes: Buffer): Buffer | undefined {
  const end = bytes.length - CHECKSUM_BYTES;
  const code = bytes.subarray(0, Math.max(0, end));
  return end > 0 && crc32(code) === bytes.readUInt32LE(end) ? code : undefined;
}

/** Once, when the process has run for a while or ends: then most functions that it needs are compiled. */
function keepLater(script: Script, file: string): void {
  let isKept = false;
  const keep = (): void => {
    if (isKept) return;
    isKept = true;
    try {
      write(file, script.createCachedData());
    } catch {
      // The next start compiles again.
    }
  };
  setTimeout(keep, SETTLED_AFTER).unref();
  process.once('exit', keep);
}

/** Never half a file: another process may read it meanwhile. */
function write(file: string, bytes: Buffer): void {
  const folder = dirname(file);
  makeFolder(folder);
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
  const byAge = readdirSync(folder)
    .map((name) => ({ path: join(folder, name), time: statSync(join(folder, name)).mtimeMs }))
    .sort((one, other) => other.time - one.time);
  for (const { path } of byAge.slice(MOST_KEPT)) rmSync(path, { force: true });
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
