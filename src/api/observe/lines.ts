import { faultKey } from '../../check/index.js';
import { formatProvenance, type OutcomeRecord, onOneLine, printable, type ViolationRecord } from '../../model/index.js';
import { INCONCLUSIVE_WORDS } from '../../report/words.js';

/** So many different lines are written: more are read by nobody. */
const MOST = 1_000;

/**
 * Writes a line for each fault, and for each reason why something could not be judged, once an operation:
 * `docproof: POST /pets 201: response body /id must be integer`.
 */
export function lineWriter(logger: { warn(line: string): void }): (outcome: OutcomeRecord) => void {
  const said = new Set<string>();
  const say = (key: string, line: () => string): void => {
    if (said.has(key) || said.size > MOST) return;
    said.add(key);
    logger.warn(`docproof: ${said.size > MOST ? `${MOST} faults were written; the rest is in the result` : line()}`);
  };
  return ({ operation, status, verdict, reasons, violations }) => {
    const place = printable(`${operation} ${status}`);
    for (const violation of violations)
      say(`${operation} ${faultKey(violation)} ${violation.missing ?? ''}`, () => `${place}: ${sentenceOf(violation)}`);
    if (verdict !== 'inconclusive') return;
    for (const reason of reasons) say(`${operation} ${reason}`, () => `${place}: not judged in full: ${WORDS[reason]}`);
  };
}

/** An observer has no recorder before it. Outcomes out of scope have reasons that are never written. */
const WORDS: Readonly<Record<string, string>> = {
  ...INCONCLUSIVE_WORDS,
  'body-omitted': 'a body was larger than maxBody, or others had read it before',
  'answered-by-proxy': 'the request was refused',
};

function sentenceOf(violation: ViolationRecord): string {
  const { severity, documented } = violation;
  const sentence = printable(onOneLine(violation).sentence);
  return `${severity === 'warning' ? 'warning: ' : ''}${sentence}${documented ? ` (${formatProvenance(documented)})` : ''}`;
}
