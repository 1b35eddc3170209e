/** Matchers of responses for any `expect` that has `extend`. */
export { type ContractMatchersOptions, contractMatchers } from './from-configuration.js';
export {
  type ContractMatchers,
  createMatchers,
  type GivenWith,
  type MatcherContext,
  type MatcherOptions,
  type MatcherResult,
} from './matchers.js';
export { withRequests } from './requests.js';
