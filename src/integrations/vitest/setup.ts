/**
 * `docproof/vitest/setup`: for `setupFiles`. Extends `expect` by the document and the rules that docproof.yaml names,
 * and lets `fetch` remember requests.
 */
import { afterEach, expect } from 'vitest';
import { settled } from '../matchers/pending.js';
import { contractMatchers, withRequests } from './index.js';

expect.extend(contractMatchers());
globalThis.fetch = withRequests();
afterEach(settled);
