/**
 * A document made executable: which operation a request addresses, what is wrong with a message, which examples are documented.
 * Takes a Document; gives a Contract and Violations. May import model and document.
 * Never reads files, sockets or the clock, and never words a violation.
 */
export type { CompiledOperation, Content, MediaContent } from './compiled.js';
export { type Contract, createContract } from './contract.js';
export { type Example, examplesOf, type Placeholder } from './examples.js';
export { type ExchangeJudgement, type ExchangePolicy, judgeExchange } from './judge/judge-exchange.js';
export { faultsOf } from './judge/judge-json.js';
export { judgeRequest, judgeResponse, type MessageJudgement } from './judge/judge-message.js';
export { DEFAULT_POLICY, type Leniency, type Policy } from './judge/policy.js';
export { covers, isJsonType, type MediaType, parseMediaType } from './media/media-type.js';
export { type Located, type Operation, provenanceOf, responseFor } from './operation.js';
export type { Match, Unmatched } from './route/match.js';
export { type Server, serverOf } from './route/servers.js';
export type { Direction } from './schema/convert.js';
