import type { FaultRule } from './faults/faults.js';

/** Whether a request with errors is refused, answered with a report of them, or not judged. */
export type RequestValidation = 'error' | 'warn' | 'off';

/** The settings of a mock. Complete: the caller fills in the defaults. */
export interface MockSettings {
  /** Answers preflights and lets pages of any origin read. */
  readonly cors: boolean;
  /** Generates bodies even where there are examples. */
  readonly dynamic: boolean;
  /** The example to prefer where an operation has one of that name. */
  readonly example?: string;
  /** Ignores the examples of media types; those of schemas still feed generated bodies. */
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
  /** Merges the request into the documented response. */
  readonly echo: boolean;
  /** Delay of each response in milliseconds: at least, at most. */
  readonly delay?: readonly [minimum: number, maximum: number];
  readonly faults: readonly FaultRule[];
  /** The largest request body, in bytes. The server enforces it while it reads. */
  readonly maxBody: number;
}
