import type { ExchangeTime, Provenance, SequenceKeyword, Violation, ViolationRecord } from '../model/index.js';
import { recordOf } from '../redact/index.js';
import { type Dated, type Recent, recent } from './recent.js';

/** The facts of an exchange that other exchanges depend on. Plain data, a few hundred bytes. */
export interface Trace {
  readonly source: string;
  readonly exchange: number;
  readonly operation: string;
  /** The operation's place in the document. */
  readonly pointer: string;
  readonly documented?: Provenance;
  readonly method: string;
  /** Without host, query and trailing slash; an OData key `('7')` as the segment `/7`. */
  readonly path: string;
  /** Path and query. */
  readonly target: string;
  readonly status: number;
  /** Whether the path names one thing rather than a list or an action. */
  readonly isItem: boolean;
  /** Host and port, where the capture has them. */
  readonly host?: string;
  readonly time?: ExchangeTime;
  /** Tells callers apart: who may not see a thing gets 404. */
  readonly caller?: number;
  /** Whether the body says that the thing lives on in another state, such as cancelled. */
  readonly survives?: boolean;
  /** The path that a 201 names in `Location`, or at which the document lets the item be read whose `id` it returned. */
  readonly created?: { readonly path: string; readonly by: 'location' | 'id' };
  /** Path and query of the next page. */
  readonly nextPage?: string;
}

/** Follows what exchanges say about each other, in the order of the capture. Judges only what the capture shows. */
export interface Sequence {
  /** What is wrong with this exchange in the light of those before it. */
  follow(trace: Trace): readonly ViolationRecord[];
  /** Forgets the source, of which no more comes. */
  leave(): void;
  /** What is wrong now that no more come. */
  end(): ViolationRecord[];
}

/**
 * What the last so many exchanges changed is remembered, and so many pages: a capture has no end. What is remembered
 * depends on these numbers alone, and not on where the reading began.
 */
export const MAX_REMEMBERED = 20_000;

/** So many places above a change are noted. */
const MAX_ABOVE = 8;

/** An exchange that changed something: the how manieth. */
interface Write extends Dated {
  readonly trace: Trace;
}

/** The page that named a next one: the how manieth. */
interface Page extends Dated {
  readonly trace: Trace;
  /** 1 for the first. */
  readonly number: number;
}

/** What is remembered of one source: another may be of another day, another server, another set of data. */
export interface Memory {
  readonly source: string;
  /** How many exchanges changed something. */
  writes: number;
  /** How many pages named a next one. */
  pages: number;
  readonly created: Recent<Write>;
  readonly deleted: Recent<Write>;
  readonly awaited: Recent<Page>;
  /** The last exchange that changed exactly this place. */
  readonly changed: Recent<Write>;
  /** The last one that changed something below this place. */
  readonly changedBelow: Recent<Write>;
}

/** Nothing seen yet. */
export function newSequence(): Sequence {
  let memory = emptyMemory('');
  const unfinished: Page[] = [];

  const leave = (): void => {
    // A client that never asked for a second page may have wanted no more than the first.
    for (const page of memory.awaited.values(memory.pages))
      if (page.number > 1 && unfinished.length < MAX_REMEMBERED) unfinished.push(page);
    memory = emptyMemory('');
  };

  return {
    follow(trace) {
      if (trace.source !== memory.source) {
        leave();
        memory = emptyMemory(trace.source);
      }
      return followIn(memory, trace);
    },
    leave,
    end() {
      leave();
      return unfinished.map(({ trace, number }) => warn(trace, 'unfinished-paging', {}, `page ${number}`));
    },
  };
}

/** What is wrong with an exchange in the light of what is remembered; it is remembered then. */
export function followIn(memory: Memory, trace: Trace): readonly ViolationRecord[] {
  const violations = together(
    together(judgeAfterCreation(memory, trace), judgeAfterDeletion(memory, trace)),
    judgePage(memory, trace),
  );
  remember(memory, trace);
  return violations;
}

/** Of nearly all exchanges there is nothing to say. */
const NOTHING: readonly ViolationRecord[] = [];

function together(some: readonly ViolationRecord[], others: readonly ViolationRecord[]): readonly ViolationRecord[] {
  if (others.length === 0) return some;
  return some.length === 0 ? others : [...some, ...others];
}

/** Nothing is remembered of this source. */
export function emptyMemory(source: string): Memory {
  return {
    source,
    writes: 0,
    pages: 0,
    created: recent(MAX_REMEMBERED),
    deleted: recent(MAX_REMEMBERED),
    awaited: recent(MAX_REMEMBERED),
    changed: recent(MAX_REMEMBERED),
    changedBelow: recent(MAX_REMEMBERED),
  };
}

/** Whether something reads what may have been created. */
export function isMissing({ method, status }: Trace): boolean {
  return isReading(method) && (status === 404 || status === 410);
}

/** Whether something answers that may have been deleted. */
export function isAnswering({ method, status, isItem, survives }: Trace): boolean {
  return isItem && !survives && isSuccess(status) && (isReading(method) || method === 'PATCH');
}

/** Whether it names a next page. */
export function isPage({ method, status, nextPage }: Trace): boolean {
  return nextPage !== undefined && isReading(method) && status < 400;
}

/** Whether what it names is gone permanently. */
export function isDeletion({ method, status, isItem, survives }: Trace): boolean {
  // 202: it will be deleted (RFC 9110 §9.3.5).
  return method === 'DELETE' && isItem && !survives && isSuccess(status) && status !== 202;
}

function judgeAfterCreation(memory: Memory, trace: Trace): readonly ViolationRecord[] {
  const { path, status } = trace;
  if (!isMissing(trace)) return NOTHING;
  const creation = memory.created.get(path, memory.writes)?.trace;
  if (!creation || !isAfter(creation, trace) || isChangedSince(memory, path, creation)) return NOTHING;
  const keyword = creation.created?.by === 'location' ? 'unresolved-location' : 'unreadable-after-create';
  return [warn(trace, keyword, { status }, by('created', creation))];
}

function judgeAfterDeletion(memory: Memory, trace: Trace): readonly ViolationRecord[] {
  const { path, status } = trace;
  if (!isAnswering(trace)) return NOTHING;
  const deletion = memory.deleted.get(path, memory.writes)?.trace;
  if (!deletion || !isAfter(deletion, trace) || !hasQueryOf(deletion, trace)) return NOTHING;
  if (isChangedSince(memory, path, deletion)) return NOTHING;
  return [warn(trace, 'answers-after-delete', { status }, by('deleted', deletion))];
}

/** Statuses by which a service refuses this client at this time, whatever the link. */
const REFUSALS = new Set([401, 403, 407, 408, 409, 425, 429]);

function judgePage(memory: Memory, trace: Trace): readonly ViolationRecord[] {
  const { awaited } = memory;
  const { method, target, status, nextPage } = trace;
  if (!isReading(method)) return NOTHING;
  const before = awaited.get(target, memory.pages);
  if (before) {
    awaited.delete(target);
    if (status >= 400) {
      if (status >= 500 || REFUSALS.has(status) || !isAfter(before.trace, trace)) return NOTHING;
      return [warn(trace, 'unresolved-next-link', { status }, by('named', before.trace))];
    }
  }
  if (nextPage === undefined || status >= 400) return NOTHING;
  if (nextPage === target) return [warn(trace, 'unresolved-next-link', { status }, by('named', trace))];
  memory.pages += 1;
  awaited.set(nextPage, { trace, number: (before?.number ?? 0) + 1, at: memory.pages });
  return NOTHING;
}

function remember(memory: Memory, trace: Trace): void {
  const { method, path, status, created: creation } = trace;
  if (!isSuccess(status)) return;
  const isOfReading = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
  if (isOfReading && !creation) return;
  const { created, deleted, changed, changedBelow } = memory;
  memory.writes += 1;
  const write = { trace, at: memory.writes };
  if (creation) {
    deleted.delete(creation.path);
    created.set(creation.path, write);
  }
  if (isOfReading) return;
  if (method === 'DELETE') created.delete(path);
  if (isDeletion(trace)) deleted.set(path, write);
  // PATCH of an existing thing does not bring it back.
  else if (method !== 'PATCH') changed.set(path, write);
  let above = parentOf(path);
  for (let count = 0; above !== '' && count < MAX_ABOVE; count += 1) {
    changedBelow.set(above, write);
    above = parentOf(above);
  }
}

/**
 * Whether something happened since that may have made or removed the thing: at its own place, in its list (a bulk
 * request, another way to create), below it (`/things/7/restore`), or beside it (`/things/bulk-delete`).
 */
export function isChangedSince(
  { changed, changedBelow, writes }: Memory,
  path: string,
  { exchange, created }: Pick<Trace, 'exchange' | 'created'>,
): boolean {
  const isLater = (other: Write | undefined): boolean => other !== undefined && other.trace.exchange > exchange;
  const list = parentOf(path);
  if (isLater(changed.get(path, writes)) || isLater(changedBelow.get(path, writes))) return true;
  const inList = changed.get(list, writes);
  // That another thing is created in the list does not remove this one.
  if (isLater(inList) && !(created && inList?.trace.created)) return true;
  const beside = changedBelow.get(list, writes);
  return isLater(beside) && beside?.trace.isItem === false && parentOf(beside.trace.path) === list;
}

/** Whether the second was sent by the same client to the same server, when the first was over. */
function isAfter(first: Trace, second: Trace): boolean {
  if (first.host !== undefined && second.host !== undefined && first.host !== second.host) return false;
  if (first.caller !== second.caller) return false;
  return !first.time || !second.time || second.time.from >= first.time.to;
}

/** Whether the second asks for all that the first asked for: `?version=2` may be another thing. */
function hasQueryOf(first: Trace, second: Trace): boolean {
  const asked = new Set(parametersOf(second));
  return parametersOf(first).every((parameter) => asked.has(parameter));
}

function parametersOf({ target, path }: Trace): string[] {
  return target.length === path.length ? [] : target.slice(path.length + 1).split('&');
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** The other exchange, for the eye: what is the same in many exchanges must not be in the sentence. */
function by(verb: string, { source, exchange }: Trace): string {
  return `${verb} by ${source} #${exchange}`;
}

function warn(trace: Trace, keyword: SequenceKeyword, params: Violation['params'], value?: string): ViolationRecord {
  const { documented, pointer } = trace;
  const isClients = keyword === 'unfinished-paging';
  return recordOf(
    {
      in: isClients ? 'request' : 'response',
      part: isClients ? 'operation' : 'status',
      location: '',
      keyword,
      severity: 'warning',
      params,
      ...(value === undefined ? {} : { value }),
      schema: `#${pointer}`,
      ...(documented ? { documented } : {}),
    },
    trace,
  );
}
