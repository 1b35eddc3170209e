import { type ContractMatchers, contractMatchers, withRequests } from '../matchers/index.js';
import { matchersEnded } from '../matchers/pending.js';

/** What Jest puts into the globals of a test. */
interface JestGlobals {
  readonly expect: { extend(matchers: ContractMatchers): void };
  readonly afterEach: (hook: () => Promise<void>) => void;
}

/**
 * Extends `expect` by the document and the rules that docproof.yaml names, and lets `fetch` remember requests.
 * @throws Error where Jest has no globals
 */
export function setUp(globals: object = globalThis): void {
  if (!hasGlobals(globals))
    throw new Error(
      'docproof/jest/setup needs the globals of Jest: where injectGlobals is false, call expect.extend(contractMatchers()) with the expect of @jest/globals',
    );
  globals.expect.extend(contractMatchers());
  // Node ends the run at what a matcher finds that was not awaited: it must be heard while there is a run.
  globals.afterEach(async () => void (await matchersEnded()));
  if (typeof globalThis.fetch === 'function') globalThis.fetch = withRequests();
}

function hasGlobals(globals: object): globals is JestGlobals {
  return 'expect' in globals && 'afterEach' in globals;
}
