import { type Contract, secretCarriers, secretPaths } from '../contract/index.js';
import { pseudonyms } from '../io/index.js';
import { InputError } from '../model/index.js';
import { createRedactor, REDACTED, type Redactor, type SecretPattern } from '../redact/index.js';
import { linearFinder } from '../schema/index.js';

/** What is a secret, beside what is known to be one everywhere: credentials, cookies, tokens, passwords and keys by their names and forms. */
export interface RedactOptions {
  /** Names of members, parameters, headers and form fields that hold secrets. Letter case, `-` and `_` do not matter. @default [] */
  readonly names?: readonly string[];
  /** Names that hold none, whatever they look like: `['nextPageToken']`. @default [] */
  readonly keep?: readonly string[];
  /** Regular expressions without look-around; what they match is a secret wherever it stands. @default [] */
  readonly patterns?: readonly string[];
  /** Makes pseudonyms the same in every run that has it. @default a random one for recordings, and no pseudonyms in reports and logs: every secret is `[redacted]` */
  readonly key?: string | Uint8Array;
}

/**
 * For what is kept: equal secrets get equal pseudonyms.
 * @param contract whose security schemes say which keys are secret
 * @throws InputError `bad-option` for a pattern that cannot be used
 */
export function recordingRedactor(options: RedactOptions = {}, contract?: Contract): Redactor {
  return redactorOf(options, contract, pseudonyms(options.key));
}

/**
 * For what is shown: without a key, the same word stands for every secret, so that two runs give the same report.
 * @throws InputError `bad-option` for a pattern that cannot be used
 */
export function reportRedactor(options: RedactOptions = {}, contract?: Contract): Redactor {
  return redactorOf(options, contract, options.key === undefined ? () => REDACTED : pseudonyms(options.key));
}

function redactorOf(
  { names = [], keep = [], patterns = [] }: RedactOptions,
  contract: Contract | undefined,
  replace: (secret: string) => string,
): Redactor {
  const carriers = contract ? secretCarriers(contract.document.root) : [];
  const rules = { names, keep, patterns: patterns.map(patternOf), carriers };
  const { kindOf } = createRedactor(rules, replace);
  const templates = contract?.operations.map(({ pathTemplate }) => pathTemplate) ?? [];
  return createRedactor({ ...rules, paths: secretPaths(templates, (name) => kindOf(name) !== undefined) }, replace);
}

function patternOf(pattern: string): SecretPattern {
  try {
    return { find: linearFinder(pattern) };
  } catch (cause) {
    throw new InputError('bad-option', `${pattern} is no pattern that secrets can be found by`, {
      cure: 'Write a regular expression without look-around and back-references, such as acme_[0-9a-f]{32}.',
      cause,
    });
  }
}
