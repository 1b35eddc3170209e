import type { RunSettings } from '../../src/check/index.js';

/** The rules of a check for which nothing is set: each has its default. */
export const NO_RULES: RunSettings['rules'] = {
  placeholders: undefined,
  undocumented: undefined,
  undocumentedHeaders: undefined,
  credentials: undefined,
  readWrite: undefined,
  judgeFulfilled: undefined,
  baseUrls: undefined,
};
