import { InputError } from '../../model/index.js';
import { createRedactor, REDACTED, type Redactor, type SecretPattern } from '../../redact/index.js';
import { linearFinder } from '../../schema/index.js';
import type { Contract } from '../contract.js';
import { secretCarriers } from './carriers.js';
import { knownPaths, secretPaths } from './secret-paths.js';

/**
 * Rules for secrets, in addition to those that always hold: credentials, cookies, tokens, passwords and keys by
 * their names and forms.
 */
export interface RedactOptions {
  /**
   * Names of members, parameters, headers and form fields that hold secrets. Letter case, `-` and `_` do not matter.
   * @default []
   */
  readonly names?: readonly string[];
  /** Names that hold no secret, whatever they look like: `['nextPageToken']`. @default [] */
  readonly keep?: readonly string[];
  /** Regular expressions without look-around; what they match is a secret wherever it occurs. @default [] */
  readonly patterns?: readonly string[];
  /**
   * Makes pseudonyms the same in every run that has it.
   * @default a random one for recordings, and no pseudonyms in reports and logs: every secret is `[redacted]`
   */
  readonly key?: string | Uint8Array;
}

/** Returns the text that replaces a secret. */
type Replace = (secret: string) => string;

/**
 * Makes pseudonyms of secrets: equal ones for equal secrets and keys. Cryptography is a port here; `io` implements it.
 */
export type Pseudonyms = (key: string | Uint8Array) => Replace;

/**
 * A redactor that also knows the secrets of a contract: the keys of its security schemes, and path parameters by their
 * names.
 * @throws InputError `bad-option` for a pattern that cannot be used
 */
export function redactorOf(options: RedactOptions, contract: Contract | undefined, replace: Replace): Redactor {
  const { names = [], keep = [], patterns = [] } = options;
  const carriers = contract ? secretCarriers(contract.document.root) : [];
  const rules = { names, keep, patterns: patterns.map(patternOf), carriers };
  const { kindOf } = createRedactor(rules, replace);
  const templates = contract?.operations.map(({ path }) => path) ?? [];
  const paths = secretPaths(templates, (name) => kindOf(name) !== undefined);
  return createRedactor({ ...rules, paths, ...(contract ? { known: knownPaths(contract) } : {}) }, replace);
}

/**
 * The redactor of reports and logs: without a key every secret becomes the same word, so that two runs give the same
 * report.
 * @throws InputError `bad-option` for a pattern that cannot be used
 */
export function reportRedactorOf(
  options: RedactOptions,
  contract: Contract | undefined,
  pseudonyms: Pseudonyms,
): Redactor {
  return redactorOf(options, contract, options.key === undefined ? () => REDACTED : pseudonyms(options.key));
}

function patternOf(pattern: string): SecretPattern {
  try {
    return { find: linearFinder(pattern) };
  } catch (cause) {
    throw new InputError('bad-option', `${pattern} is not a pattern that can find secrets`, {
      cure: 'Write a regular expression without look-around and back-references, such as acme_[0-9a-f]{32}.',
      cause,
    });
  }
}
