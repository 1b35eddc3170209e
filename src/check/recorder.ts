import {
  createTextTable,
  type Exchange,
  rememberingAlike,
  type Violation,
  type ViolationRecord,
  type Writable,
} from '../model/index.js';
import { knowingPathOf, type RecordContext, type Redactor, recordOf, shownValue, wordingOf } from '../redact/index.js';
import { labelsOf } from './label.js';

/**
 * Gives what makes records of the violations in one exchange.
 * @param later where values are left for later: `fillIn` puts each into its record
 */
export type Recorder = (
  exchange: Exchange,
  context: RecordContext,
  later?: LateValue[],
) => (violation: Violation) => ViolationRecord;

/** A record whose value is not there yet. */
export interface LateValue {
  readonly record: Writable<ViolationRecord>;
  readonly violation: Violation;
  readonly redactor: Redactor;
  readonly label: string;
}

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
    const path = url.includes('?') || url.includes('#') ? url.slice(0, url.search(/[?#]/)) : url;
    if (harmless.get(path)) return redactor;
    const found = knowingPathOf(redactor, path);
    if (found === redactor) harmless.set(path, true);
    return found;
  };
  return (exchange, context, later) => {
    const labelled = labelsOf(exchange);
    const redacts = knowing(exchange);
    return (violation) => {
      const label = labelled(violation);
      const wording = redacts === redactor && label === '' ? wordingFor(violation) : word(violation, redacts, label);
      if (!later || violation.value === undefined) return recordOf(violation, context, redacts, label, wording);
      const record = recordOf(violation, context, redacts, label, wording, NOT_YET);
      later.push({ record, violation, redactor: redacts, label });
      return record;
    };
  };
}

/** Holds the place of a value, so that members of records are in the order of reports. */
const NOT_YET = '';

/** Puts the values into their records that were left for later, redacted and cut. */
export function fillIn(later: LateValue[]): void {
  for (const { record, violation, redactor, label } of later.splice(0)) {
    const value = shownValue(violation, redactor, label);
    if (value !== undefined) record.value = value;
  }
}
