import { randomUUID } from 'node:crypto';
import { blockFormatOf } from '../captures/index.js';
import { type ObjectStore, openObjects, type StoredObject } from '../objects/index.js';
import { digestOf } from './digest.js';
import type { CaptureObjects } from './objects.js';
import { type Place, readUnderDigest, writeUnderDigest } from './place.js';
import { type Cut, type Page, type PlannedObject, partsOf, type Terms } from './plan.js';
import { remembering } from './remembering.js';

/** The manifest of a run: it is in the place of results, and only its size grows with the number of objects. */
export interface Plan {
  /** The digests of its pages. */
  readonly pages: readonly string[];
  readonly objects: number;
  readonly shards: number;
  readonly bytes: number;
  /** What happens when so many objects were given, in order. */
  readonly events: ReadonlyMap<number, readonly (() => void)[]>;
}

/** Objects in a page. */
const PAGE = 500;

/** Beginnings of objects that are read at once. */
const AT_ONCE = 16;

/** Enough for nearly all captures to show how they are written; then as much as it takes for those of long entries. */
const HEADS = [64 << 10, 4 << 20];

/** Lists the captures and writes the plan. @param step bytes of a shard. @throws what listing and reading throw */
export async function writePlan(place: Place, terms: Terms, captures: CaptureObjects, step: number): Promise<Plan> {
  const pages: string[] = [];
  const events = new Map<number, (() => void)[]>();
  const stores = remembering<ObjectStore>((url) => openObjects(url), 16);
  const sums = { objects: 0, shards: 0, bytes: 0 };
  let batch: StoredObject[] = [];

  const write = async (): Promise<void> => {
    const objects: PlannedObject[] = [];
    for (let from = 0; from < batch.length; from += AT_ONCE) {
      const some = batch.slice(from, from + AT_ONCE);
      const planned = await Promise.all(
        some.map(async (object) => plannedOf(await stores(rootOf(object.url)), object, step)),
      );
      for (const object of planned) objects.push(object);
    }
    batch = [];
    for (const object of objects) sums.shards += partsOf(object);
    const page: Page = { terms, objects };
    pages.push(await writeUnderDigest(place, 'plans', JSON.stringify(page)));
  };

  for await (const listed of captures.list()) {
    if ('event' in listed) {
      events.set(sums.objects, [...(events.get(sums.objects) ?? []), listed.event]);
      continue;
    }
    batch.push(listed.object);
    sums.objects += 1;
    sums.bytes += listed.object.size;
    if (batch.length >= PAGE) await write();
  }
  if (batch.length > 0) await write();
  return { pages, ...sums, events };
}

/** An object of the plan, with its place in it. */
export interface Placed {
  readonly object: PlannedObject;
  readonly page: string;
  readonly at: number;
  /** How many shards come before it. */
  readonly before: number;
}

/** The objects of a plan, in its order. */
export async function* objectsOf(place: Place, { pages }: Plan): AsyncGenerator<Placed> {
  let before = 0;
  for (const page of pages) {
    const { objects }: Page = JSON.parse(await readUnderDigest(place, 'plans', page));
    for (const [at, object] of objects.entries()) {
      yield { object, page, at, before };
      before += partsOf(object);
    }
  }
}

/** One opened store reads all objects of its kind; on the web, those of an origin. */
export function rootOf(url: string): string {
  if (/^https?:/i.test(url)) return `${new URL(url).origin}/`;
  return /^[a-z][a-z\d+.-]+:\/\//i.exec(url)?.[0] ?? '.';
}

async function plannedOf(store: ObjectStore, object: StoredObject, step: number): Promise<PlannedObject> {
  const { url, name, size, version, isInFolder } = object;
  const planned = { url, source: name, size, version, ...identityOf(object), isOptional: isInFolder };
  const cut = size > step ? await cutOf(store, planned, step) : undefined;
  return cut ? { ...planned, cut } : planned;
}

/** Where nothing tells contents of the same size apart, each check judges for itself. */
function identityOf({ id, name, isUnversioned }: StoredObject): Pick<PlannedObject, 'identity'> {
  if (isUnversioned) return { identity: digestOf(JSON.stringify([id, randomUUID()])) };
  return id === undefined || id === name ? {} : { identity: digestOf(id) };
}

/** How an object is cut; undefined where it has to be read from its first byte to its last. */
async function cutOf(
  store: ObjectStore,
  { url, source, version }: PlannedObject,
  step: number,
): Promise<Cut | undefined> {
  for (const length of HEADS) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of store.read(url, { from: 0, to: length }, version)) chunks.push(chunk);
    const head = Buffer.concat(chunks);
    const format = blockFormatOf(source, head);
    if (!format?.blocks) return undefined;
    const note = format.blocks.learn(head);
    if (note !== undefined) return { format: format.name, note, step };
  }
  return undefined;
}
