/**
 * Writes reports as text: a check's result, findings, a comparison, coverage, a self-test.
 * Takes one of these and options; gives one string in a format. Each kind has a registry of its formats. May import
 * model and redact.
 * Never prints, and never decides what counts as failure.
 */
import { resultFormats } from './check/formats.js';
import { comparisonFormats } from './comparison/formats.js';
import { coverageFormats } from './coverage/formats.js';
import { findingFormats } from './findings/formats.js';
import type { NamesOf } from './registry.js';
import { selftestFormats } from './selftest/formats.js';

export { type Columns, loadColumns } from './check/columns.js';
export { pageData } from './check/html.js';
export { type RulePlace, rulePlace } from './check/rule-place.js';
export { type RuleHelp, ruleHelp, ruleMeaning } from './check/rules.js';
export { type ShownViolation, type ViolationStyle, violationLines } from './check/violation-lines.js';
export type { Colors } from './colors.js';
export { neverSeen } from './coverage/never-seen.js';
export { findingsVerdict } from './findings/text.js';
export type { ReportFormat, ReportLines, ReportOptions } from './format.js';
export type { PageData } from './html/data.js';
export type { FormatRegistry } from './registry.js';
export { INCONCLUSIVE_WORDS, OUT_OF_SCOPE_WORDS } from './words.js';
export { comparisonFormats, coverageFormats, findingFormats, resultFormats, selftestFormats };

/** The names of the formats of a check's result. */
export type ReportFormatName = NamesOf<typeof resultFormats>;

/** The names of the formats of findings. */
export type FindingFormatName = NamesOf<typeof findingFormats>;

/** The names of the formats of a comparison. */
export type ComparisonFormatName = NamesOf<typeof comparisonFormats>;

/** The names of the formats of coverage. */
export type CoverageFormatName = NamesOf<typeof coverageFormats>;

/** The names of the formats of a self-test. */
export type SelftestFormatName = NamesOf<typeof selftestFormats>;
