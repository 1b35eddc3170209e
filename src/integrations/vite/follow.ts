import { resolve } from 'node:path';
import type { Contract } from '../../contract/index.js';
import { count, InputError } from '../../model/index.js';
import type { ViteDevServer } from './server.js';

/** Callbacks for a document that changes. */
export interface FollowListeners {
  /** The document changed, and can be used. */
  readonly onContract: (contract: Contract) => void;
  /** The document changed, and cannot be used: the last good one stays. Gets what is wrong, and where. */
  readonly onError?: (message: string) => void;
}

/** Editors write a file in several steps: this long after the last one, in milliseconds, it is taken for written. */
const SETTLE = 80;

/** Loads the contract again whenever Vite's watcher sees a change in one of the files that it was made from. */
export function follow(
  { watcher, config: { logger }, httpServer }: ViteDevServer,
  contract: Contract,
  load: (onFile: (file: string) => void) => Promise<Contract>,
  { onContract, onError }: FollowListeners,
): void {
  let files = pathsOf(contract.document.files);
  let timer: NodeJS.Timeout | undefined;
  let loading = Promise.resolve();
  const reload = async (): Promise<void> => {
    const read: string[] = [];
    try {
      const next = await load((file) => read.push(file));
      onContract(next);
      files = pathsOf(next.document.files);
      watcher.add([...files]);
      logger.info(`docproof: reloaded the document: ${count(next.operations.length, 'operation')}`, {
        timestamp: true,
      });
    } catch (error) {
      const message = wordsOf(error);
      logger.error(`docproof: ${message}\n  the mock still answers by the last good document`, { timestamp: true });
      onError?.(message);
      // A change of what could not be read may mend it.
      files = new Set([...files, ...pathsOf(read)]);
      watcher.add([...files]);
    }
  };
  watcher.add([...files]);
  watcher.on('all', (_event, path) => {
    if (!files.has(resolve(path))) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      loading = loading.then(reload);
    }, SETTLE);
  });
  httpServer?.on('close', () => clearTimeout(timer));
}

function pathsOf(files: readonly string[]): ReadonlySet<string> {
  return new Set(files.filter((file) => !/^https?:/i.test(file)).map((file) => resolve(file)));
}

function wordsOf(error: unknown): string {
  if (error instanceof InputError)
    return error.cure === undefined ? error.message : `${error.message}\n  ${error.cure}`;
  return `this is a fault in Docproof; please report it: ${error instanceof Error ? error.stack : String(error)}`;
}
