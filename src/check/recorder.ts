import { createAlikeTable, type Exchange, type Violation, type ViolationRecord } from '../model/index.js';
import {
  knowingPathOf,
  type RecordContext,
  type Redactor,
  recordOf,
  type Wording,
  wordingOf,
} from '../redact/index.js';
import { labelsOf } from './label.js';

/** Gives what makes records of the violations in one exchange. */
export type Recorder = (exchange: Exchange, context: RecordContext) => (violation: Violation) => ViolationRecord;

/** Paths without secrets that are remembered at most. Then all are forgotten. */
const MOST_PATHS = 1_000;

/** Longer paths are not remembered. */
const MAX_PATH = 500;

/**
 * A recorder. A capture has the same few faults again and again: what is said of those that read alike is worded and
 * redacted once, and what is known of a path too.
 * @param word gives the wording of a violation
 */
export function createRecorder(redactor: Redactor, word = wordingOf): Recorder {
  const wordings = createAlikeTable<Wording>();
  const harmless = new Set<string>();

  const knowing = ({ request: { url } }: Exchange): Redactor => {
    const end = url.search(/[?#]/);
    const path = end < 0 ? url : url.slice(0, end);
    if (harmless.has(path)) return redactor;
    const found = knowingPathOf(redactor, path);
    if (found !== redactor || path.length > MAX_PATH) return found;
    if (harmless.size >= MOST_PATHS) harmless.clear();
    harmless.add(path);
    return found;
  };
  const wordingFor = (violation: Violation): Wording => {
    const before = wordings.get(violation);
    if (before) return before;
    const wording = word(violation, redactor);
    wordings.set(violation, wording);
    return wording;
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
