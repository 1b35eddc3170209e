import type { ExchangeTime, Provenance, SequenceKeyword, Violation, ViolationRecord } from '../model/index.js';
import { recordOf } from '../redact/index.js';
import { type Recent, recent } from './recent.js';

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
  /** What is wrong now that no more come. */
  end(): ViolationRecord[];
}

/** This many things are remembered of each kind; of more, the oldest are forgotten. */
const MAX_REMEMBERED = 20_000;

/** The page that named a next one. */
interface Page {
  readonly trace: Trace;
  /** 1 for the first. */
  readonly number: number;
}

/** What is remembered of one source: another may be of another day, another server, another set of data. */
interface Memory {
  readonly source: string;
  readonly created: Recent<Trace>;
  readonly deleted: Recent<Trace>;
  readonly awaited: Recent<Page>;
  /** The last exchange that changed exactly this place. */
  readonly changed: Recent<Trace>;
  /** The last one that changed something below this place. */
  readonly changedBelow: Recent<Trace>;
}

/** Nothing seen yet. */
export function newSequence(): Sequence {
  let memory = emptyMemory('');
  const unfinished: Page[] = [];

  const leave = (): void => {
    // A client that never asked for a second page may have wanted no more than the first.
    for (const page of memory.awaited.values())
      if (page.number > 1 && unfinished.length < MAX_REMEMBERED) unfinished.push(page);
  };

  return {
    follow(trace) {
      if (trace.source !== memory.source) {
        leave();
        memory = emptyMemory(trace.source);
      }
      const violations = together(
        together(judgeAfterCreation(memory, trace), judgeAfterDeletion(memory, trace)),
        judgePage(memory, trace),
      );
      remember(memory, trace);
      return violations;
    },
    end() {
      leave();
      memory = emptyMemory('');
      return unfinished.map(({ trace, number }) => warn(trace, 'unfinished-paging', {}, `page ${number}`));
    },
  };
}

/** Of nearly all exchanges there is nothing to say. */
const NOTHING: readonly ViolationRecord[] = [];

function together(some: readonly ViolationRecord[], others: readonly ViolationRecord[]): readonly ViolationRecord[] {
  if (others.length === 0) return some;
  return some.length === 0 ? others : [...some, ...others];
}

function emptyMemory(source: string): Memory {
  return {
    source,
    created: recent(MAX_REMEMBERED),
    deleted: recent(MAX_REMEMBERED),
    awaited: recent(MAX_REMEMBERED),
    changed: recent(MAX_REMEMBERED),
    changedBelow: recent(MAX_REMEMBERED),
  };
}

function judgeAfterCreation(memory: Memory, trace: Trace): readonly ViolationRecord[] {
  const { path, status, method } = trace;
  if (!isReading(method) || (status !== 404 && status !== 410)) return NOTHING;
  const creation = memory.created.get(path);
  if (!creation || !isAfter(creation, trace) || isChangedSince(memory, path, creation)) return NOTHING;
  const keyword = creation.created?.by === 'location' ? 'unresolved-location' : 'unreadable-after-create';
  return [warn(trace, keyword, { status }, by('created', creation))];
}

function judgeAfterDeletion(memory: Memory, trace: Trace): readonly ViolationRecord[] {
  const { path, status, method, isItem, survives } = trace;
  if (!isItem || survives || !isSuccess(status) || !(isReading(method) || method === 'PATCH')) return NOTHING;
  const deletion = memory.deleted.get(path);
  if (!deletion || !isAfter(deletion, trace) || !hasQueryOf(deletion, trace)) return NOTHING;
  if (isChangedSince(memory, path, deletion)) return NOTHING;
  return [warn(trace, 'answers-after-delete', { status }, by('deleted', deletion))];
}

/** Statuses by which a service refuses this client at this time, whatever the link. */
const REFUSALS = new Set([401, 403, 407, 408, 409, 425, 429]);

function judgePage({ awaited }: Memory, trace: Trace): readonly ViolationRecord[] {
  const { method, target, status, nextPage } = trace;
  if (!isReading(method)) return NOTHING;
  const before = awaited.get(target);
  if (before) {
    awaited.delete(target);
    if (status >= 400) {
      if (status >= 500 || REFUSALS.has(status) || !isAfter(before.trace, trace)) return NOTHING;
      return [warn(trace, 'unresolved-next-link', { status }, by('named', before.trace))];
    }
  }
  if (nextPage === undefined || status >= 400) return NOTHING;
  if (nextPage === target) return [warn(trace, 'unresolved-next-link', { status }, by('named', trace))];
  awaited.set(nextPage, { trace, number: (before?.number ?? 0) + 1 });
  return NOTHING;
}

function remember({ created, deleted, changed, changedBelow }: Memory, trace: Trace): void {
  const { method, path, status, isItem, survives, created: creation } = trace;
  if (!isSuccess(status)) return;
  if (creation) {
    deleted.delete(creation.path);
    created.put(creation.path, trace);
  }
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return;
  if (method === 'DELETE') created.delete(path);
  // 202: it will be deleted (RFC 9110 §9.3.5).
  if (method === 'DELETE' && isItem && !survives && status !== 202) deleted.put(path, trace);
  // PATCH of a thing that is there does not bring it back.
  else if (method !== 'PATCH') changed.put(path, trace);
  for (let above = parentOf(path); above !== ''; above = parentOf(above)) changedBelow.put(above, trace);
}

/**
 * Whether something happened since that may have made or removed the thing: at its own place, in its list (a bulk
 * request, another way to create), below it (`/things/7/restore`), or beside it (`/things/bulk-delete`).
 */
function isChangedSince({ changed, changedBelow }: Memory, path: string, { exchange, created }: Trace): boolean {
  const isLater = (other: Trace | undefined): boolean => other !== undefined && other.exchange > exchange;
  const list = parentOf(path);
  if (isLater(changed.get(path)) || isLater(changedBelow.get(path))) return true;
  const inList = changed.get(list);
  // That another thing is created in the list does not remove this one.
  if (isLater(inList) && !(created && inList?.created)) return true;
  const beside = changedBelow.get(list);
  return isLater(beside) && beside?.isItem === false && parentOf(beside.path) === list;
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
