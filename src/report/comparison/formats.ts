import { COMPARISON_FORMATS } from '../names.js';
import { formatRegistry } from '../registry.js';
import { comparisonJson } from './json.js';
import { comparisonText } from './text.js';

/** The formats of a comparison of two documents. */
export const comparisonFormats = formatRegistry('a comparison', COMPARISON_FORMATS, [comparisonText, comparisonJson]);
