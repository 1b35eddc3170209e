import type { SelftestResult } from '../../model/index.js';
import { jsonOf } from '../format.js';
import { SELFTEST_FORMATS } from '../names.js';
import { formatRegistry } from '../registry.js';
import { selftestText } from './text.js';

/** The formats of a self-test. */
export const selftestFormats = formatRegistry('a self-test', SELFTEST_FORMATS, [
  selftestText,
  jsonOf<SelftestResult>(),
]);
