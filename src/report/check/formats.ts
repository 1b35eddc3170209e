import { cobertura } from '../coverage/cobertura.js';
import { lcov } from '../coverage/lcov.js';
import { RESULT_FORMATS } from '../names.js';
import { formatRegistry } from '../registry.js';
import { github } from './github.js';
import { html } from './html.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { markdown } from './markdown.js';
import { ndjson } from './ndjson.js';
import { sarif } from './sarif.js';
import { text } from './text.js';

/** The formats of a check's result. */
export const resultFormats = formatRegistry('a result', RESULT_FORMATS, [
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
