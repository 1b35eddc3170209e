import type {
  InconclusiveReason,
  Judgement,
  Outcome,
  OutOfScopeReason,
  Summary,
  ViolationRecord,
} from '../model/index.js';
import type { OperationTally } from './coverage/report.js';

/**
 * A running sum over outcomes. The sum does not depend on their order, but for the order of sources and of what could
 * not be read.
 */
export interface Tally {
  add(outcome: Outcome): void;
  /** Enters outcomes of one source that another tally added up. */
  addSum(source: string, sum: TallySum): void;
  /** What came so far, for another tally. Of a part only: nothing in it is left out. */
  sum(): TallySum;
  /** Whether as much was noted as is added up at once. */
  readonly isFull: boolean;
  /** A violation that showed only when the exchange was in already. */
  addLate(violation: ViolationRecord): void;
  summary(): Omit<Summary, 'credentialsNotJudged'>;
  /** By operation, of those that were seen. */
  operations(): ReadonlyMap<string, OperationTally>;
}

/** A sum as plain data. What has an order is in the order in which it came. */
export interface TallySum {
  readonly entries: number;
  readonly passed: number;
  readonly failed: number;
  readonly inconclusive: number;
  readonly errors: number;
  readonly warnings: number;
  readonly accepted: number;
  readonly placeholdersAllowed: number;
  readonly reasons: readonly (readonly [InconclusiveReason, number])[];
  readonly outOfScope: readonly (readonly [OutOfScopeReason, number])[];
  readonly servers: readonly (readonly [server: string, exchanges: number])[];
  readonly operations: readonly OperationSum[];
}

/** The exchanges of an operation. */
export type OperationSum = readonly [
  operation: string,
  exchanges: number,
  passed: number,
  failed: number,
  inconclusive: number,
  statuses: readonly (readonly [status: number, times: number])[],
];

interface Counts {
  exchanges: number;
  passed: number;
  failed: number;
  inconclusive: number;
  readonly statuses: Map<number, number>;
}

const SUMS = ['entries', 'passed', 'failed', 'inconclusive', 'errors', 'warnings', 'accepted'] as const;

const COUNTED = { pass: 'passed', fail: 'failed', inconclusive: 'inconclusive' } as const;

/** Entries that could not be read are listed up to this many; a capture of another kind may hold millions. */
const MAX_UNREAD = 1000;

/** Statuses have three digits (RFC 9110 §15); a capture may hold any number. */
const MAX_STATUSES = 1000;

/** Of a part, so many servers and statuses are noted until it is full: no limit may be reached in it. */
const FULL = 500;

/** An empty sum. @param isPart whether another tally adds it to its own, so that all has to be there */
export function newTally(isPart = false): Tally {
  const byOperation = new Map<string, Counts>();
  const sources = new Set<string>();
  const unread: { source: string; index: number; detail: string }[] = [];
  const outOfScope: Partial<Record<OutOfScopeReason, number>> = {};
  const reasons: Partial<Record<InconclusiveReason, number>> = {};
  const sums = { entries: 0, passed: 0, failed: 0, inconclusive: 0, errors: 0, warnings: 0, accepted: 0 };
  const otherServers = new Map<string, number>();
  let placeholdersAllowed = 0;
  let unreadLeftOut = 0;
  let isFull = false;

  const addViolation = ({ severity, accepted }: ViolationRecord): void => {
    sums[accepted !== undefined ? 'accepted' : severity === 'error' ? 'errors' : 'warnings'] += 1;
  };

  const addJudgement = (judgement: Judgement): void => {
    const ending = COUNTED[judgement.verdict];
    sums[ending] += 1;
    placeholdersAllowed += judgement.placeholdersAllowed;
    judgement.violations.forEach(addViolation);
    for (const reason of judgement.reasons) reasons[reason] = (reasons[reason] ?? 0) + 1;
    let counts = byOperation.get(judgement.operation);
    if (!counts) {
      // What no operation matches has as many names as there are requests.
      if (judgement.isUnmatched) return;
      counts = countsOf(judgement.operation);
    }
    counts.exchanges += 1;
    counts[ending] += 1;
    addStatus(counts, judgement.status, 1);
  };

  const countsOf = (operation: string): Counts => {
    const known = byOperation.get(operation);
    if (known) return known;
    const fresh = { exchanges: 0, passed: 0, failed: 0, inconclusive: 0, statuses: new Map() };
    byOperation.set(operation, fresh);
    return fresh;
  };

  const addStatus = ({ statuses }: Counts, status: number, more: number): void => {
    const times = statuses.get(status) ?? 0;
    if (times > 0 || isPart || statuses.size < MAX_STATUSES) statuses.set(status, times + more);
    if (isPart && statuses.size >= FULL) isFull = true;
  };

  const addServer = (server: string | undefined, more: number): void => {
    if (server !== undefined && (isPart || otherServers.has(server) || otherServers.size < MAX_SERVERS))
      otherServers.set(server, (otherServers.get(server) ?? 0) + more);
    if (isPart && otherServers.size >= FULL) isFull = true;
  };

  return {
    add(outcome) {
      sums.entries += 1;
      sources.add(outcome.source);
      if ('verdict' in outcome) addJudgement(outcome);
      else if ('outOfScope' in outcome) {
        outOfScope[outcome.outOfScope] = (outOfScope[outcome.outOfScope] ?? 0) + 1;
        if (outcome.outOfScope === 'other-server') addServer(serverIn(outcome.operation), 1);
      } else if (unread.length < MAX_UNREAD)
        unread.push({ source: outcome.source, index: outcome.index, detail: outcome.detail });
      else unreadLeftOut += 1;
    },
    addSum(source, sum) {
      if (sum.entries === 0) return;
      sources.add(source);
      for (const name of SUMS) sums[name] += sum[name];
      placeholdersAllowed += sum.placeholdersAllowed;
      for (const [reason, times] of sum.reasons) reasons[reason] = (reasons[reason] ?? 0) + times;
      for (const [reason, times] of sum.outOfScope) outOfScope[reason] = (outOfScope[reason] ?? 0) + times;
      for (const [server, times] of sum.servers) addServer(server, times);
      for (const [operation, exchanges, passed, failed, inconclusive, statuses] of sum.operations) {
        const counts = countsOf(operation);
        counts.exchanges += exchanges;
        counts.passed += passed;
        counts.failed += failed;
        counts.inconclusive += inconclusive;
        for (const [status, times] of statuses) addStatus(counts, status, times);
      }
    },
    sum: () => ({
      ...sums,
      placeholdersAllowed,
      reasons: Object.entries(reasons) as [InconclusiveReason, number][],
      outOfScope: Object.entries(outOfScope) as [OutOfScopeReason, number][],
      servers: [...otherServers],
      operations: [...byOperation].map(
        ([operation, { exchanges, passed, failed, inconclusive, statuses }]): OperationSum => [
          operation,
          exchanges,
          passed,
          failed,
          inconclusive,
          [...statuses],
        ],
      ),
    }),
    get isFull() {
      return isFull;
    },
    addLate: addViolation,
    summary: () => ({
      entries: sums.entries,
      checked: sums.passed + sums.failed + sums.inconclusive,
      passed: sums.passed,
      failed: sums.failed,
      inconclusive: sums.inconclusive,
      inconclusiveReasons: { ...reasons },
      outOfScope: { ...outOfScope },
      ...(otherServers.size === 0
        ? {}
        : { otherServers: [...otherServers].map(([server, exchanges]) => ({ server, exchanges })) }),
      errors: sums.errors,
      warnings: sums.warnings,
      accepted: sums.accepted,
      placeholdersAllowed,
      unread: [...unread],
      unreadLeftOut,
      sources: [...sources],
    }),
    operations: () => byOperation,
  };
}

/** Traffic to more servers is not listed. */
const MAX_SERVERS = 10;

/** Where a request went, by method and URL: `https://api.example.com/v2` of `GET https://api.example.com/v2/users`. */
function serverIn(operation: string): string | undefined {
  return /^\S+ ((?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*)?(?:\/[^/?#]+(?=\/))?)/i.exec(operation)?.[1] || undefined;
}
