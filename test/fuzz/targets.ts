import { accessLog } from './captures/access-log.js';
import { containers } from './captures/containers.js';
import { curl } from './captures/curl.js';
import { har } from './captures/har.js';
import { http } from './captures/http.js';
import { mitmproxy } from './captures/mitmproxy.js';
import { ndjson } from './captures/ndjson.js';
import { nock } from './captures/nock.js';
import { postman } from './captures/postman.js';
import { vcr } from './captures/vcr.js';
import { exactJson } from './exact-json.js';
import type { Target } from './target.js';
import { yaml } from './yaml.js';

/** All parsers that are fuzzed. */
export const TARGETS: readonly Target[] = [
  yaml,
  exactJson,
  har,
  ndjson,
  postman,
  nock,
  vcr,
  http,
  curl,
  accessLog,
  mitmproxy,
  containers,
];
