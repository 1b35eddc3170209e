import type { FindingReport } from '../../model/index.js';
import { jsonOf } from '../format.js';
import { FINDING_FORMATS } from '../names.js';
import { formatRegistry } from '../registry.js';
import { findingsGithub } from './github.js';
import { findingsHtml } from './html.js';
import { findingsSarif } from './sarif.js';
import { findingsText } from './text.js';

/** The formats of findings; `findings.schema.json` describes the JSON. */
export const findingFormats = formatRegistry('a list of findings', FINDING_FORMATS, [
  findingsText,
  jsonOf<FindingReport>(),
  findingsSarif,
  findingsGithub,
  findingsHtml,
]);
