import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { constants, Script } from 'node:vm';
import { keptFolder, readKept, whenSettled, writeKept } from './kept-files.js';

/** Verbs that have their own compiled code: each uses other functions. All others share one. */
const VERBS = ['mock', 'proxy', 'check'];

/** The first line of the file is its digest, which the build writes there. */
const DIGEST = /^\/\*([0-9a-f]{16})\*\//;

/** Of as many builds, versions of Node and verbs, two files each. */
const LIMITS = { files: 32, bytes: Number.POSITIVE_INFINITY };

/** Code that has grown by less is not written again. */
const GROWN = 1.05;

/**
 * Loads a CommonJS file of ours with the code that V8 compiled for it in an earlier process, which is most of what a
 * start costs. Compiled code is kept in one file a verb (`keptFolder`). V8 refuses what another version or other flags
 * made.
 * @param file of ASCII
 */
export function loadKept<T>(file: string, verb: string): T {
  const source = readFileSync(file, 'latin1');
  const kept = keptFile(DIGEST.exec(source)?.[1], VERBS.includes(verb) ? verb : 'other');
  const cachedData = kept === undefined ? undefined : readKept(kept);
  const script = new Script(`(function(exports,require,module,__filename,__dirname){${source}\n})`, {
    filename: pathToFileURL(file).href,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  if (kept !== undefined && (cachedData === undefined || script.cachedDataRejected)) keepLater(script, kept);
  const module: { exports: T } = { exports: Object.create(null) };
  const own = createRequire(file);
  // The file beside it, with what few starts need, has compiled code too.
  const require = (path: string): unknown =>
    path.startsWith('./') ? loadKept(join(dirname(file), path), verb) : own(path);
  script.runInThisContext()(module.exports, Object.assign(require, own), module, file, dirname(file));
  return module.exports;
}

/** Later most functions that the process needs are compiled; those for requests perhaps only when it ends. */
function keepLater(script: Script, file: string): void {
  let size = 0;
  const keep = (): void => {
    const code = script.createCachedData();
    if (code.length <= size) return;
    size = code.length * GROWN;
    writeKept(file, code, LIMITS);
  };
  whenSettled((isEnd) => {
    keep();
    if (!isEnd) process.once('exit', keep);
  });
}

/** The file for the compiled code, or nothing where none may be kept. */
function keptFile(digest: string | undefined, verb: string): string | undefined {
  const folder = keptFolder('code');
  if (digest === undefined || folder === undefined) return undefined;
  return join(folder, `${verb}-${digest}-${process.version}-${process.arch}`);
}
