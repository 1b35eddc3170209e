/**
 * The names of all formats, the default first. They are apart from the formats, so that the options of the command line
 * know them without loading what writes reports.
 */

/** Of a check's result. */
export const RESULT_FORMATS = [
  'text',
  'json',
  'ndjson',
  'junit',
  'sarif',
  'github',
  'markdown',
  'html',
  'lcov',
  'cobertura',
] as const;

/** Of findings. */
export const FINDING_FORMATS = ['text', 'json', 'sarif', 'github', 'html'] as const;

/** Of a comparison of two documents. */
export const COMPARISON_FORMATS = ['text', 'json'] as const;

/** Of coverage that was added up. */
export const COVERAGE_FORMATS = ['text', 'json', 'lcov', 'cobertura'] as const;

/** Of a self-test. */
export const SELFTEST_FORMATS = ['text', 'json'] as const;
