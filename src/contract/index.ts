/**
 * A document made executable: which operation a request addresses, what is wrong with a message, which examples are
 * documented. Takes a Document; gives a Contract and Violations. May import model and document. Never reads files,
 * sockets or the clock, and never words a violation.
 */
export { asMembers, type ItemOperation, operationsIn } from '../document/path-item.js';
export type { CompiledOperation, Content, MediaContent } from './compiled.js';
export { type Contract, contentOf, createContract } from './contract.js';
export { mediaExamples, parameterExamples } from './described-examples.js';
export { type Example, examplesOf, type Placeholder } from './examples.js';
export {
  fieldValue,
  type HeaderValue,
  headerContent,
  headerExample,
  headerRoom,
  lengthOf,
  MOST_HEADERS,
  mostSent,
  SerializedHeader,
  whyUnsendable,
} from './header-example.js';
export { bodyWalk } from './judge/body-walks.js';
export {
  type ExchangeJudgement,
  type ExchangePolicy,
  judgeExchange,
  unmatchedViolations,
} from './judge/judge-exchange.js';
export type { PassedItems } from './judge/judge-items.js';
export { faultsOf, validatorOf } from './judge/judge-json.js';
export {
  judgeCredentials,
  judgeRequest,
  judgeResponse,
  type MessageJudgement,
  sourcesOf,
} from './judge/judge-message.js';
export { judgePassing, type PassingItems } from './judge/judge-passing.js';
export type { Observer } from './judge/observer.js';
export { asAnswered, DEFAULT_POLICY, type Leniency, type Policy } from './judge/policy.js';
export { exampleWarnings, type LoadWarning } from './load-warnings.js';
export type { PartEncoding } from './media/encodings.js';
export { itemsIn, sampleItems } from './media/items.js';
export { documentedTypes, readPart } from './media/parts.js';
export { rootName, type XmlHint, xmlHintOf } from './media/xml.js';
export { type Operation, operationCalled, responseFor } from './operation.js';
export { ruleFault, wantedSchema } from './own-extensions.js';
export type { CompiledParameter, ParameterSources } from './parameters/compile.js';
export { cookieValue, isSetCookie, linesOf } from './parameters/cookies.js';
export type { Match, Unmatched } from './route/match.js';
export { type PathKey, pathKeyOf } from './route/path-key.js';
export { basePathOf, serverUrlOf } from './route/places.js';
export { type Server, serverOf } from './route/servers.js';

export { type Pseudonyms, type RedactOptions, redactorOf, reportRedactorOf } from './security/redactor.js';
