/**
 * `docproof/vitest/setup`: for `setupFiles`. Extends `expect` by the document and the rules that docproof.yaml names,
 * and lets `fetch` remember requests.
 */
import { afterEach, expect } from 'vitest';
import { matchersEnded, NOT_AWAITED } from '../matchers/pending.js';
import { contractMatchers, withRequests } from './index.js';

expect.extend(contractMatchers());
globalThis.fetch = withRequests();
afterEach(async ({ task }) => {
  if ((await matchersEnded()) && !task.concurrent) throw new Error(NOT_AWAITED);
});
