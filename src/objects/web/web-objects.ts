import { InputError } from '../../model/index.js';
import { changed, MAX_WHOLE, tooLarge } from '../faults.js';
import { compareBytes } from '../order.js';
import type { ObjectLimits, ObjectRange, ObjectStore, StoredObject } from '../port.js';
import { readOn } from '../read-on.js';
import { type GetPart, nameOfWeb, type Part, partGetter } from './get.js';
import { identityOfWeb } from './identity.js';
import { readList } from './read-list.js';

/** So many objects are asked at once how large they are. */
const AT_ONCE = 8;

/**
 * Objects behind http(s) URLs, such as presigned ones. A web server gives no lists: a list is a text with one
 * URL a line. What a list names may not be at a private address, except where the list itself is.
 * @param url as the user named it
 */
export function webObjects(url: string, limits: ObjectLimits): ObjectStore {
  const named = new Set(URL.canParse(url) ? [new URL(url).origin] : []);
  const getPart = partGetter(named, limits);
  const get: GetPart = async (address, range, version) => {
    assertUrl(address);
    return getPart(address, range, version);
  };
  return {
    list: (address) => list(get, address),
    read: (address, range = {}, version) => read(get, address, range, version),
    readWhole: (address) => readWhole(get, address),
    write: async (address) => {
      assertUrl(address);
      throw new InputError('bad-option', 'cannot be written by http', {
        place: { source: nameOfWeb(address) },
        cure: 'Name a folder, or a bucket: s3://BUCKET/FOLDER/.',
      });
    },
    nameOf(address) {
      assertUrl(address);
      return nameOfWeb(address);
    },
    // Each URL is signed by itself.
    beside: () => undefined,
    close: async () => undefined,
  };
}

function assertUrl(address: string): void {
  if (URL.canParse(address) && /^https?:/i.test(address)) return;
  throw new InputError('bad-option', 'is not an http(s) URL', {
    place: { source: address.replace(/\?.*$/s, '').slice(0, 200) },
    cure: 'Write https://HOST/PATH.',
  });
}

async function* list(get: GetPart, address: string): AsyncGenerator<StoredObject> {
  const part = await reached(address, () => get(address, {}));
  const urls = await reached(address, () => readList(address, part));
  if (!urls) {
    yield objectOf(address, part);
    return;
  }
  const inOrder = [...urls].sort((a, b) => compareBytes(nameOfWeb(a), nameOfWeb(b)));
  const ask = async (url: string): Promise<StoredObject> => {
    const first = await reached(url, () => get(url, { to: 1 }));
    first.close();
    return objectOf(url, first);
  };
  for (let at = 0; at < inOrder.length; at += AT_ONCE)
    yield* await Promise.all(inOrder.slice(at, at + AT_ONCE).map(ask));
}

function objectOf(url: string, { size, version, isUnversioned }: Part): StoredObject {
  const name = nameOfWeb(url);
  if (size === undefined)
    throw new InputError('unreadable', 'has no size: the server does not send Content-Length', {
      place: { source: name },
      cure: 'Download it, and name the file.',
    });
  const object = { url, name, size, version, isInFolder: false, id: identityOfWeb(url) };
  return isUnversioned ? { ...object, isUnversioned } : object;
}

async function* read(
  get: GetPart,
  url: string,
  { from = 0, to }: ObjectRange,
  version?: string,
): AsyncGenerator<Uint8Array> {
  if (to !== undefined && to <= from) return;
  let pinned = version;
  let end = to;
  const open = async (at: number): Promise<AsyncIterable<Uint8Array>> => {
    const part = await get(url, { from: at, to }, pinned);
    if (pinned !== undefined && part.version !== pinned) {
      part.close();
      throw changed(nameOfWeb(url));
    }
    pinned = part.version;
    if (part.size !== undefined) end = Math.min(part.size, to ?? part.size);
    return cutOut(part, end === undefined ? undefined : end - at);
  };
  yield* reachedAll(
    url,
    readOn(open, from, () => end),
  );
}

/** The bytes that were asked for, also where the server sent all of them. */
async function* cutOut({ chunks, ahead, close }: Part, length = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array> {
  let skip = ahead;
  let left = length;
  try {
    for await (const chunk of chunks) {
      const piece = chunk.subarray(skip, skip + left);
      skip = Math.max(0, skip - chunk.length);
      left -= piece.length;
      if (piece.length > 0) yield piece;
      if (left <= 0) return;
    }
  } finally {
    close();
  }
}

async function readWhole(get: GetPart, url: string): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of read(get, url, {})) {
      size += piece.length;
      if (size > MAX_WHOLE) throw tooLarge(nameOfWeb(url));
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof InputError && error.code === 'not-found') return undefined;
    throw error;
  }
  return Buffer.concat(pieces);
}

/** Runs a call, and says which object could not be reached. */
async function reached<Value>(url: string, call: () => Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (error) {
    throw unreachable(url, error);
  }
}

async function* reachedAll(url: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw unreachable(url, error);
  }
}

function unreachable(url: string, error: unknown): InputError {
  if (error instanceof InputError) return error;
  const said = error instanceof Error ? error.message : String(error);
  return new InputError('unreadable', `cannot be fetched: ${said}`, {
    place: { source: nameOfWeb(url) },
    cure: 'Check the address and the network, or pass a local copy.',
    cause: error,
  });
}
