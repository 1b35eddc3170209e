import { authorities } from './authorities.js';
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
import { contentCodings } from './content-codings.js';
import { cookies } from './cookies.js';
import { coverageFiles } from './coverage-files.js';
import { curlCommand } from './curl-command.js';
import { documents } from './documents.js';
import { exactJson } from './exact-json.js';
import { forms } from './forms.js';
import { httpAnswers } from './http-answers.js';
import { jsonPath } from './json-path.js';
import { mediaTypes } from './media-types.js';
import { multipart } from './multipart.js';
import { overlays } from './overlays.js';
import { pages } from './pages.js';
import { pathTemplates } from './path-templates.js';
import { patterns } from './patterns.js';
import { baseline, config } from './settings.js';
import type { Target } from './target.js';
import { tnetstrings } from './tnetstrings.js';
import { xml } from './xml.js';
import { yaml } from './yaml.js';

/** All parsers that are fuzzed. */
export const TARGETS: readonly Target[] = [
  yaml,
  exactJson,
  documents,
  overlays,
  jsonPath,
  patterns,
  pages,
  config,
  baseline,
  coverageFiles,
  pathTemplates,
  mediaTypes,
  authorities,
  cookies,
  contentCodings,
  forms,
  multipart,
  xml,
  curlCommand,
  httpAnswers,
  har,
  ndjson,
  postman,
  nock,
  vcr,
  http,
  curl,
  accessLog,
  tnetstrings,
  mitmproxy,
  containers,
];
