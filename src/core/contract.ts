/** The contract without its mock: `docproof/core/contract`. */
export type { Contract } from '../contract/index.js';
export {
  type Exchange,
  InputError,
  type InputErrorCode,
  type JsonValue,
  type OutcomeRecord,
  type ViolationRecord,
} from '../model/index.js';
export { type ContractModule, type ContractOptions, createContract } from './create-contract.js';
export { exchangeOf, type GivenRequest } from './exchanges/index.js';
export { type Failed, isFail, isPass, type JudgeOptions, judge, type Passed } from './judge.js';
