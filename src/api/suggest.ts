import type { CaptureFormat } from '../captures/index.js';
import { baselineOf, capturePolicyOf } from '../check/index.js';
import type { Contract } from '../contract/index.js';
import { systemSources } from '../io/index.js';
import { type AcceptedFault, type CaptureItem, InputError } from '../model/index.js';
import type { ObjectLimits } from '../objects/port.js';
import type { CheckOptions } from './check.js';
import { itemsOf } from './items.js';
import { reportRedactor } from './redaction.js';

/** How changes are suggested. */
export interface SuggestOptions extends CheckOptions, ObjectLimits {
  /** Readers of other formats, tried before the built-in ones. */
  readonly formats?: readonly CaptureFormat[];
  /** Faults that may stay, and for which nothing is suggested; see `loadBaseline`. @default none */
  readonly accepted?: readonly AcceptedFault[];
  /** The document, as the overlay names it: a URI reference. @default not named */
  readonly extends?: string;
}

/** Changes that would make a document accept the traffic that was seen. */
export interface Suggestion {
  /** An OpenAPI Overlay 1.0 as YAML. */
  readonly text: string;
  /** 0 if there is nothing to suggest. The text is then not a valid overlay: the specification requires an action. */
  readonly actions: number;
  /**
   * The violations that stay when it is applied, by keyword: those that are the exchanges' fault, not the document's.
   */
  readonly remaining: ReadonlyMap<string, number>;
}

/** Captures that can be read again: by path, or by a function that reads them again each time. */
export type Rereadable = string | readonly string[] | (() => AsyncIterable<CaptureItem>);

/**
 * Suggests changes to the document that make it accept the captures, as an OpenAPI Overlay 1.0. The document itself is
 * left alone. What the service refused, and what no document could allow (missing credentials, broken JSON), is left
 * out.
 * @param captures read several times, the last time to see what the overlay leaves
 * @throws InputError where a capture cannot be read
 */
export async function suggestOverlay(
  contract: Contract,
  captures: Rereadable,
  options: SuggestOptions = {},
): Promise<Suggestion> {
  const read = readerOf(captures, options);
  const policy = capturePolicyOf(options);
  const { accepted } = options;
  const baseline = accepted && baselineOf(accepted, systemSources.now().toISOString().slice(0, 10));
  const { suggestInRounds } = await import('./suggest-rounds.js');
  const redactor = reportRedactor(options.redact, contract);
  return suggestInRounds(contract, { read, policy, baseline, redactor, extends: options.extends });
}

/** @throws InputError for standard input, which is gone once it was read */
function readerOf(
  captures: Rereadable,
  { formats = [], allowPrivate, allowRedirects }: SuggestOptions,
): () => AsyncIterable<CaptureItem> {
  if (typeof captures === 'function') return captures;
  const paths = typeof captures === 'string' ? [captures] : captures;
  if (!paths.includes('-')) return () => itemsOf(paths, { formats, allowPrivate, allowRedirects });
  throw new InputError('bad-option', 'standard input can be read only once', {
    cure: 'Write the capture to a file: it is read more than once.',
  });
}
