import type { CompiledOperation, Contract, ExchangePolicy, Observer } from '../../contract/index.js';
import {
  byOperation,
  type CaptureItem,
  type Comparison,
  type Exchange,
  isUnread,
  type Judgement,
  type OperationComparison,
  type OutOfScope,
  type ViolationRecord,
  withoutIndexes,
} from '../../model/index.js';
import { plainRedactor, type Redactor } from '../../redact/index.js';
import type { Baseline } from '../baseline.js';
import { countCoverage } from '../coverage/counter.js';
import { gatherFaults } from '../faults.js';
import { judgeOne } from '../judge-one.js';
import { changedUsage, type UsedOperation } from './changed-usage.js';

/** More operations than any document has: what matches none has as many names as there are requests. */
const MAX_OPERATIONS = 10_000;

/** Compares what two documents say of exchanges. Its size does not grow with their number. */
export interface Comparer {
  add(item: CaptureItem): void;
  result(): Pick<Comparison, 'summary' | 'operations' | 'touched'>;
}

/** How two documents are compared. */
export interface CompareOptions {
  readonly policy: ExchangePolicy;
  /** Removes secrets. @default each becomes `[redacted]` */
  readonly redactor?: Redactor;
  /** Faults that may stay, by either document. */
  readonly baseline?: Baseline | undefined;
}

interface Compared {
  newOperation: string | undefined;
  exchanges: number;
  broken: number;
  mended: number;
}

/** Nothing compared yet. */
export function newComparer(
  before: Contract,
  after: Contract,
  { policy, baseline, redactor = plainRedactor }: CompareOptions,
): Comparer {
  const coverage = countCoverage(before);
  const operations = new Map<string, Compared>();
  // One gatherer for all operations: what a hostile capture invents is bounded once.
  const [newFaults, goneFaults] = [gatherFaults(), gatherFaults()];
  const used = new Map<string, UsedOperation>();
  const sources = new Set<string>();
  const sums = { entries: 0, compared: 0, broken: 0, mended: 0, failing: 0, serverGone: 0, unread: 0 };

  const judgeBoth = (exchange: Exchange): void => {
    const matched: { old?: CompiledOperation; new?: CompiledOperation } = {};
    const old = judgeOne(before, exchange, {
      policy,
      redactor,
      observe: (compiled): Observer => {
        matched.old = compiled;
        return coverage.observe(compiled);
      },
    });
    if ('outOfScope' in old) return;
    const fresh = judgeOne(after, exchange, {
      policy,
      redactor,
      observe: (compiled): Observer => {
        matched.new = compiled;
        return SILENT;
      },
    });
    note(used, matched.old, matched.new, old.status);
    const isGone = 'outOfScope' in fresh && fresh.outOfScope === 'other-server';
    if ('outOfScope' in fresh && !isGone) return;
    sums.compared += 1;
    const was = accepted(old, baseline);
    const is = accepted(fresh, baseline);
    const isBroken = !was.isFailing && (isGone || is.isFailing);
    const isMended = was.isFailing && !isGone && !is.isFailing;
    if (isBroken) sums.broken += 1;
    if (isMended) sums.mended += 1;
    if (was.isFailing && (isGone || is.isFailing)) sums.failing += 1;
    if (isBroken && isGone) sums.serverGone += 1;
    const entry = entryOf(operations, old.operation);
    if (!entry) return;
    entry.exchanges += 1;
    if (isBroken) entry.broken += 1;
    if (isMended) entry.mended += 1;
    const newName = matched.new?.operation.id;
    if (newName !== undefined && newName !== old.operation) entry.newOperation ??= newName;
    if (isGone) return;
    for (const violation of difference(is.violations, was.violations))
      newFaults.add({ ...violation, operation: old.operation });
    // What is not described any more is not mended thereby.
    if ('isUnmatched' in fresh && fresh.isUnmatched) return;
    for (const violation of difference(was.violations, is.violations)) goneFaults.add(violation);
  };

  return {
    add(item) {
      sums.entries += 1;
      sources.add(item.source);
      if (isUnread(item)) sums.unread += 1;
      else judgeBoth(item);
    },
    result() {
      const faults = { fresh: byOperation(newFaults.list()), gone: byOperation(goneFaults.list()) };
      return {
        summary: { ...sums, sources: [...sources] },
        operations: [...operations]
          .map(([operation, compared]) => ({
            ...listed(operation, compared),
            newFaults: faults.fresh.get(operation) ?? [],
            goneFaults: faults.gone.get(operation) ?? [],
          }))
          .filter(isChanged),
        touched: changedUsage(before, after, [...used.values()], coverage.counts()),
      };
    },
  };
}

const SILENT: Observer = {
  parameter: () => undefined,
  status: () => undefined,
  requestBody: () => undefined,
  responseBody: () => undefined,
  item: () => undefined,
};

/** Which operation of the new document the exchanges of an old one match: its path may be named otherwise. */
function note(
  used: Map<string, UsedOperation>,
  old: CompiledOperation | undefined,
  fresh: CompiledOperation | undefined,
  status: number,
): void {
  if (!old) return;
  const { id } = old.operation;
  const known = used.get(id) ?? { old, fresh: undefined, count: 0, statuses: new Map<number, number>() };
  known.count += 1;
  known.fresh ??= fresh;
  known.statuses.set(status, (known.statuses.get(status) ?? 0) + 1);
  used.set(id, known);
}

function entryOf(operations: Map<string, Compared>, name: string): Compared | undefined {
  const known = operations.get(name);
  if (known || operations.size >= MAX_OPERATIONS) return known;
  const entry: Compared = {
    newOperation: undefined,
    exchanges: 0,
    broken: 0,
    mended: 0,
  };
  operations.set(name, entry);
  return entry;
}

/** The violations that count, and whether they fail the exchange. */
function accepted(
  outcome: Judgement | OutOfScope,
  baseline: Baseline | undefined,
): { violations: readonly ViolationRecord[]; isFailing: boolean } {
  if ('outOfScope' in outcome) return { violations: [], isFailing: false };
  const violations = baseline
    ? outcome.violations.filter((violation) => baseline.accept(violation).accepted === undefined)
    : outcome.violations;
  return { violations, isFailing: violations.some(({ severity }) => severity === 'error') };
}

/** The violations of `some` that `others` do not have at the same place. */
function difference(some: readonly ViolationRecord[], others: readonly ViolationRecord[]): readonly ViolationRecord[] {
  if (some.length === 0 || others.length === 0) return some;
  const known = new Set(others.map(keyOf));
  return some.filter((violation) => !known.has(keyOf(violation)));
}

function keyOf({ in: side, part, location, item, keyword, missing, severity }: ViolationRecord): string {
  return JSON.stringify([side, part, withoutIndexes(location), item !== undefined, keyword, missing, severity]);
}

function listed(
  operation: string,
  { newOperation, exchanges, broken, mended }: Compared,
): Omit<OperationComparison, 'newFaults' | 'goneFaults'> {
  return { operation, ...(newOperation === undefined ? {} : { newOperation }), exchanges, broken, mended };
}

function isChanged({ broken, mended, newFaults, goneFaults }: OperationComparison): boolean {
  return broken > 0 || mended > 0 || newFaults.length > 0 || goneFaults.length > 0;
}
