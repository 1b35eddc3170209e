/**
 * HTTP's own vocabulary: methods and media types.
 * Takes and gives texts and plain data. Imports nothing.
 * Never opens a socket, and never knows a document.
 */
export {
  bestContentKey,
  covers,
  isFormType,
  isJsonType,
  isMultipartType,
  isXmlType,
  type MediaType,
  parseMediaType,
} from './media-type.js';
export { isMethod, METHODS, type Method } from './methods.js';
