import { createContract } from '../contract/index.js';
import { isObject, readJson, writeJson } from '../model/index.js';
import type { Store } from '../store/index.js';
import type { LaidOverlay } from './inspector/settings.js';
import type { ReplaceableMock } from './mock-handler.js';

/** The keys of overlays that pages wrote: a number follows. */
const OVERLAYS_KEY = 'overlays/';

/** The counter of these numbers. */
const NUMBERS = 'numbers of overlays';

/** Applies overlays to the document of all processes that share a store. */
export interface SharedOverlays {
  /** Ends when all processes answer by the overlay. */
  use(overlay: LaidOverlay): Promise<void>;
  close(): void;
}

/**
 * Applies the overlays that pages add, in all processes that share a store; undefined where the store tells of no
 * changes.
 * @param laid hears of the file of each
 */
export async function sharedOverlays(
  mocking: ReplaceableMock,
  store: Store,
  laid: (file: string) => void,
): Promise<SharedOverlays | undefined> {
  const takeUp = async (text: string | undefined): Promise<void> => {
    const value = text === undefined ? undefined : readJson(text);
    if (!isObject(value) || typeof value.file !== 'string') return;
    const { overlaidDocument, readOverlay } = await import('../document/overlay/index.js');
    const { document } = mocking.contract();
    const next = overlaidDocument(document, readOverlay(writeJson(value.actions), value.file)).document;
    mocking.replace(createContract({ ...next, files: [...new Set([...next.files, value.file])] }));
    laid(value.file);
  };
  const close = store.watch?.(OVERLAYS_KEY, async (key, isPrefix) => {
    if (!isPrefix) await takeUp(await store.get(key));
  });
  if (!close) return undefined;
  // One that takes the place of a process that ended begins with the document alone.
  for (const { value } of await store.list(OVERLAYS_KEY)) await takeUp(value);
  return {
    close,
    async use({ file, actions }) {
      await store.replace(`${OVERLAYS_KEY}${await store.count(NUMBERS)}`, undefined, writeJson({ file, actions }));
    },
  };
}

/** Forgets the overlays that pages of an earlier mock with this store applied to its document. */
export async function forgetOverlays(store: Store): Promise<void> {
  await store.clear(OVERLAYS_KEY);
}
