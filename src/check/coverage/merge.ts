import type {
  Coverage,
  CoverageRun,
  OperationCoverage,
  ParameterCoverage,
  PropertyCoverage,
} from '../../model/index.js';
import { summarised } from './report.js';

/**
 * The runs of several lists, each once: a set, so that merging does not mind order, grouping or repetition.
 * Runs of which nothing differs are one.
 */
export function mergeRuns(...lists: readonly (readonly CoverageRun[])[]): CoverageRun[] {
  const runs = new Map<string, CoverageRun>();
  for (const run of lists.flat()) runs.set(canonical(run), run);
  return [...runs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, run]) => run);
}

/** The coverage of all runs together. Operations and properties are in the order of the first run that has them. */
export function sumOf(runs: readonly CoverageRun[]): Coverage {
  const operations = new Map<string, OperationCoverage>();
  const properties = new Map<string, PropertyCoverage>();
  for (const { coverage: run } of runs) {
    for (const each of run.operations) {
      const known = operations.get(each.operation);
      operations.set(each.operation, known ? addOperations(known, each) : each);
    }
    for (const each of run.properties) {
      const key = `${each.in} ${each.pointer}`;
      const known = properties.get(key);
      properties.set(key, known ? addProperties(known, each) : each);
    }
  }
  return summarised([...operations.values()], [...properties.values()]);
}

function addOperations(a: OperationCoverage, b: OperationCoverage): OperationCoverage {
  return {
    ...a,
    exchanges: a.exchanges + b.exchanges,
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    inconclusive: a.inconclusive + b.inconclusive,
    statuses: addCounts(a.statuses, b.statuses),
    ...(a.undocumentedStatuses || b.undocumentedStatuses
      ? { undocumentedStatuses: addCounts(a.undocumentedStatuses ?? {}, b.undocumentedStatuses ?? {}) }
      : {}),
    mediaTypes: addCounts(a.mediaTypes, b.mediaTypes),
    ...(a.items || b.items ? { items: addCounts(a.items ?? {}, b.items ?? {}) } : {}),
    parameters: addParameters(a.parameters, b.parameters),
  };
}

function addProperties(a: PropertyCoverage, b: PropertyCoverage): PropertyCoverage {
  return {
    ...a,
    count: a.count + b.count,
    ...(a.values || b.values ? { values: addCounts(a.values ?? {}, b.values ?? {}) } : {}),
  };
}

function addCounts(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const sum = new Map(Object.entries(a));
  for (const [key, count] of Object.entries(b)) sum.set(key, (sum.get(key) ?? 0) + count);
  return Object.fromEntries(sum);
}

function addParameters(
  a: OperationCoverage['parameters'],
  b: OperationCoverage['parameters'],
): Record<string, ParameterCoverage> {
  const sum = new Map(Object.entries(a));
  for (const [key, parameter] of Object.entries(b))
    sum.set(key, { ...parameter, count: parameter.count + (sum.get(key)?.count ?? 0) });
  return Object.fromEntries(sum);
}

/** The same text for runs that differ only in the order of their members. */
function canonical(run: CoverageRun): string {
  return JSON.stringify(run, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
