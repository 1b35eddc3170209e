import type { Contract } from '../../contract/index.js';
import { InputError, type Unread } from '../../model/index.js';
import type { Examined } from '../judge-one.js';
import { isItem } from '../trace.js';

type Trace = NonNullable<Examined['trace']>;

type Sometimes = 'host' | 'time' | 'caller' | 'survives' | 'created' | 'nextPage';

/** An exchange that passed, without what the contract says of its operation. Nearly all exchanges pass. */
interface PackedPass extends Pick<Trace, Sometimes> {
  readonly exchange: number;
  /** Its index in the contract. */
  readonly operation: number;
  readonly status: number;
  readonly path: string;
  /** Absent where it is the path. */
  readonly target?: string;
  /** Absent where it is the operation's. */
  readonly method?: string;
  /** Whether it carried the documented credentials. */
  readonly carried?: true;
}

/** The result of an item, as plain data that is as small as possible: JSON can hold it. */
export type PackedResult = PackedPass | Examined | Unread;

/** Makes results small for their way from an executor's worker, and whole again. */
export interface ResultPacker {
  pack(result: Examined | Unread): PackedResult;
  /** @param before how many entries of the capture come before the one that has index 0 */
  unpack(packed: PackedResult, source: string, before: number): Examined | Unread;
}

/** A packer. What it packs, any packer of the same contract unpacks. */
export function resultPacker({ operations }: Contract): ResultPacker {
  const indices = new Map(operations.map(({ id }, index) => [id, index]));

  const pack = (result: Examined | Unread): PackedResult => {
    if ('unread' in result) return result;
    const { outcome, trace, credentials } = result;
    // Of a batch there is no trace.
    if (!('verdict' in outcome) || outcome.verdict !== 'pass' || !trace || typeof credentials === 'object')
      return result;
    const operation = indices.get(outcome.operation);
    if (operation === undefined || outcome.violations.length > 0 || outcome.placeholdersAllowed > 0) return result;
    const { exchange, status, path, target, method, ...more } = trace;
    return {
      exchange,
      operation,
      status,
      path,
      ...(target === path ? {} : { target }),
      ...(method === operations[operation]?.method ? {} : { method }),
      ...(credentials === 'carried' ? { carried: true } : {}),
      ...sometimes(more),
    };
  };

  const unpackPass = (packed: PackedPass, source: string, before: number): Examined => {
    const operation = operations[packed.operation];
    if (!operation)
      throw new InputError(
        'unreadable',
        `a result names operation ${packed.operation}, which the document does not have`,
        {
          place: { source },
          cure: 'Something else writes results. Delete them, and run the check again.',
        },
      );
    const { path, status, target = path, method = operation.method } = packed;
    const { id, pointer, provenance, pathTemplate } = operation;
    const exchange = before + packed.exchange;
    return {
      ...(packed.carried ? { credentials: 'carried' } : {}),
      outcome: {
        source,
        exchange,
        verdict: 'pass',
        operation: id,
        status,
        reasons: [],
        placeholdersAllowed: 0,
        violations: [],
      },
      trace: {
        source,
        exchange,
        operation: id,
        pointer,
        method,
        path,
        target,
        status,
        isItem: isItem(pathTemplate),
        ...(provenance ? { documented: provenance } : {}),
        ...sometimes(packed),
      },
    };
  };

  return {
    pack,
    unpack(packed, source, before) {
      if ('unread' in packed) return packed;
      return 'outcome' in packed ? movedBy(before, packed) : unpackPass(packed, source, before);
    },
  };
}

/** What few traces have. */
function sometimes({ host, time, caller, survives, created, nextPage }: Pick<Trace, Sometimes>) {
  return {
    ...(host === undefined ? {} : { host }),
    ...(time ? { time } : {}),
    ...(caller === undefined ? {} : { caller }),
    ...(survives ? { survives } : {}),
    ...(created ? { created } : {}),
    ...(nextPage === undefined ? {} : { nextPage }),
  };
}

function movedBy(before: number, examined: Examined): Examined {
  if (before === 0) return examined;
  const { outcome, trace, credentials } = examined;
  const exchange = outcome.exchange + before;
  return {
    ...examined,
    outcome:
      'verdict' in outcome
        ? { ...outcome, exchange, violations: outcome.violations.map((violation) => ({ ...violation, exchange })) }
        : { ...outcome, exchange },
    ...(trace ? { trace: { ...trace, exchange } } : {}),
    ...(typeof credentials === 'object' && credentials.withheld
      ? { credentials: { withheld: { ...credentials.withheld, exchange } } }
      : {}),
  };
}
