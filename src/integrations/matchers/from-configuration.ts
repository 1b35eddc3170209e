import { type LoadOptions, loadContract } from '../../api/load-contract.js';
import type { Contract } from '../../contract/index.js';
import { printable } from '../../model/index.js';
import { CHECKING, resolve } from '../../options/index.js';
import { configuredDocument } from '../configured-document.js';
import { type ContractMatchers, createMatchers, type LoadedContract, type MatcherOptions } from './matchers.js';

/** How matchers judge, and how the document is loaded. */
export interface ContractMatchersOptions extends MatcherOptions, LoadOptions {
  /** The configuration that names the document and its rules, where no document is named. @default 'docproof.yaml' */
  readonly config?: string;
}

/**
 * Matchers that hold responses against a document: `expect.extend(contractMatchers('openapi.yaml'))`. The document is
 * loaded when a matcher is first used; an error in it fails the tests that use one.
 * @param document path or URL, several of them, or a contract. @default `document` of docproof.yaml, with the rules
 * under `check` there
 * @throws InputError `bad-option` for an option that cannot be used
 */
export function contractMatchers(
  document?: string | readonly string[] | Contract,
  options: ContractMatchersOptions = {},
): ContractMatchers {
  const { allowPaths, allowRemote, allowPrivate, allowRedirects, overlays, config, ...judging } = options;
  const { onUnmatched = warnOfUnmatched, ...rules } = judging;
  const given = { allowPaths, allowRemote, allowPrivate, allowRedirects, overlays };
  const loading = {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    onUnmatched,
  };
  if (typeof document === 'object' && 'operations' in document) return createMatchers(document, rules);
  return createMatchers(
    document === undefined
      ? () => configured(config, loading)
      : async () => ({ contract: await loadContract(document, loading) }),
    rules,
  );
}

/** The document and the rules of a check that `docproof.yaml` and DOCPROOF_* variables name. */
async function configured(path: string | undefined, loading: LoadOptions): Promise<LoadedContract> {
  const { config, document, load, sources } = await configuredDocument(path, "Write contractMatchers('openapi.yaml')");
  const contract = await loadContract(document, { ...load, ...loading });
  const { check = {} } = config;
  const { suite: _, workers: __, follow: ___, ...rules } = resolve(CHECKING, { ...sources, config: check });
  return { contract, rules };
}

/** An action that selects nothing is most likely a slip, or the document has moved on. */
function warnOfUnmatched({ overlay, action, target }: { overlay: string; action: number; target: string }): void {
  process.emitWarning(
    `${overlay} at /actions/${action}: ${printable(target)} selects nothing in the document`,
    'DocproofWarning',
  );
}
