import { type Contract, type Pseudonyms, reportRedactorOf } from '../../contract/index.js';
import { type CaptureItem, type Grouped, isGroup, isUnread, type Unread } from '../../model/index.js';
import { type Counts, countCoverage } from '../coverage/counter.js';
import { createExaminer, type Examined } from '../judge-one.js';
import { examineBatch } from './examine-batch.js';
import type { Executor, RunSettings } from './port.js';
import { capturePolicyOf } from './rules.js';

/** The executor in this thread: examines items one after the other. */
export function inThisThread(pseudonyms: Pseudonyms): Executor<Grouped<CaptureItem>> {
  return (contract, items, settings) => {
    const { examine, counts } = itemExaminer(contract, settings, pseudonyms, true);
    const ofGroup = function* (group: Iterable<CaptureItem>): Generator<Examined | Unread> {
      for (const item of group) for (const examined of examine(item)) yield examined;
    };
    const results = async function* (): AsyncGenerator<Iterable<Examined | Unread>> {
      for await (const item of items) yield isGroup(item) ? ofGroup(item) : examine(item);
    };
    return { results: results(), counts: async () => [counts()] };
  };
}

/** Examines items that come from a capture. The part of an executor that does the work, wherever it runs. */
export interface ItemExaminer {
  /** One result, and of a batch one for each of its requests. */
  examine(item: CaptureItem): readonly (Examined | Unread)[];
  /** The counts so far. */
  counts(): Counts;
  /** The counts so far, which begin again at nothing. */
  taken(): Counts;
}

/**
 * An examiner with these settings.
 * @param valuesLater whether the values of violations are there only once a result is completed
 * @throws InputError `bad-option` for a base URL or a pattern that cannot be used
 */
export function itemExaminer(
  contract: Contract,
  settings: RunSettings,
  pseudonyms: Pseudonyms,
  valuesLater = false,
): ItemExaminer {
  const { rules, evidence, redact } = settings;
  const coverage = countCoverage(contract);
  const redactor = reportRedactorOf(redact, contract, pseudonyms);
  const policy = capturePolicyOf(rules);
  const examine = createExaminer(contract, { policy, evidence, coverage, redactor, valuesLater });
  return {
    examine: (item) =>
      isUnread(item) ? [item] : (examineBatch(contract, item, { policy, redactor, examine }) ?? [examine(item)]),
    counts: coverage.counts,
    taken: coverage.taken,
  };
}
