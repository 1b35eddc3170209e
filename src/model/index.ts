/**
 * The nouns as plain data, and the wording of violations.
 * Takes nothing, gives types and small pure functions on them. Imports nothing. Never does input or output.
 */
export * from './alike.js';
export * from './bytes.js';
export * from './comparison.js';
export * from './coverage.js';
export * from './describe.js';
export * from './exact-json.js';
export {
  compareNumbers,
  decimalFrom,
  ExactNumber,
  isMultipleOf,
  isNumeric,
  isWhole,
  type Numeric,
  numberOf,
  wholeDigits,
} from './exact-number.js';
export * from './exchange.js';
export * from './exchange-shape.js';
export * from './fault.js';
export * from './finding.js';
export { greatest } from './greatest.js';
export { type Grouped, isGroup, oneByOne } from './grouped.js';
export * from './input-error.js';
export * from './json.js';
export * from './json-sequence.js';
export * from './located.js';
export * from './own-fields.js';
export * from './percent.js';
export * from './placeholder-text.js';
export * from './pointer.js';
export * from './position.js';
export * from './printable.js';
export * from './provenance.js';
export * from './result.js';
export * from './selftest.js';
export * from './text-table.js';
export * from './time-range.js';
export * from './utf8.js';
export * from './verdict.js';
export * from './violation.js';
export * from './worded-alike.js';
export * from './writable.js';
