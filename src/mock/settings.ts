import type { FaultRule } from './faults/faults.js';

/** Whether faults of a request hinder its answer, are only reported, or not looked for. */
export type RequestValidation = 'error' | 'warn' | 'off';

/** What a mock does. Complete: defaults are filled in where it is made. */
export interface MockSettings {
  /** Answers preflights and lets pages of any origin read. */
  readonly cors: boolean;
  /** Generates bodies even where there are examples. */
  readonly dynamic: boolean;
  /** The example to prefer where an operation has one of that name. */
  readonly example?: string;
  /** Passes over the examples of media types; those of schemas still feed what is generated. */
  readonly ignoreExamples: boolean;
  /** Whether maps (`additionalProperties` with a schema) get generated entries. */
  readonly fillProperties: boolean;
  /** Completes an example that lacks documented properties. */
  readonly fill: boolean;
  /** Makes generated bodies, ids and faults the same for the same request. */
  readonly seed?: string;
  /** Answers with a problem where the documented answer itself breaks the document. */
  readonly errors: boolean;
  readonly validateRequest: RequestValidation;
  /** Whether credentials must be there. */
  readonly auth: boolean;
  /** Remembers what is posted, and answers with it. */
  readonly stateful: boolean;
  /** Lays what was sent over the documented answer. */
  readonly echo: boolean;
  /** How long each answer waits, in milliseconds: at least, at most. */
  readonly delay?: readonly [minimum: number, maximum: number];
  readonly faults: readonly FaultRule[];
  /** The largest request body, in bytes. It is enforced where bodies are read. */
  readonly maxBody: number;
}
