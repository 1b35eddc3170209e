/** `docproof/jest`: matchers and a reporter for Jest, in both kinds of modules. */
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
export { setUp } from './set-up.js';

declare global {
  namespace jest {
    interface Matchers<R> extends DocproofAssertions {}
  }
}
