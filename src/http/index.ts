/**
 * HTTP's own vocabulary: methods, media types, Accept, content codings, bounds for bodies, and splitters, which take
 * bodies of sequential media types apart item by item as they come.
 * Takes and gives texts, bytes and plain data. Imports nothing; decoders are a port that `io/` implements.
 * Never opens a socket, and never knows a document.
 */
export { acceptedType, isRefused } from './accept.js';
export { BodyBudget } from './body-budget.js';
export { BodyCollector, concatenated } from './body-collector.js';
export {
  CONTENT_CODINGS,
  type ContentCoding,
  codingsToUndo,
  type Decode,
  type Decoded,
  type DecodeFault,
  decodeContent,
  decodeContentSync,
  TooLarge,
} from './content-coding.js';
export { type Framing, framingOf, isStream } from './framing.js';
export {
  bestContentKey,
  covers,
  isFormType,
  isJsonType,
  isMultipartType,
  isSameFamily,
  isXmlType,
  type MediaType,
  parameterIn,
  parseMediaType,
} from './media-type.js';
export { isMethod, isMethodName, isReceivedMethod, METHODS, type Method, sentMethod } from './methods.js';
export { boundaryIn, splitParts } from './sequence/parts.js';
export { splitterFor } from './sequence/split.js';
export {
  type FramingFault,
  type ItemContent,
  MAX_ITEM,
  type SentItem,
  type SequenceEnd,
  type SequenceSink,
  type ServerSentEvent,
  type Splitter,
} from './sequence/splitter.js';
