import { harRecording, ndjsonRecording } from '../../captures/index.js';
import { inThisThread, runCheck, runVerdictOf, stoppedVerdict } from '../../check/index.js';
import { checkRules, type DriftFound, exchangeOf, inTurns, type KeptExchange } from '../../feed/index.js';
import { pseudonyms } from '../../io/index.js';
import type { Exchange } from '../../model/index.js';
import { redactExchange } from '../../redact/index.js';
import { recordingRedactor } from '../redaction.js';
import { describedBy, nothingInScope } from '../scope.js';
import { suggestOverlay } from '../suggest.js';
import { VERSION } from '../version.js';
import { writeReport } from '../write-report.js';
import type { ToolSettings } from './settings.js';

/** Exchanges that are kept as a capture, without their secrets. */
export async function* captureText(
  { contract, redact }: ToolSettings,
  format: 'har' | 'ndjson',
  kept: Iterable<KeptExchange>,
): AsyncGenerator<string> {
  const of = contract();
  const { head, entry, tail } = format === 'har' ? harRecording(VERSION) : ndjsonRecording;
  const redactor = recordingRedactor(redact, of);
  let isFirst = true;
  yield head;
  for await (const each of inTurns(kept)) {
    yield entry(redactExchange(redactor, exchangeOf(of, each)), isFirst);
    isFirst = false;
  }
  yield tail;
}

/** The HTML report of a check of exchanges that are kept. */
export async function reportOf(
  { contract, rules, redact }: ToolSettings,
  kept: Iterable<KeptExchange>,
): Promise<string> {
  const of = contract();
  const ofCheck = checkRules(rules);
  const settings = { rules: ofCheck, evidence: true, redact };
  const examination = inThisThread(pseudonyms)(of, exchangesIn(of, [...kept]), settings);
  const found = await runCheck(of, examination, { showRules: true });
  const outOfScope = nothingInScope(found.summary, of, ofCheck);
  const verdict = outOfScope ? stoppedVerdict(outOfScope.problem) : runVerdictOf(found.summary, found.coverage, {});
  return writeReport('html', { docproof: VERSION, document: describedBy(of), verdict, ...found }, { contract: of });
}

/** The overlay by which the document would accept what is kept. */
export async function driftOf({ contract, redact }: ToolSettings, kept: Iterable<KeptExchange>): Promise<DriftFound> {
  const of = contract();
  const seen = [...kept];
  const { text, actions, remaining } = await suggestOverlay(of, () => exchangesIn(of, seen), { redact });
  return { text, actions, remaining: Object.fromEntries(remaining) };
}

export async function* exchangesIn(
  contract: ReturnType<ToolSettings['contract']>,
  kept: Iterable<KeptExchange>,
): AsyncGenerator<Exchange> {
  for await (const each of inTurns(kept)) yield exchangeOf(contract, each);
}
