/**
 * Captures become exchanges.
 * Takes bytes; gives an async iterable of Exchange and Unread, in the order of the capture. May import model.
 * Never opens a file on its own, never judges, and never leaves anything out silently.
 */

export { attach, hasAttachment, MAX_ATTACHED } from './attach.js';
export { type Block, type BlockMemory, type BlockPlace, blockMemory, START } from './blocks.js';
export type { CaptureFile, RandomAccess } from './capture-file.js';
export type { CaptureFormat } from './format.js';
export { captureFormats } from './formats.js';
export { type OpenOptions, openCaptures } from './open-captures.js';
export {
  blockFormatOf,
  type OpenCapture,
  openCapture,
  readCapture,
  readOpen,
  readOpenGroups,
  unfinished,
} from './read-capture.js';
export { Appender, type AppendPlace, SharedFile } from './recording/appender.js';
export { harEntry, harRecording } from './recording/har.js';
export { exchangeLine, ndjsonRecording } from './recording/ndjson.js';
export type { RecordingFormat } from './recording/recorded.js';
export { redactHar } from './redaction/har.js';
export { redactNdjson } from './redaction/ndjson.js';
export type { CaptureListeners, CaptureSource } from './source.js';
