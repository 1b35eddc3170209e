import type {
  Coverage,
  InconclusiveReason,
  Judgement,
  OperationCoverage,
  Outcome,
  OutOfScopeReason,
  Summary,
} from '../model/index.js';

/** An operation whose coverage is counted. */
export interface TalliedOperation {
  readonly operation: string;
  readonly operationId?: string;
  /** The documented statuses: `201`, `4XX`, `default`. */
  readonly statuses: readonly string[];
}

/** A running sum over outcomes. The sum does not depend on their order, but for the order of sources. */
export interface Tally {
  add(outcome: Outcome): void;
  summary(): Summary;
  coverage(): Coverage;
}

interface Counts {
  exchanges: number;
  pass: number;
  fail: number;
  inconclusive: number;
  readonly statuses: Record<string, number>;
}

/** An empty sum for these operations. */
export function tallyOf(operations: readonly TalliedOperation[]): Tally {
  const byOperation = new Map(operations.map(({ operation, statuses }) => [operation, newCounts(statuses)]));
  const sources = new Set<string>();
  const unread: { source: string; index: number; detail: string }[] = [];
  const verdicts = { pass: 0, fail: 0, inconclusive: 0 };
  const outOfScope: Partial<Record<OutOfScopeReason, number>> = {};
  const reasons: Partial<Record<InconclusiveReason, number>> = {};
  const sums = { entries: 0, errors: 0, warnings: 0, placeholdersAllowed: 0 };

  const addJudgement = (judgement: Judgement): void => {
    verdicts[judgement.verdict] += 1;
    sums.placeholdersAllowed += judgement.placeholdersAllowed;
    for (const { severity } of judgement.violations) {
      if (severity === 'error') sums.errors += 1;
      else sums.warnings += 1;
    }
    for (const reason of judgement.reasons) reasons[reason] = (reasons[reason] ?? 0) + 1;
    const counts = byOperation.get(judgement.operation);
    if (!counts) return;
    counts.exchanges += 1;
    counts[judgement.verdict] += 1;
    const status = documentedStatus(counts.statuses, judgement.status);
    if (status !== undefined) counts.statuses[status] = (counts.statuses[status] ?? 0) + 1;
  };

  return {
    add(outcome) {
      sums.entries += 1;
      sources.add(outcome.source);
      if ('verdict' in outcome) addJudgement(outcome);
      else if ('outOfScope' in outcome) outOfScope[outcome.outOfScope] = (outOfScope[outcome.outOfScope] ?? 0) + 1;
      else unread.push({ source: outcome.source, index: outcome.index, detail: outcome.detail });
    },
    summary: () => ({
      entries: sums.entries,
      checked: verdicts.pass + verdicts.fail + verdicts.inconclusive,
      passed: verdicts.pass,
      failed: verdicts.fail,
      inconclusive: verdicts.inconclusive,
      inconclusiveReasons: { ...reasons },
      outOfScope: { ...outOfScope },
      errors: sums.errors,
      warnings: sums.warnings,
      placeholdersAllowed: sums.placeholdersAllowed,
      unread: [...unread],
      sources: [...sources],
    }),
    coverage: () => coverageOf(operations, byOperation),
  };
}

function newCounts(statuses: readonly string[]): Counts {
  return {
    exchanges: 0,
    pass: 0,
    fail: 0,
    inconclusive: 0,
    statuses: Object.fromEntries(statuses.map((status) => [status, 0])),
  };
}

/** Exact before range before `default`, as the contract chooses the response. */
function documentedStatus(statuses: Readonly<Record<string, number>>, status: number): string | undefined {
  return [String(status), `${Math.floor(status / 100)}XX`, 'default'].find((key) => Object.hasOwn(statuses, key));
}

function coverageOf(operations: readonly TalliedOperation[], byOperation: ReadonlyMap<string, Counts>): Coverage {
  const covered: OperationCoverage[] = operations.map(({ operation, operationId, statuses }) => {
    const counts = byOperation.get(operation) ?? newCounts(statuses);
    return {
      operation,
      ...(operationId === undefined ? {} : { operationId }),
      exchanges: counts.exchanges,
      passed: counts.pass,
      failed: counts.fail,
      inconclusive: counts.inconclusive,
      statuses: { ...counts.statuses },
    };
  });
  const seen = covered.filter(({ exchanges }) => exchanges > 0).length;
  const percent = operations.length === 0 ? 0 : Math.round((seen / operations.length) * 1000) / 10;
  return { operationsSeen: seen, operationsTotal: operations.length, percent, operations: covered };
}
