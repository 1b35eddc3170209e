import type { Fault, Result } from '../../model/index.js';
import { jsonText, type ReportFormat } from '../format.js';

/** The whole result; `result.schema.json` describes it. */
export const json: ReportFormat<Result, 'json', string> = {
  name: 'json',
  extension: 'json',
  mediaType: 'application/json',
  write: ({ violations, outcomes, exchanges: _, ...rest }) =>
    jsonText({ ...withoutExamples(rest), violations, ...(outcomes ? { outcomes } : {}) }),
};

/** A result whose faults point to their violations instead of repeating them. */
export function withoutExamples<T extends Pick<Result, 'faults'>>(result: T): T {
  return {
    ...result,
    faults: result.faults.map(({ examples: _, evidence: __, ...fault }): Omit<Fault, 'examples'> => fault),
  };
}
