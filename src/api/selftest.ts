import { policyOf } from '../check/index.js';
import { type Contract, type ExchangePolicy, judgeExchange } from '../contract/index.js';
import { createGenerator } from '../generate/index.js';
import { InputError, type SelftestResult } from '../model/index.js';
import type { Judge } from '../selftest/index.js';
import { type Captures, itemsOf } from './items.js';
import { VERSION } from './version.js';

/** How the checker is put to the test. */
export interface SelftestOptions {
  /** The same seed makes the same exchanges and faults. @default 'docproof' */
  readonly seed?: string;
  /** How many faults of a class are put into one message. @default 1 */
  readonly perClass?: number;
  /** How many values are invented for a schema, beside those that the document shows. @default 2 */
  readonly variants?: number;
  /** Exchanges to put faults into, instead of those made from the document: a few of each operation and status. */
  readonly captures?: Captures;
  /** URLs under which the document's paths are found in the captures, beside its own servers. @default [] */
  readonly baseUrls?: readonly string[];
}

/**
 * Proves the checker on a document: puts one fault at a time into valid exchanges, and counts what a check reports.
 * @returns caught faults and false alarms, by class of fault
 * @throws InputError where a capture cannot be read, and `nothing-in-scope` where no fault could be put into anything
 */
export async function selftest(contract: Contract, options: SelftestOptions = {}): Promise<SelftestResult> {
  const { captureSpecimens, documentSpecimens, scoreSpecimens } = await import('../selftest/index.js');
  const { document } = contract;
  const { seed = 'docproof', perClass = 1, variants = 2, captures, baseUrls = [] } = options;
  const { title, version } = document.root.info ?? {};
  const settings = { seed, perClass, variants };
  const policy = policyOf({ baseUrls });
  const judge = judgeOf(contract, policy);
  let leftOut = 0;
  const specimens =
    captures === undefined
      ? documentSpecimens(contract, createGenerator(contract), settings)
      : captureSpecimens(
          contract,
          itemsOf(captures, {}),
          (exchange) => {
            const { method, url } = exchange.request;
            const judged = judgeExchange(contract, exchange, policy);
            const isSound = !judged.outOfScope && judged.violations.length === 0;
            return isSound ? contract.matcher.matchUrl(method, url, policy.baseUrls).operation : undefined;
          },
          () => {
            leftOut += 1;
          },
        );
  const score = await scoreSpecimens(contract, specimens, judge, settings);
  if (score.seeded === 0)
    throw new InputError('nothing-in-scope', `no valid exchange of ${document.source} was found to put faults into`, {
      cure:
        captures === undefined
          ? 'Give the operations examples or schemas.'
          : 'Compare the URLs in the capture with --base-url and with the servers of the document; exchanges that break the contract are left out.',
    });
  const unusableKeywords = contract.unusableKeywords().map(({ pointer, detail }) => ({ pointer, detail }));
  return {
    docproof: VERSION,
    document: { source: document.source, title: String(title ?? ''), version: String(version ?? '') },
    seed,
    leftOut,
    ...(unusableKeywords.length === 0 ? {} : { unusableKeywords }),
    ...score,
  };
}

function judgeOf(contract: Contract, policy: ExchangePolicy): Judge {
  return (exchange) => {
    const judged = judgeExchange(contract, exchange, policy);
    if (judged.outOfScope) return [];
    const isUndecided = judged.violations.length === 0 && judged.reasons.includes('unusable-schema');
    // A leniency is not a fault.
    return isUndecided ? undefined : judged.violations.filter(({ keyword }) => keyword !== 'tolerated-null');
  };
}
