import { type Contract, type RedactOptions, redactorOf, reportRedactorOf } from '../contract/index.js';
import { pseudonyms } from '../io/index.js';
import type { Redactor } from '../redact/index.js';

/**
 * For what is stored: equal secrets get equal pseudonyms.
 * @param contract whose security schemes say which keys are secret
 * @throws InputError `bad-option` for a pattern that cannot be used
 */
export function recordingRedactor(options: RedactOptions = {}, contract?: Contract): Redactor {
  return redactorOf(options, contract, pseudonyms(options.key));
}

/**
 * For what is shown: without a key, every secret becomes the same word, so that two runs give the same report.
 * @throws InputError `bad-option` for a pattern that cannot be used
 */
export function reportRedactor(options: RedactOptions = {}, contract?: Contract): Redactor {
  return reportRedactorOf(options, contract, pseudonyms);
}
