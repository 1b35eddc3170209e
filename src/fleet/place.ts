import { InputError } from '../model/index.js';
import { type ObjectStore, openObjects } from '../objects/index.js';
import { digestOf, isDigest } from './digest.js';

/**
 * Where coordinator and workers keep what they share: contracts, plans and results, each under the digest of what it
 * is. A folder or the prefix of a bucket that all of them reach under the same URL.
 */
export interface Place {
  /** Without a slash at its end. */
  readonly url: string;
  readonly store: ObjectStore;
  /** The URL of an object in it. @param path with slashes */
  at(path: string): string;
  /** The text of an object; undefined if none exists. */
  text(path: string): Promise<string | undefined>;
  /** @throws InputError as the store does */
  write(path: string, text: string): Promise<void>;
}

/** Opens a place. @throws InputError as `openObjects` does, and `bad-option` for a kind that cannot be written */
export async function openPlace(url: string): Promise<Place> {
  if (/^https?:/i.test(url))
    throw new InputError('bad-option', 'results cannot be written to an https: address', {
      place: { source: url.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//') },
      cure: 'Name a folder that all workers reach, or a bucket: --results s3://BUCKET/PREFIX',
    });
  if (/^s3:/i.test(url) && !/^s3:\/\/[^/?]/i.test(url))
    throw new InputError('bad-option', 'names no bucket', {
      place: { source: url.replace(/\?.*$/s, '') },
      cure: 'Name one, and a prefix in it: --results s3://BUCKET/PREFIX',
    });
  const store = await openObjects(url);
  const [base = '', query] = url.split(/(?=\?)/, 2);
  const root = base.replace(/\/+$/, '');
  const at = (path: string): string => `${root}/${path}${query ?? ''}`;
  return {
    url,
    store,
    at,
    async text(path) {
      const bytes = await store.readWhole(at(path));
      return bytes && new TextDecoder().decode(bytes);
    },
    write: (path, text) => store.write(at(path), new TextEncoder().encode(text)),
  };
}

/** Writes a text under its digest, unless it is there. @returns the digest */
export async function writeUnderDigest(place: Place, folder: string, text: string): Promise<string> {
  const digest = digestOf(text);
  await place.write(`${folder}/${digest}.json`, text);
  return digest;
}

/**
 * A text that was written under its digest.
 * @throws InputError `not-found` where it is gone; `unreadable` where it is another one
 */
export async function readUnderDigest(place: Place, folder: string, digest: string): Promise<string> {
  const path = `${folder}/${digest}.json`;
  const text = isDigest(digest) ? await place.text(path) : undefined;
  const source = { source: place.store.nameOf(place.at(path)) };
  if (text === undefined)
    throw new InputError('not-found', 'is not in the place of results', {
      place: source,
      cure: 'Run the check again: it writes what is missing. Coordinator and workers need the same place of results.',
    });
  if (digestOf(text) !== digest)
    throw new InputError('unreadable', 'does not hold what its name says', {
      place: source,
      cure: 'Something else writes there. Delete the folder, and run the check again.',
    });
  return text;
}
