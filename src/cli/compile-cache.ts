import module from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Lets Node keep what it compiles of this program, so that later starts need not compile it again: with Node 22.8 and
 * later. It is kept in the user's own folder for caches: in that for temporary files, another user of the machine could
 * have put other code. `NODE_DISABLE_COMPILE_CACHE=1` switches it off, and `NODE_COMPILE_CACHE` names another
 * folder. A folder that cannot be written changes nothing.
 */
export function useCompileCache(): void {
  if (!('enableCompileCache' in module) || typeof module.enableCompileCache !== 'function') return;
  if (process.env.NODE_COMPILE_CACHE !== undefined) return;
  const folder = cacheFolder();
  if (isAbsolute(folder)) module.enableCompileCache(join(folder, 'docproof'));
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
