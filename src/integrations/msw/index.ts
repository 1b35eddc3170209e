/**
 * `docproof/msw`: a contract as handlers of MSW, and a judge of all traffic that MSW sees, in browsers and in Node.
 * It exports `docproof/core` too, so that one import is enough; and the build shares all of it.
 */
export * from '../../core/index.js';
export { type ContractHandlers, type HandlersOptions, handlers } from './handlers.js';
export { judgeTraffic, type TrafficOptions, type TrafficSource } from './traffic.js';
export type { ViolationAction, ViolationContext } from './violations.js';
