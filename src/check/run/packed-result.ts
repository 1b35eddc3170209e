import type { Contract } from '../../contract/index.js';
import type { Judgement, Unread, ViolationRecord, Writable } from '../../model/index.js';
import type { Examined } from '../judge-one.js';
import { knownOperations, type PackedTrace, packTrace, unpackTrace } from './packed-trace.js';
import { type PackedViolation, violationPacking, violationUnpacking } from './packed-violation.js';

/** An exchange that an operation matches, without what the contract says of that. */
interface PackedJudgement extends PackedTrace {
  /** Absent where it passed. */
  readonly verdict?: Judgement['verdict'];
  /** Absent if there are none. */
  readonly reasons?: Judgement['reasons'];
  readonly placeholdersAllowed?: number;
  readonly violations?: readonly PackedViolation[];
  /** Whether it carried the documented credentials. */
  readonly carried?: true;
  /** Where it did not: the violation that this may be. */
  readonly withheld?: true | PackedViolation;
}

/** The result of an item, as plain data that is as small as possible: JSON can hold it. */
export type PackedResult = PackedJudgement | Examined | Unread;

/** Makes results small for their way from an executor's worker, and whole again. */
export interface ResultPacker {
  /** Begins a sequence: what its violations have in common is said once, where it comes first. */
  packing(): (result: Examined | Unread) => PackedResult;
  /** Begins to unpack a sequence, which needs all of its results, in their order. */
  unpacking(): Unpack;
}

/** @param before how many entries of the capture come before the one that has index 0 */
export type Unpack = (packed: PackedResult, source: string, before: number) => Examined | Unread;

/** A packer. What it packs, any packer of the same contract unpacks. */
export function resultPacker(contract: Contract): ResultPacker {
  const operations = knownOperations(contract);
  return {
    packing() {
      const violation = violationPacking();
      return (result) => {
        if ('unread' in result || !('verdict' in result.outcome)) return result;
        const { outcome, trace, credentials } = result;
        const operation = operations.indexOf(outcome.operation);
        // Of a batch there is no trace.
        if (operation === undefined || !trace || !isPlain(result, outcome)) return result;
        const packed: Writable<PackedJudgement> = packTrace(trace, operation, operations.at(operation, trace.source));
        if (outcome.verdict !== 'pass') packed.verdict = outcome.verdict;
        if (outcome.reasons.length > 0) packed.reasons = outcome.reasons;
        if (outcome.placeholdersAllowed > 0) packed.placeholdersAllowed = outcome.placeholdersAllowed;
        if (outcome.violations.length > 0) packed.violations = outcome.violations.map(violation);
        if (credentials === 'carried') packed.carried = true;
        else if (credentials) packed.withheld = credentials.withheld ? violation(credentials.withheld) : true;
        return packed;
      };
    },
    unpacking() {
      const violation = violationUnpacking();
      const unpackJudgement = (packed: PackedJudgement, source: string, before: number): Examined => {
        const operation = operations.at(packed.operation, source);
        const { status, verdict = 'pass', reasons = [], placeholdersAllowed = 0, violations, withheld } = packed;
        const exchange = before + packed.exchange;
        const context = { source, exchange, operation: operation.id, status };
        const outcome: Judgement = {
          source,
          exchange,
          verdict,
          operation: operation.id,
          status,
          reasons,
          placeholdersAllowed,
          violations: violations ? violations.map((each) => violation(each, context)) : [],
        };
        const trace = unpackTrace(packed, operation, source, exchange);
        const examined: Writable<Examined> = { outcome, trace };
        if (packed.carried) examined.credentials = 'carried';
        else if (withheld)
          examined.credentials = { withheld: withheld === true ? undefined : violation(withheld, context) };
        return examined;
      };
      return (packed, source, before) => {
        if ('unread' in packed) return packed;
        return 'outcome' in packed ? movedBy(before, packed) : unpackJudgement(packed, source, before);
      };
    },
  };
}

/** Whether all that is said of an exchange is what a packed judgement has room for. */
function isPlain({ trace, credentials, evidence }: Examined, outcome: Judgement): boolean {
  const isOfIt = ({ exchange, operation, status, batchId, accepted }: ViolationRecord): boolean =>
    exchange === outcome.exchange &&
    operation === outcome.operation &&
    status === outcome.status &&
    batchId === undefined &&
    accepted === undefined;
  // What is read again has to have a status like others.
  if (!Number.isInteger(outcome.status) || outcome.status < 0) return false;
  if (outcome.isUnmatched || outcome.batchId !== undefined || outcome.status !== trace?.status) return false;
  if (evidence?.some((each) => each !== undefined) || !outcome.violations.every(isOfIt)) return false;
  return typeof credentials !== 'object' || !credentials.withheld || isOfIt(credentials.withheld);
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
