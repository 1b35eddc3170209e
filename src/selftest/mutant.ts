import type { Exchange, Remark } from '../model/index.js';

/** The remark that must be made about a mutant, and no other. */
export type Expected = Remark;

/** The kinds of faults, in the order of reports. */
export const FAULT_CLASSES = [
  'wrong-type',
  'fraction',
  'null',
  'enum',
  'const',
  'minimum',
  'maximum',
  'exclusive-minimum',
  'exclusive-maximum',
  'multiple-of',
  'min-length',
  'max-length',
  'pattern',
  'format',
  'missing-required',
  'dependent-required',
  'additional-property',
  'unevaluated-property',
  'undocumented-property',
  'forbidden-property',
  'property-name',
  'min-properties',
  'max-properties',
  'min-items',
  'max-items',
  'unique-items',
  'tuple-too-long',
  'unevaluated-item',
  'contains',
  'no-branch',
  'several-branches',
  'discriminator',
  'not',
  'cut-body',
  'unparseable-item',
  'broken-framing',
  'missing-body',
  'unexpected-body',
  'wrong-media-type',
  'part-media-type',
  'wrong-status',
  'unknown-path',
  'unknown-method',
  'missing-parameter',
  'wrong-style',
  'missing-header',
  'missing-credentials',
] as const;

export type FaultClass = (typeof FAULT_CLASSES)[number];

/** A valid exchange with exactly one fault. */
export interface Mutant {
  readonly exchange: Exchange;
  readonly class: FaultClass;
  /** `POST /users/{id}`. */
  readonly operation: string;
  readonly expected: Expected;
}

/** Why a fault of the catalogue was not seeded at a place that has its rule. */
export type SkipReason =
  /** Whatever was tried leaves the message valid: another branch takes it, or the rule has no effect. */
  | 'still-valid'
  /** Whatever was tried breaks a second rule too. */
  | 'breaks-more'
  /** Whether exactly one rule is broken cannot be told with certainty. */
  | 'unsure'
  /** A documented example has this very fault: a check tells of a placeholder. */
  | 'placeholder'
  /** The text of a parameter or a form cannot carry such a value. */
  | 'not-carried';
