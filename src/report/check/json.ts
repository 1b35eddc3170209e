import type { Fault, Result } from '../../model/index.js';
import type { ReportFormat } from '../format.js';

/** The whole result; `result.schema.json` describes it. */
export const json: ReportFormat<Result, 'json', string> = {
  name: 'json',
  extension: 'json',
  mediaType: 'application/json',
  write: ({ violations, outcomes, exchanges: _, ...rest }) =>
    `${JSON.stringify({ ...withoutExamples(rest), violations, ...(outcomes ? { outcomes } : {}) }, null, 2)}\n`,
};

/** A result whose faults point to their violations instead of repeating them. */
export function withoutExamples<T extends Pick<Result, 'faults'>>(result: T): T {
  return {
    ...result,
    faults: result.faults.map(({ examples: _, evidence: __, ...fault }): Omit<Fault, 'examples'> => fault),
  };
}
