import { MAX_ATTACHED } from '../captures/index.js';
import { InputError } from '../model/index.js';
import { type ObjectLimits, type ObjectStore, openObjects, type StoredObject } from '../objects/index.js';
import type { NamedCapture, NamedCaptures } from './named-captures.js';

/**
 * What a URL names in a bucket, or in a list of URLs.
 * @throws InputError `not-found` where it names nothing; what the objects throw
 */
export async function objectsAt(url: string, limits: ObjectLimits): Promise<NamedCaptures> {
  const objects = await openObjects(url, limits);
  const found: StoredObject[] = [];
  let areInFolder = false;
  try {
    for await (const one of objects.list(url)) {
      found.push(one);
      areInFolder ||= one.isInFolder;
    }
    if (found.length > 0)
      return {
        sources: found.map(({ name }) => name),
        areInFolder,
        at: (index) => captureOf(objects, found[index] as StoredObject),
        close: objects.close,
      };
    throw new InputError('not-found', 'no object has this name or matches this pattern', {
      place: { source: objects.nameOf(url) },
      cure: 'Check the name. * and ? match within a segment, ** any number of segments; a name ends with / for a folder.',
    });
  } catch (error) {
    await objects.close();
    throw error;
  }
}

/** How many bytes the objects have. @throws InputError as `objectsAt` does, except if there are none */
export async function sizeOfObjects(url: string, limits: ObjectLimits): Promise<number> {
  const objects = await openObjects(url, limits);
  try {
    let total = 0;
    for await (const { size } of objects.list(url)) total += size;
    return total;
  } finally {
    await objects.close();
  }
}

/** All of it is read in the version that was listed: what changes in between is an error, not a mixture. */
function captureOf(objects: ObjectStore, object: StoredObject): NamedCapture {
  const { url, name, id = name, size, version } = object;
  return {
    object,
    id,
    source: name,
    chunks: () => objects.read(url, {}, version),
    randomAccess: async () => ({ size, range: (from, to) => objects.read(url, { from, to }, version) }),
    attachment: (beside) => attachmentOf(objects, url, beside),
  };
}

async function attachmentOf(objects: ObjectStore, url: string, name: string): Promise<Uint8Array | undefined> {
  const place = objects.beside(url, name);
  const bytes = place === undefined ? undefined : await objects.readWhole(place);
  return bytes && bytes.length <= MAX_ATTACHED ? bytes : undefined;
}
