/** Stops watching. */
export type Unwatch = () => Promise<void>;

/** Editors write a file in several steps: this long after the last one, in milliseconds, it is taken for written. */
const SETTLE = 80;

/**
 * Reports when any of the files changes, is replaced, vanishes or comes back. URLs are skipped.
 * @param onChange called once for changes that come together
 */
export async function watchFiles(paths: readonly string[], onChange: () => void): Promise<Unwatch> {
  const { watch } = await import('chokidar');
  const watcher = watch(
    paths.filter((path) => !/^https?:\/\//i.test(path)),
    { ignoreInitial: true, atomic: true },
  );
  let timer: NodeJS.Timeout | undefined;
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE);
  });
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  return async () => {
    clearTimeout(timer);
    await watcher.close();
  };
}
