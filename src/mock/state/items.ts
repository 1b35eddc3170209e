import type { Contract } from '../../contract/index.js';
import { decodePercent, InputError, isObject, type JsonValue, readJson, writeJson } from '../../model/index.js';
import type { Store } from '../../store/scoped.js';
import { collectionsIn } from './resources.js';

/** An item as a mock remembers it. */
export interface RememberedItem {
  /** `/users/7`: the path of its collection, and its id, percent-encoded. */
  readonly path: string;
  /** null for one that was deleted: requests for it get 404. */
  readonly value: JsonValue;
}

/** The keys of items begin with it. */
const PREFIX = 'items';

/** What a mock remembers, in the order in which it came. */
export async function rememberedIn(store: Store): Promise<readonly RememberedItem[]> {
  const stored = await store.list(PREFIX);
  return stored.map(({ key, value }) => ({ path: key.slice(PREFIX.length), value: readJson(value) }));
}

/**
 * The path of an item in one form, whatever of it was percent-encoded.
 * @throws InputError `bad-option` where it is not in a collection that the document has
 */
export function itemPath(contract: Contract, path: string): string {
  const segments = path
    .split('/')
    .slice(1)
    .map((segment) => encodeURIComponent(decodePercent(segment)));
  const collection = `/${segments.slice(0, -1).join('/')}`;
  const known = collectionsIn(contract);
  if (segments.length > 1 && segments.every((each) => each !== '') && known.some((each) => isOf(each, collection)))
    return `${collection}/${segments.at(-1)}`;
  const examples = known.slice(0, 5).map((template) => `${template}/ID`);
  throw new InputError('bad-option', `the mock remembers no item at ${path.slice(0, 200)}`, {
    cure:
      examples.length === 0
        ? 'The document has no collection: a path with POST, and GET there or below it.'
        : `Write the path of a collection of the document and an id, such as ${examples.join(', ')}.`,
  });
}

/** Whether a collection is one of a path template. */
function isOf(template: string, collection: string): boolean {
  const [wanted, given] = [template.split('/'), collection.split('/')];
  return wanted.length === given.length && wanted.every((part, at) => fits(part, given[at] ?? ''));
}

function fits(part: string, segment: string): boolean {
  return part.includes('{') || encodeURIComponent(decodePercent(part)) === segment;
}

/** Writes one item; null deletes it, as a client would. */
export async function setItem(store: Store, { path, value }: RememberedItem): Promise<void> {
  const key = `${PREFIX}${path}`;
  while (!(await store.replace(key, await store.get(key), writeJson(value))));
}

/** Remembers these items and nothing else. */
export async function setItems(store: Store, items: readonly RememberedItem[]): Promise<void> {
  await store.clear(PREFIX);
  for (const item of items) await setItem(store, item);
}

/**
 * Reads `{ "/users/7": { … } }`, as the page of the state gives it.
 * @throws InputError `bad-option` for what is not of this form, or not in a collection that the document has
 */
export function readItems(contract: Contract, given: JsonValue): RememberedItem[] {
  if (!isObject(given))
    throw new InputError('bad-option', 'the body is not an object of items', {
      cure: 'Send what GET /_docproof/state gives: { "/users/7": { "name": "Ada" } }.',
    });
  return Object.entries(given).map(([path, value = null]) => ({ path: itemPath(contract, path), value }));
}
