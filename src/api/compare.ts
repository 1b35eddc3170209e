import { baselineOf, newComparer, policyOf } from '../check/index.js';
import type { Contract } from '../contract/index.js';
import { systemSources } from '../io/index.js';
import { type AcceptedFault, type Comparison, InputError } from '../model/index.js';
import type { CaptureSourceOptions } from './captures.js';
import type { CheckOptions } from './check.js';
import { type Captures, itemsOf } from './items.js';
import { reportRedactor } from './redaction.js';
import { describedBy, noneOf } from './scope.js';
import { VERSION } from './version.js';

/** How two documents are compared. */
export interface CompareDocumentsOptions extends CheckOptions, CaptureSourceOptions {
  /** Faults that may stay, by either document; see `loadBaseline`. @default none */
  readonly accepted?: readonly AcceptedFault[];
}

/**
 * Checks captures against two documents: which verdicts flip, and what of the old document that the captures use the
 * new one changes.
 * Only what these exchanges use is reported: what nobody was seen to use may change freely.
 * @throws InputError where a capture cannot be read at all, and `nothing-in-scope` where there is nothing to compare
 */
export async function compareDocuments(
  before: Contract,
  after: Contract,
  captures: Captures,
  options: CompareDocumentsOptions = {},
): Promise<Comparison> {
  const { accepted } = options;
  const comparer = newComparer(before, after, {
    policy: policyOf(options),
    redactor: reportRedactor(options.redact, before),
    baseline: accepted && baselineOf(accepted, systemSources.now().toISOString().slice(0, 10)),
  });
  for await (const item of itemsOf(captures, options)) comparer.add(item);
  const result = comparer.result();
  const { compared, unread, entries } = result.summary;
  if (compared === 0 && unread === 0) {
    const names = `${before.document.source} and ${after.document.source}`;
    throw new InputError('nothing-in-scope', `${noneOf(entries)} in scope of ${names}`, {
      cure: 'If the traffic was recorded against another host, name it: --base-url http://HOST:PORT.',
    });
  }
  return { docproof: VERSION, document: describedBy(before), newDocument: describedBy(after), ...result };
}
