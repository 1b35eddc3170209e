import type { Provenance, SequenceKeyword, Violation, ViolationRecord } from '../model/index.js';
import { recordOf } from '../redact/index.js';
import { recent } from './recent.js';

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
  /** The path that a 201 names in `Location`, or at which the document lets the item be read whose `id` it returned. */
  readonly created?: { readonly path: string; readonly by: 'location' | 'id' };
  /** Path and query of the next page. */
  readonly nextPage?: string;
}

/** Follows what exchanges say about each other, in the order of the capture. Judges only what the capture shows. */
export interface Sequence {
  /** Returns the violations of this exchange that follow from those before it. */
  follow(trace: Trace): ViolationRecord[];
  /** Returns the violations that remain when no more exchanges come. */
  end(): ViolationRecord[];
}

/** So many things are remembered of each kind; of more, the oldest are forgotten. */
const MAX_REMEMBERED = 20_000;

/** The page that named a next one. */
interface Page {
  readonly trace: Trace;
  /** 1 for the first. */
  readonly number: number;
}

/** Nothing seen yet. */
export function newSequence(): Sequence {
  const created = recent<Trace>(MAX_REMEMBERED);
  const deleted = recent<Trace>(MAX_REMEMBERED);
  const awaited = recent<Page>(MAX_REMEMBERED);

  const followPage = (trace: Trace, violations: ViolationRecord[]): void => {
    const before = awaited.get(trace.target);
    if (before) {
      awaited.delete(trace.target);
      if (trace.status >= 400) {
        violations.push(warn(trace, 'unresolved-next-link', { status: trace.status }, by('named', before.trace)));
        return;
      }
    }
    if (trace.nextPage === undefined || trace.status >= 400) return;
    const number = (before?.number ?? 0) + 1;
    if (trace.nextPage === trace.target)
      violations.push(warn(trace, 'unresolved-next-link', { status: trace.status }, by('named', trace)));
    else awaited.set(trace.nextPage, { trace, number });
  };

  return {
    follow(trace) {
      const violations: ViolationRecord[] = [];
      const { path, method, status } = trace;
      const isSuccess = status >= 200 && status < 300;
      if (method === 'GET' || method === 'HEAD') {
        const creation = created.get(path);
        if (creation && (status === 404 || status === 410)) {
          const keyword = creation.created?.by === 'location' ? 'unresolved-location' : 'unreadable-after-create';
          violations.push(warn(trace, keyword, { status }, by('created', creation)));
        }
        followPage(trace, violations);
      }
      const deletion = deleted.get(path);
      if (deletion && isSuccess && method !== 'DELETE' && method !== 'PUT' && method !== 'OPTIONS')
        violations.push(warn(trace, 'answers-after-delete', { status }, by('deleted', deletion)));
      if (method === 'DELETE' && isSuccess) {
        created.delete(path);
        deleted.set(path, trace);
      } else if (method === 'PUT' && isSuccess) deleted.delete(path);
      if (trace.created) {
        deleted.delete(trace.created.path);
        created.set(trace.created.path, trace);
      }
      return violations;
    },
    end: () =>
      [...awaited.values()]
        // A client that never asked for a second page may have wanted no more than the first.
        .filter(({ number }) => number > 1)
        .map(({ trace, number }) => warn(trace, 'unfinished-paging', {}, `page ${number}`)),
  };
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
