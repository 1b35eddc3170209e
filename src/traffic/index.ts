/**
 * Captures become exchanges.
 * Takes bytes; gives an async iterable of Exchange and Unread, in the order of the capture. May import model.
 * Never opens a file, never judges, and never leaves anything out in silence.
 */

export { contentCodings, type Decoded, decodeContent } from './content-coding.js';
export type { CaptureFormat, RawEntry } from './format.js';
export { captureFormats } from './formats.js';
export { notEmpty, type OpenCapture, openCapture, readCapture } from './read-capture.js';
export { exchangeLine } from './writers/ndjson.js';
