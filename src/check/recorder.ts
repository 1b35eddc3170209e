import {
  createTextTable,
  type Exchange,
  rememberingAlike,
  type Violation,
  type ViolationRecord,
} from '../model/index.js';
import { knowingPathOf, type RecordContext, type Redactor, recordOf, wordingOf } from '../redact/index.js';
import { labelsOf } from './label.js';

/** Gives what makes records of the violations in one exchange. */
export type Recorder = (exchange: Exchange, context: RecordContext) => (violation: Violation) => ViolationRecord;

/** Of paths without secrets. */
const PATHS = { most: 1_000, longest: 500 };

/**
 * A recorder. A capture has the same few faults again and again: what is said of those that read alike is worded and
 * redacted once, and what is known of a path too.
 * @param word gives the wording of a violation
 */
export function createRecorder(redactor: Redactor, word = wordingOf): Recorder {
  const wordingFor = rememberingAlike((violation) => word(violation, redactor));
  const harmless = createTextTable<true>(PATHS);

  const knowing = ({ request: { url } }: Exchange): Redactor => {
    const end = url.search(/[?#]/);
    const path = end < 0 ? url : url.slice(0, end);
    if (harmless.get(path)) return redactor;
    const found = knowingPathOf(redactor, path);
    if (found === redactor) harmless.set(path, true);
    return found;
  };
  return (exchange, context) => {
    const labelled = labelsOf(exchange);
    const redacts = knowing(exchange);
    return (violation) => {
      const label = labelled(violation);
      const wording = redacts === redactor && label === '' ? wordingFor(violation) : word(violation, redacts, label);
      return recordOf(violation, context, redacts, label, wording);
    };
  };
}
