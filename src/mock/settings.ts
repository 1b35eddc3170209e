import type { ANSWERS, BEHAVIOURS, ORIGINS, ResolvedOf } from '../options/index.js';
import type { FaultRule } from './faults/faults.js';

/**
 * The settings of a mock: its options with their defaults, as the rows of `src/options` describe them. Complete: the
 * caller fills in the defaults, and reads what has its own syntax.
 */
export interface MockSettings
  extends ResolvedOf<typeof ORIGINS>,
    ResolvedOf<typeof ANSWERS>,
    Omit<ResolvedOf<typeof BEHAVIOURS>, 'state' | 'stateTtl' | 'delay' | 'faults'> {
  /** Delay of each response in milliseconds: at least, at most. */
  readonly delay?: readonly [minimum: number, maximum: number];
  readonly faults: readonly FaultRule[];
  /** The seed of faults and delays alone. @default `seed`, else a random one */
  readonly drawSeed?: string;
  /** The only origins whose pages may read answers with credentials. @default every origin for which `cors` holds */
  readonly allowOrigins?: readonly string[];
}

/** The settings that decide which pages may read an answer. */
export type CorsSettings = Pick<MockSettings, 'cors' | 'allowOrigins'>;

/** Whether a request with errors is refused, answered with a report of them, or not judged. */
export type RequestValidation = MockSettings['validateRequest'];
