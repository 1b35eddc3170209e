import type { Contract } from '../contract/index.js';
import {
  at,
  type Coverage,
  type Evidence,
  type Fault,
  type JsonValue,
  type Judgement,
  type Outcome,
  type OutcomeRecord,
  outcomeRecord,
  type Result,
  type Summary,
  type Unread,
  type ViolationRecord,
  writeJson,
} from '../model/index.js';
import { plainRedactor, redactSentence } from '../redact/index.js';
import type { Baseline } from './baseline.js';
import { addCounts, type Counts, noCounts } from './coverage/counter.js';
import { coverageOf } from './coverage/report.js';
import { type CredentialsBySource, credentialsBySource } from './credentials.js';
import { gatherFaults } from './faults.js';
import type { Examined } from './judge-one.js';
import { keepExchanges } from './kept-exchanges.js';
import { keepViolations } from './kept-violations.js';
import { groupedByTemplate, templatesOf } from './path-groups.js';
import { placesInOrder } from './places.js';
import { newSequence, type Sequence } from './sequence.js';
import type { Summed } from './sums/sum.js';
import { newTally } from './tally.js';

/**
 * Everything that a check finds, entered outcome by outcome in the order of the captures. Its size does not grow with
 * them, unless it is asked to keep the outcomes.
 */
export interface Ledger {
  /**
   * Enters what is known of the next exchange, and judges it in the light of those before.
   * @returns the outcome as it was entered
   */
  add(examined: Examined | Unread): Outcome;
  /** Enters the next exchanges of a source, added up: where neither outcomes, rules nor a baseline are asked for. */
  addSum(source: string, summed: Summed): void;
  /** Enters what is wrong with exchanges that are in already, in the light of others. */
  addLate(violations: readonly ViolationRecord[]): void;
  /** Follows what exchanges say about each other. */
  readonly sequence: Sequence;
  /** The sums so far. @param counts what was counted of the contract's parts, beside what was added */
  soFar(counts?: Counts): { readonly summary: Summary; readonly coverage: Coverage };
  /** Adds what was counted of the contract's parts. */
  addCounts(counts: Counts): void;
  /** Closes the ledger. */
  result(): Omit<Result, 'docproof' | 'document' | 'verdict'>;
}

/** A rule of more JSON text than this is only pointed to. */
const MAX_RULE = 1000;

/** The options of a ledger. */
export interface LedgerOptions {
  /** Adds to each fault the rule that it breaks, and keeps a bounded list of exchanges. @default false */
  readonly showRules?: boolean;
  /** Faults that may stay. */
  readonly baseline?: Baseline | undefined;
  /** Keeps the outcome of each exchange. @default false */
  readonly outcomes?: boolean | undefined;
}

/** An empty ledger for this contract. */
export function openLedger(contract: Contract, options: LedgerOptions = {}): Ledger {
  const { showRules = false, baseline, outcomes: keepsOutcomes = false } = options;
  const tally = newTally();
  const faults = gatherFaults((those) => templatesOf(contract, those));
  const counts = noCounts();
  const kept = keepViolations();
  const outcomes: OutcomeRecord[] = [];
  const exchanges = keepExchanges();
  const sequence = newSequence();
  const credentials = credentialsBySource();
  const places = placesInOrder();
  /** @returns whether the result has the violation itself, not only a number that counts it */
  const enter = (violation: ViolationRecord, at: number, evidence?: Evidence): boolean => {
    const isExample = faults.add(violation, evidence, at);
    return kept.add(violation, at) || isExample;
  };
  const summary = (): Summary =>
    withKeywords(contract, { ...tally.summary(), credentialsNotJudged: credentials.notJudged() });
  return {
    add(examined) {
      const { complete, evidence }: Partial<Examined> = 'unread' in examined ? {} : examined;
      // What a baseline accepts is copied.
      if (baseline || keepsOutcomes || showRules) complete?.();
      const outcome =
        'unread' in examined ? redactUnread(examined) : withTheOthers(examined, { sequence, credentials, baseline });
      tally.add(outcome);
      places.next(outcome.source, 'unread' in outcome ? outcome.index : outcome.exchange);
      if ((keepsOutcomes || showRules) && !('unread' in outcome)) {
        const record = outcomeRecord(outcome);
        if (keepsOutcomes) outcomes.push(record);
        if (showRules) exchanges.add(record);
      }
      if ('verdict' in outcome) {
        let isKept = false;
        const { violations } = outcome;
        for (let index = 0; index < violations.length; index += 1) {
          const violation = violations[index];
          if (violation && enter(violation, places.ofNext(), evidence?.[index])) isKept = true;
        }
        if (isKept) complete?.();
      }
      return outcome;
    },
    addSum(source, { sum, ifKeeping }) {
      const chosen = ifKeeping && credentials.isKeeping(source) ? ifKeeping : sum;
      const { first, last, violations: number, listed } = chosen;
      places.next(source, first, true);
      tally.addSum(source, chosen.tally);
      credentials.addSum(source, chosen.credentials);
      faults.addSums(chosen.faults, ({ exchange }) => places.of(exchange));
      const hasRoom = listed.some((count, rank) => count > 0 && kept.hasRoom(rank));
      const list = hasRoom ? chosen.list() : [];
      for (const { violation, index } of list) kept.add(violation, places.of(violation.exchange, index));
      kept.pass(number - list.length);
      places.next(source, last);
    },
    addLate(found) {
      for (const violation of found) {
        tally.addLate(violation);
        enter(violation, places.ofLate(violation.exchange));
      }
    },
    sequence,
    soFar(more = noCounts()) {
      const sum = noCounts();
      addCounts(sum, counts);
      addCounts(sum, more);
      return { summary: summary(), coverage: coverageOf(contract, tally.operations(), sum) };
    },
    addCounts: (more) => addCounts(counts, more),
    result: () => {
      const found = [...credentials.late(), ...sequence.end()];
      const late = found.map((violation) => baseline?.accept(violation) ?? violation);
      for (const violation of late) {
        tally.addLate(violation);
        enter(violation, Number.POSITIVE_INFINITY);
      }
      const { list: violations, leftOut } = kept.list();
      const listed = groupedByTemplate(contract, faults.list());
      return {
        summary: summary(),
        coverage: coverageOf(contract, tally.operations(), counts),
        faults: showRules ? listed.map((fault) => withRule(contract, fault)) : listed,
        violations,
        violationsLeftOut: leftOut,
        ...(late.length > 0 ? { foundAtEnd: late } : {}),
        ...(keepsOutcomes ? { outcomes } : {}),
        ...(showRules ? { exchanges: exchanges.list() } : {}),
        ...(baseline ? { baseline: baseline.outcome((operation) => tally.operations().has(operation)) } : {}),
      };
    },
  };
}

/** The keywords that were left out are named where an exchange depends on one. */
function withKeywords(contract: Contract, summary: Summary): Summary {
  if (summary.inconclusiveReasons['unusable-schema'] === undefined) return summary;
  const keywords = contract.unusableKeywords().map(({ pointer, detail }) => ({ pointer, detail }));
  return keywords.length === 0 ? summary : { ...summary, unusableKeywords: keywords };
}

/** The rest is lost for this check, however the file was cut. */
const CUT_CURE = '. To have the rest, save or copy the file again';

/**
 * Redacts the description of an unread entry, because it may quote the entry: when it is first asked for, which most of
 * a million are not.
 */
function redactUnread(unread: Unread): Unread {
  let detail: string | undefined;
  return {
    unread: unread.unread,
    source: unread.source,
    index: unread.index,
    get detail() {
      detail ??= redactSentence(plainRedactor, unread.detail) + (unread.unread === 'cut' ? CUT_CURE : '');
      return detail;
    },
  };
}

/** What is known of the exchanges before. */
interface Others {
  readonly sequence: Sequence;
  readonly credentials: CredentialsBySource;
  readonly baseline: Baseline | undefined;
}

function withTheOthers(
  { outcome, trace, credentials: seen }: Examined,
  { sequence, credentials, baseline }: Others,
): Exclude<Outcome, Unread> {
  if (!('verdict' in outcome)) return outcome;
  const missing = seen && credentials.see(outcome.source, seen);
  const followed = trace ? sequence.follow(trace) : [];
  const more = missing ? [missing, ...followed] : followed;
  const judgement = more.length > 0 ? { ...outcome, violations: [...outcome.violations, ...more] } : outcome;
  return baseline ? withBaseline(judgement, baseline) : judgement;
}

/** An exchange whose every error may stay does not fail. */
function withBaseline(judgement: Judgement, baseline: Baseline): Judgement {
  if (judgement.violations.length === 0) return judgement;
  const violations = judgement.violations.map((violation) => baseline.accept(violation));
  const isBroken = violations.some(({ severity, accepted }) => severity === 'error' && accepted === undefined);
  return {
    ...judgement,
    violations,
    verdict: isBroken ? 'fail' : judgement.reasons.length > 0 ? 'inconclusive' : 'pass',
  };
}

function withRule(contract: Contract, fault: Fault): Fault {
  const rule = ruleAt(contract, fault.schema);
  return rule === undefined ? fault : { ...fault, rule };
}

/**
 * What the document says at the place that a violation names as its rule; undefined where that is nothing, or too much
 * to be shown.
 */
export function ruleAt({ document }: Contract, schema: string): JsonValue | undefined {
  const rule = at(document.root, schema.slice(1));
  return rule === undefined || writeJson(rule).length > MAX_RULE ? undefined : rule;
}
