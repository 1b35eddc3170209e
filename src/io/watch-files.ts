import { lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Stops watching. */
export type Unwatch = () => Promise<void>;

/** Editors write a file in several steps: this long after the last one, in milliseconds, it is taken for written. */
const SETTLE = 80;

/**
 * How often the watch looks by itself, in milliseconds: the system tells nothing of a link that leads elsewhere, and
 * not all of files that are replaced in quick succession.
 */
const LOOK = 500;

/** At so many places at most each time, in turn. */
const LOOKS = 200;

/** Times of files may be this much behind the clock, in milliseconds. */
const BEHIND = 10;

/**
 * Reports when any of the files changes, is replaced, vanishes or comes back, or when a link on the way to it leads
 * elsewhere. URLs are skipped.
 * @param onChange called once for changes that come together
 * @param since when the files were last read, in milliseconds since 1970: what changed before this watch began is
 * reported too
 */
export async function watchFiles(
  paths: readonly string[],
  onChange: () => void,
  since = Number.POSITIVE_INFINITY,
): Promise<Unwatch> {
  const { watch } = await import('chokidar');
  const local = paths.filter((path) => !/^https?:\/\//i.test(path)).map((path) => resolve(path));
  let states = statesOf(local);
  let next = 0;
  let timer: NodeJS.Timeout | undefined;
  let isMissed = false;
  let isStopped = false;
  let renewing = Promise.resolve();
  const open = async () => {
    const opened = watch(local, { ignoreInitial: true, atomic: true });
    opened.on('all', settle);
    // Where the system watches no more files, or a path cannot be followed, looking is enough.
    opened.on('error', () => undefined);
    await new Promise<void>((ready) => opened.once('ready', () => ready()));
    return opened;
  };
  /** What no event told of will not be told of later: it stays with the file that was there. */
  const renew = async (): Promise<void> => {
    if (isStopped) return;
    await watcher.close();
    watcher = await open();
    onChange();
  };
  const settled = (): void => {
    timer = undefined;
    states = statesOf(local);
    if (isMissed) renewing = renewing.then(renew);
    else onChange();
    isMissed = false;
  };
  function settle(): void {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(settled, SETTLE);
  }
  const look = (): void => {
    if (timer) return;
    for (let looks = Math.min(LOOKS, states.length); looks > 0 && !isMissed; looks -= 1) {
      next = (next + 1) % states.length;
      const [path, state] = states[next] ?? [''];
      isMissed = stateOf(path) !== state;
    }
    if (isMissed) settle();
  };
  let watcher = await open();
  const looking = setInterval(look, LOOK).unref();
  if (local.some((path) => changedAt(path) > since - BEHIND)) settle();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    clearInterval(looking);
    await renewing;
    await watcher.close();
  };
}

/** What tells a file from what it was before, and where a link leads; empty where nothing is. */
function stateOf(path: string): string {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found) return '';
    if (found.isSymbolicLink()) return `${LINK}${readlinkSync(path)}`;
    return `${found.ino} ${found.size} ${found.mtimeMs}`;
  } catch {
    // Such as below what is no folder.
    return '';
  }
}

const LINK = '→';

/** The states of the files, and of all links on the way to them. */
function statesOf(files: readonly string[]): (readonly [path: string, state: string])[] {
  const found = new Map<string, string>();
  const folders = new Set<string>();
  const note = (path: string, isFile: boolean): void => {
    if (found.has(path)) return;
    const state = stateOf(path);
    const isLink = state.startsWith(LINK);
    if (isFile || isLink) found.set(path, state);
    const folder = dirname(path);
    if (!folders.has(folder)) {
      folders.add(folder);
      note(folder, false);
    }
    if (isLink) note(resolve(realOf(folder), state.slice(LINK.length)), isFile);
  };
  for (const file of files) note(file, true);
  return [...found];
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function changedAt(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.ctimeMs ?? 0;
  } catch {
    return 0;
  }
}
