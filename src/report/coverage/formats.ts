import type { MergedCoverage } from '../../model/index.js';
import { jsonOf } from '../format.js';
import { COVERAGE_FORMATS } from '../names.js';
import { formatRegistry } from '../registry.js';
import { cobertura } from './cobertura.js';
import { lcov } from './lcov.js';
import { coverageText } from './text.js';

/** The formats of coverage that was added up. */
export const coverageFormats = formatRegistry('coverage', COVERAGE_FORMATS, [
  coverageText,
  jsonOf<MergedCoverage>(),
  lcov,
  cobertura,
]);
