import type { Contract } from '../contract/index.js';
import { watchFiles } from '../io/index.js';

/** Callbacks for a document that changes. */
export interface WatchListeners {
  /** The document changed, and can be used. */
  readonly onContract: (contract: Contract) => void;
  /**
   * The document changed, and cannot be used: the last good one stays. Mostly an InputError that says where it is
   * broken.
   */
  readonly onError: (error: unknown) => void;
}

/**
 * Loads the contract again whenever one of the files changes that it was made from, `$ref`ed ones and payloads
 * included.
 * @param contract what `load` gave last
 * @param load gets what takes note of each file that it reads (`onFile` of `loadContract`): where it fails, a change of
 * one of these may mend the document
 * @returns what stops it
 */
export async function watchContract(
  contract: Contract,
  load: (onFile: (file: string) => void) => Promise<Contract>,
  { onContract, onError }: WatchListeners,
): Promise<() => Promise<void>> {
  let stopped = false;
  let loading = Promise.resolve();
  let files = contract.document.files;
  let unwatch = await watchFiles(files, changed);
  function changed(): void {
    loading = loading.then(reload);
  }
  async function reload(): Promise<void> {
    if (stopped) return;
    const began = Date.now();
    const read = new Set<string>();
    let wanted: readonly string[] | undefined;
    try {
      const next = await load((file) => read.add(file));
      wanted = next.document.files;
      onContract(next);
    } catch (error) {
      onError(error);
      wanted ??= [...new Set([...files, ...read])];
    }
    if (stopped || sameFiles(files, wanted)) return;
    const before = unwatch;
    files = wanted;
    unwatch = await watchFiles(files, changed, began);
    await before();
  }
  return async () => {
    stopped = true;
    await loading;
    await unwatch();
  };
}

function sameFiles(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((file) => b.includes(file));
}
