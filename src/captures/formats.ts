import type { CaptureFormat } from './format.js';
import { accessLog } from './formats/access-log.js';
import { curl } from './formats/curl.js';
import { har } from './formats/har.js';
import { http } from './formats/http.js';
import { mitmproxy } from './formats/mitmproxy.js';
import { ndjson } from './formats/ndjson.js';
import { nock } from './formats/nock.js';
import { postman } from './formats/postman.js';
import { vcr } from './formats/vcr.js';

/** The kinds of capture that are read, in the order in which they are tried. */
export const captureFormats: readonly CaptureFormat[] = [
  har,
  postman,
  nock,
  vcr,
  accessLog,
  ndjson,
  http,
  curl,
  mitmproxy,
];
