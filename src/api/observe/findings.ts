import { basename } from 'node:path';
import { type CheckRules, type Examined, itemExaminer, openLedger, rulesIn, runVerdictOf } from '../../check/index.js';
import type { Contract } from '../../contract/index.js';
import { pseudonyms, systemSources } from '../../io/index.js';
import {
  type Coverage,
  type Exchange,
  type LiveExchange,
  type OutcomeRecord,
  outcomeRecord,
  type Result,
  type Summary,
  type Unread,
} from '../../model/index.js';
import { notify } from '../../server/index.js';
import { describedBy } from '../scope.js';
import { VERSION } from '../version.js';
import { openRecording, writeResult } from './files.js';
import { lineWriter } from './lines.js';
import type { ObserveOptions } from './options.js';

/** What an observer found, and what it can be asked at any time. */
export interface Findings {
  /** The last 1,000 outcomes, the newest last. */
  readonly outcomes: readonly OutcomeRecord[];
  /** How many exchanges were judged so far, and with which verdicts. */
  summary(): Summary;
  /** What of the contract they used so far. */
  coverage(): Coverage;
  /**
   * Ends the judging: what comes later passes by. Writes the result, and closes the recording.
   * @returns the result as a check gives it, with `verdict` by `minCoverage`, `failOn` and `maxInconclusive`
   * @throws InputError `bad-option` where a file cannot be written
   */
  close(): Promise<Result>;
}

/** Judges exchanges and keeps what it finds. */
export interface FindingsKeeper extends Findings {
  /**
   * Judges one exchange, and tells those who listen. Never throws.
   * @param url its target where the contract knows it, if not as it was sent
   * @returns its outcome; undefined after the end, or where the judging itself failed
   */
  take(exchange: LiveExchange, url?: string): OutcomeRecord | undefined;
  readonly isClosed: boolean;
}

/** Outcomes that are kept. */
const KEPT = 1_000;

/** The rules of an observer, of which some defaults are not a check's. */
export function observerRules(options: ObserveOptions): CheckRules {
  const rules = rulesIn({ ...options, baseUrls: undefined, judgeFulfilled: undefined });
  return { ...rules, credentials: rules.credentials ?? 'error' };
}

/** No findings yet. @throws InputError `bad-option` for rules or patterns that cannot be used */
export function keepFindings(contract: Contract, options: ObserveOptions): FindingsKeeper {
  const { onOutcome, redact = {}, mode = 'report', record, result: file } = options;
  const source = options.name ?? (file === undefined ? 'observe' : basename(file));
  const examiner = itemExaminer(contract, { rules: observerRules(options), evidence: false, redact }, pseudonyms);
  const ledger = openLedger(contract);
  const outcomes: OutcomeRecord[] = [];
  const say = mode === 'report' ? undefined : lineWriter(options.logger ?? globalThis.console);
  const recording = record === undefined ? undefined : openRecording(record, contract, options);
  let count = 0;
  let closed: Promise<Result> | undefined;
  let isAdded = false;
  const soFar = () => (isAdded ? ledger.soFar() : ledger.soFar(examiner.counts()));

  const examine = (exchange: Exchange): readonly (Examined | Unread)[] => {
    try {
      return examiner.examine(exchange).map((examined) => {
        if ('unread' in examined) return examined;
        // Tests put data back behind the service, so that what follows from exchanges before is not judged.
        const { trace: _, ...alone } = examined;
        return alone;
      });
    } catch (error) {
      notify('the judge', () => {
        throw error;
      });
      const { source, index } = exchange;
      return [{ source, index, unread: 'malformed', detail: 'Docproof failed while it judged this exchange' }];
    }
  };
  const end = async (): Promise<Result> => {
    ledger.addCounts(examiner.counts());
    isAdded = true;
    const found = ledger.result();
    const verdict = runVerdictOf(found.summary, found.coverage, options);
    const result: Result = { docproof: VERSION, document: describedBy(contract), verdict, ...found };
    await recording?.close();
    if (file !== undefined) await writeResult(file, result);
    return result;
  };
  return {
    outcomes,
    summary: () => soFar().summary,
    coverage: () => soFar().coverage,
    get isClosed() {
      return closed !== undefined;
    },
    take(exchange, url = exchange.request.url) {
      if (closed) return undefined;
      notify('record', () => recording?.record(exchange));
      const { startedAt, duration: _, ...messages } = exchange;
      const from = startedAt?.getTime();
      const time = from === undefined ? {} : { time: { from, to: systemSources.now().getTime() } };
      const request = { ...messages.request, url };
      let worst: OutcomeRecord | undefined;
      // Of a batch, each request has an outcome.
      for (const examined of examine({ ...messages, ...time, request, source, index: count })) {
        const outcome = ledger.add(examined);
        if ('unread' in outcome) continue;
        const told = outcomeRecord(outcome);
        if (worst?.verdict !== 'fail') worst = told;
        outcomes.push(told);
        if (outcomes.length > KEPT) outcomes.shift();
        if (say) notify('logger', () => say(told));
        if (onOutcome) notify('onOutcome', () => onOutcome(told));
      }
      count += 1;
      return worst;
    },
    close() {
      closed ??= end();
      return closed;
    },
  };
}

/** Gives a function what its caller may ask of it. */
export function withFindings<F extends object>(handler: F, findings: FindingsKeeper): F & Findings {
  const { outcomes, summary, coverage, close } = findings;
  return Object.assign(handler, { outcomes, summary, coverage, close });
}
