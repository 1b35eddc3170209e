import type { CaptureFormat } from './format.js';
import { har } from './formats/har.js';
import { ndjson } from './formats/ndjson.js';

/** The kinds of capture that are read, in the order in which they are tried. */
export const captureFormats: readonly CaptureFormat[] = [har, ndjson];
