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
  /** A violation that showed only when the exchange was in already. */
  addLate(violation: ViolationRecord): void;
  summary(): Omit<Summary, 'credentialsNotJudged'>;
  /** By operation, of those that were seen. */
  operations(): ReadonlyMap<string, OperationTally>;
}

interface Counts {
  exchanges: number;
  passed: number;
  failed: number;
  inconclusive: number;
  readonly statuses: Map<number, number>;
}

const COUNTED = { pass: 'passed', fail: 'failed', inconclusive: 'inconclusive' } as const;

/** Entries that could not be read are listed up to this many; a capture of another kind may hold millions. */
const MAX_UNREAD = 1000;

/** Statuses have three digits (RFC 9110 §15); a capture may hold any number. */
const MAX_STATUSES = 1000;

/** An empty sum. */
export function newTally(): Tally {
  const byOperation = new Map<string, Counts>();
  const sources = new Set<string>();
  const unread: { source: string; index: number; detail: string }[] = [];
  const outOfScope: Partial<Record<OutOfScopeReason, number>> = {};
  const reasons: Partial<Record<InconclusiveReason, number>> = {};
  const sums = { entries: 0, passed: 0, failed: 0, inconclusive: 0, errors: 0, warnings: 0, accepted: 0 };
  const otherServers = new Map<string, number>();
  let placeholdersAllowed = 0;
  let unreadLeftOut = 0;

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
      counts = { exchanges: 0, passed: 0, failed: 0, inconclusive: 0, statuses: new Map() };
      byOperation.set(judgement.operation, counts);
    }
    counts.exchanges += 1;
    counts[ending] += 1;
    const { status } = judgement;
    const times = counts.statuses.get(status) ?? 0;
    if (times > 0 || counts.statuses.size < MAX_STATUSES) counts.statuses.set(status, times + 1);
  };

  const addServer = (operation: string): void => {
    const server = serverIn(operation);
    if (server !== undefined && (otherServers.has(server) || otherServers.size < MAX_SERVERS))
      otherServers.set(server, (otherServers.get(server) ?? 0) + 1);
  };

  return {
    add(outcome) {
      sums.entries += 1;
      sources.add(outcome.source);
      if ('verdict' in outcome) addJudgement(outcome);
      else if ('outOfScope' in outcome) {
        outOfScope[outcome.outOfScope] = (outOfScope[outcome.outOfScope] ?? 0) + 1;
        if (outcome.outOfScope === 'other-server') addServer(outcome.operation);
      } else if (unread.length < MAX_UNREAD)
        unread.push({ source: outcome.source, index: outcome.index, detail: outcome.detail });
      else unreadLeftOut += 1;
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
