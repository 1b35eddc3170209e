import type { Comparison, Fault } from '../../model/index.js';
import { jsonText, type ReportFormat } from '../format.js';

/**
 * A comparison as it is published; `comparison.schema.json` describes it. The first violation of each new fault is
 * under `examples`.
 */
export const comparisonJson: ReportFormat<Comparison, 'json', string> = {
  name: 'json',
  extension: 'json',
  mediaType: 'application/json',
  write,
};

function write(comparison: Comparison): string {
  const operations = comparison.operations.map((operation) => ({
    ...operation,
    newFaults: operation.newFaults.map(withoutExamples),
    goneFaults: operation.goneFaults.map(withoutExamples),
    examples: operation.newFaults.flatMap(({ examples }) => examples.slice(0, 1)),
  }));
  return jsonText({ ...comparison, operations });
}

function withoutExamples({ examples: _, evidence: __, ...fault }: Fault): Omit<Fault, 'examples'> {
  return fault;
}
