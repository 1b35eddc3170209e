import type { Contract } from '../../contract/index.js';
import { InputError, type Provenance, type Writable } from '../../model/index.js';
import type { Trace } from '../sequence.js';
import { isItem } from '../trace.js';

/** What few traces have. */
export type Sometimes = 'host' | 'time' | 'caller' | 'survives' | 'created' | 'nextPage';

/** The facts of an exchange that others depend on, without what the contract says of them. */
export interface PackedTrace extends Pick<Trace, Sometimes> {
  readonly exchange: number;
  /** Its index in the contract. */
  readonly operation: number;
  readonly status: number;
  readonly path: string;
  /** Absent where it is the path. */
  readonly target?: string;
  /** Absent where it is the operation's. */
  readonly method?: string;
}

/** What a contract says of an operation. */
export interface KnownOperation {
  readonly id: string;
  readonly method: string;
  readonly pointer: string;
  readonly provenance: Provenance | undefined;
  readonly isItem: boolean;
}

/** The operations of a contract, by index and by name. */
export interface KnownOperations {
  /** Undefined where the contract has none of this name. */
  indexOf(id: string): number | undefined;
  /** @throws InputError where the contract has no operation of this index */
  at(index: number, source: string): KnownOperation;
}

/** The operations that results name. */
export function knownOperations({ operations }: Contract): KnownOperations {
  const indices = new Map(operations.map(({ id }, index) => [id, index]));
  const known = operations.map(({ id, method, pointer, provenance, pathTemplate }): KnownOperation => {
    return { id, method, pointer, provenance, isItem: isItem(pathTemplate) };
  });
  return {
    indexOf: (id) => indices.get(id),
    at(index, source) {
      const found = known[index];
      if (found) return found;
      throw new InputError('unreadable', `a result names operation ${index}, which the document does not have`, {
        place: { source },
        cure: 'Something else writes results. Delete them, and run the check again.',
      });
    },
  };
}

/** The facts of an exchange of this operation, as small as possible. */
export function packTrace(trace: Trace, operation: number, { method: usual }: KnownOperation): Writable<PackedTrace> {
  const { exchange, status, path, target, method } = trace;
  const packed: Writable<PackedTrace> = { exchange, operation, status, path };
  if (target !== path) packed.target = target;
  if (method !== usual) packed.method = method;
  addSometimes(packed, trace);
  return packed;
}

/** The facts again. @param exchange its index in the source */
export function unpackTrace(packed: PackedTrace, of: KnownOperation, source: string, exchange: number): Trace {
  const { path, status } = packed;
  const trace: Writable<Trace> = {
    source,
    exchange,
    operation: of.id,
    pointer: of.pointer,
    method: packed.method ?? of.method,
    path,
    target: packed.target ?? path,
    status,
    isItem: of.isItem,
  };
  if (of.provenance) trace.documented = of.provenance;
  addSometimes(trace, packed);
  return trace;
}

function addSometimes(to: Writable<Pick<Trace, Sometimes>>, from: Pick<Trace, Sometimes>): void {
  const { host, time, caller, survives, created, nextPage } = from;
  if (host !== undefined) to.host = host;
  if (time) to.time = time;
  if (caller !== undefined) to.caller = caller;
  if (survives) to.survives = survives;
  if (created) to.created = created;
  if (nextPage !== undefined) to.nextPage = nextPage;
}
