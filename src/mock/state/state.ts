import type { CompiledOperation, Contract, Match, MediaContent } from '../../contract/index.js';
import {
  isNumeric,
  isObject,
  isWhole,
  type JsonObject,
  type JsonValue,
  type Numeric,
  numberOf,
  readJson,
  wholeDigits,
  writeJson,
} from '../../model/index.js';
import type { Store } from '../../store/index.js';
import { type Failure, failure } from '../answer.js';
import type { mergeInto } from './merge-into.js';
import type { Listed } from './paging.js';
import { idMember, type Resource, type ResourceFinder, withItems } from './resources.js';
import { isServices } from './services-own.js';

/** The effect of a request on the state, and the answer to it. */
export interface StateOutcome {
  /** The body; absent where the answer has none. */
  readonly value?: JsonValue;
  /** The id of the item that was created, for `Location`. */
  readonly created?: string;
  /** Of a list: its items, and where each is among all that ever were. */
  readonly list?: Omit<Listed, 'value'>;
}

/** The facts of a request that the state needs. */
export interface StateRequest {
  readonly match: Match;
  readonly body: JsonValue | undefined;
  /** The media type of the answer, where it has one, and the answer as it is documented. */
  readonly media: MediaContent | undefined;
  readonly documented: JsonValue | undefined;
}

/** Where new values come from. */
export interface StateSources {
  readonly mergeInto: typeof mergeInto;
  readonly now: () => Date;
  readonly newId: (key: string) => Promise<string>;
  /** An item as the document shows it, for what was never posted. */
  readonly documentedItem: (media: MediaContent) => Promise<JsonValue | undefined>;
}

/** Remembers what is posted. Undefined for a request about nothing that the mock remembers. */
export type State = (request: StateRequest) => Promise<StateOutcome | Failure | undefined>;

const PREFIX = 'items';
/** The value in the store for an item that was deleted. */
const GONE = 'null';
const ATTEMPTS = 20;
/** How many ids in a row may be taken before the mock gives up finding a free one. */
const MAX_TAKEN = 10_000;

/** The state of the collections that a contract documents, in a store. */
export function createState(
  contract: Contract,
  resourceOf: ResourceFinder,
  store: Store,
  sources: StateSources,
): State {
  const compiledById = new Map(contract.operations.map((operation) => [operation.id, operation]));

  const keyOf = ({ collection }: Resource, id: string): string => `${PREFIX}${collection}/${encodeURIComponent(id)}`;
  const notFound = (resource: Resource, stored?: string): Failure => {
    const why = stored === GONE ? 'was deleted' : 'was never created';
    return failure('NO_SUCH_ITEM', `${resource.collection} has no item ${resource.id ?? ''}: it ${why}`);
  };

  /** What is stored of a collection, also what was deleted from it; not the items of collections below its items. */
  const storedOf = async ({ collection }: Resource) => {
    const prefix = `${PREFIX}${collection}/`;
    return (await store.list(prefix)).filter(({ key }) => !key.slice(prefix.length).includes('/'));
  };

  /**
   * Whether it is known which items there are. Until a client has changed a collection, it holds what the document
   * shows, whatever its id; from then on its items are those that clients made, as in its list.
   */
  const isLacking = async (resource: Resource, stored: string | undefined): Promise<boolean> =>
    stored === GONE || (stored === undefined && (await storedOf(resource)).length > 0);

  /** The media type in which one item of the collection is answered: by GET, else by POST. */
  const itemMedia = ({ template, parameter }: Resource): MediaContent | undefined => {
    const item = `${template}/{${parameter}}`;
    for (const id of [`GET ${item}`, `POST ${template}`, `PUT ${item}`, `PATCH ${item}`]) {
      const operation = compiledById.get(id);
      const media = operation && successMedia(contract.compile(operation));
      if (media) return media;
    }
    return undefined;
  };

  const newItem = async (resource: Resource, media: MediaContent, documented: JsonObject, body: JsonObject) => {
    const shape = media.schema === undefined ? undefined : contract.schemas.shapes.of(media.schema);
    const member = idMember(documented, resource.parameter) ?? idMember(body, resource.parameter);
    const own = member === undefined ? undefined : body[member];
    const isClients =
      member !== undefined && typeof own === 'string' && own !== '' && !isServices(member, shape?.property(member));
    const id = isClients ? own : await newIdLike(resource, member === undefined ? undefined : documented[member]);
    const stamped: Record<string, JsonValue | undefined> = { ...documented };
    for (const name of Object.keys(stamped)) {
      if (/^created(?:DateTime|At|On|_at)$/.test(name)) stamped[name] = sources.now().toISOString();
    }
    if (member !== undefined) stamped[member] = id;
    const merged = sources.mergeInto(contract, media, stamped, body);
    return { id: String(id), item: member === undefined ? merged : { ...merged, [member]: id }, isClients };
  };

  const newIdLike = async (resource: Resource, documented: JsonValue | undefined): Promise<string | Numeric> => {
    if (isNumeric(documented)) {
      const further = 1 + (await store.count(`${PREFIX}${resource.collection} ids`));
      return isWhole(documented)
        ? numberOf(String(wholeDigits(documented) + BigInt(further)))
        : Number(documented) + further;
    }
    return sources.newId(resource.collection);
  };

  const create = async (resource: Resource, request: StateRequest): Promise<StateOutcome | Failure | undefined> => {
    const media = request.media ?? itemMedia(resource);
    if (!media || !isObject(request.body)) return undefined;
    const documented = request.media ? request.documented : await sources.documentedItem(media);
    if (!isObject(documented)) return undefined;
    for (let taken = 0; ; taken += 1) {
      const { id, item, isClients } = await newItem(resource, media, documented, request.body);
      if (await keep(keyOf(resource, id), item)) return { created: id, ...(request.media ? { value: item } : {}) };
      // An id that the mock gave may be one that a client chose before: the next is as good.
      if (isClients || taken === MAX_TAKEN)
        return failure('CONFLICT', `${resource.collection} has an item ${id} already`);
    }
  };

  /** Whether the item has its key now; not where another has it. */
  const keep = async (key: string, item: JsonObject): Promise<boolean> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await store.get(key);
      if (before !== undefined && before !== GONE) return false;
      if (await store.replace(key, before, writeJson(item))) return true;
    }
    return false;
  };

  const list = async (resource: Resource, { documented }: StateRequest): Promise<StateOutcome | undefined> => {
    const stored = await storedOf(resource);
    if (stored.length === 0 || documented === undefined) return undefined;
    const places: number[] = [];
    const items: JsonValue[] = [];
    for (const [place, { value }] of stored.entries()) {
      if (value === GONE) continue;
      places.push(place);
      items.push(readJson(value));
    }
    const value = withItems(documented, items);
    return value === undefined ? undefined : { value, list: { items, places } };
  };

  const read = async (resource: Resource): Promise<StateOutcome | Failure | undefined> => {
    const stored = await store.get(keyOf(resource, resource.id ?? ''));
    if (await isLacking(resource, stored)) return notFound(resource, stored);
    return stored === undefined ? undefined : { value: readJson(stored) };
  };

  const write = async (
    resource: Resource,
    request: StateRequest,
    isWhole: boolean,
  ): Promise<StateOutcome | Failure | undefined> => {
    const media = itemMedia(resource) ?? request.media;
    if (!media || !isObject(request.body)) return undefined;
    const key = keyOf(resource, resource.id ?? '');
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await store.get(key);
      if (!isWhole && (await isLacking(resource, before))) return notFound(resource, before);
      const documented = await sources.documentedItem(media);
      const fresh = isObject(documented) ? withId(documented, resource) : {};
      const known: JsonValue = before === undefined || before === GONE ? fresh : readJson(before);
      const base = isObject(known) ? (isWhole ? keepServices(fresh, known, media) : known) : fresh;
      const item = sources.mergeInto(contract, media, base, request.body);
      if (await store.replace(key, before, writeJson(item))) return request.media ? { value: item } : {};
    }
    return failure('CONFLICT', `${resource.collection}/${resource.id} is being changed by too many at once`);
  };

  /** A whole item is replaced, but for what the service has assigned. */
  const keepServices = (fresh: JsonObject, known: JsonObject, media: MediaContent): JsonObject => {
    const shape = media.schema === undefined ? undefined : contract.schemas.shapes.of(media.schema);
    const kept = Object.entries(known).filter(([name]) => isServices(name, shape?.property(name)));
    return { ...fresh, ...Object.fromEntries(kept) };
  };

  const remove = async (resource: Resource): Promise<StateOutcome | Failure | undefined> => {
    const key = keyOf(resource, resource.id ?? '');
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await store.get(key);
      if (await isLacking(resource, before)) return notFound(resource, before);
      if (await store.replace(key, before, GONE)) break;
    }
    return undefined;
  };

  const clear = async (resource: Resource): Promise<undefined> => {
    for (const { key, value } of await store.list(`${PREFIX}${resource.collection}/`))
      await store.replace(key, value, GONE);
  };

  return async (request) => {
    const resource = resourceOf(request.match);
    if (!resource) return undefined;
    switch (resource.role) {
      case 'create':
        return create(resource, request);
      case 'list':
        return list(resource, request);
      case 'read':
        return read(resource);
      case 'update':
        return write(resource, request, false);
      case 'replace':
        return write(resource, request, true);
      case 'remove':
        return remove(resource);
      case 'clear':
        return clear(resource);
    }
  };
}

function withId(documented: JsonObject, { id, parameter }: Resource): JsonObject {
  const member = idMember(documented, parameter);
  if (member === undefined || id === undefined) return documented;
  return { ...documented, [member]: isNumeric(documented[member]) && /^(?:0|[1-9]\d*)$/.test(id) ? numberOf(id) : id };
}

/** The first media type of the lowest documented success that has content. */
function successMedia(compiled: CompiledOperation): MediaContent | undefined {
  for (const key of [...compiled.operation.responses.keys()].filter((status) => /^2/.test(status)).sort()) {
    const response = compiled.operation.responses.get(key);
    const content = response && compiled.responseContent(response);
    const [first] = content?.keys ?? [];
    const media = first === undefined ? undefined : content?.get(first);
    if (media) return media;
  }
  return undefined;
}
