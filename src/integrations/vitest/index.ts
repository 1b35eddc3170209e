/** `docproof/vitest`: matchers and a reporter for Vitest. */
import type { DocproofAssertions } from '../matchers/assertions.js';

export type { DocproofAssertions } from '../matchers/assertions.js';
export {
  type ContractMatchers,
  type ContractMatchersOptions,
  contractMatchers,
  type MatcherOptions,
  withRequests,
} from '../matchers/index.js';
export { ContractCoverage, type ContractCoverageOptions } from './reporter.js';

declare module 'vitest' {
  // Since Vitest 3.2.
  interface Matchers<T> extends DocproofAssertions {}
  // Before it.
  interface Assertion<T> extends DocproofAssertions {}
}
