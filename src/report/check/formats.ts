import { cobertura } from '../coverage/cobertura.js';
import { lcov } from '../coverage/lcov.js';
import { html } from '../html/html.js';
import { markdown } from '../markdown/markdown.js';
import { formatRegistry } from '../registry.js';
import { sarif } from '../sarif/sarif.js';
import { text } from '../text/text.js';
import { github } from './github.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { ndjson } from './ndjson.js';

/** The formats of a check's result. */
export const resultFormats = formatRegistry('a result', [
  text,
  json,
  ndjson,
  junit,
  sarif,
  github,
  markdown,
  html,
  lcov,
  cobertura,
]);
