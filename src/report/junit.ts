import { formatProvenance, type OperationCoverage, type Result, type ViolationRecord } from '../model/index.js';
import type { ReportFormat } from './format.js';
import { type Group, groupByOperation } from './group.js';
import { oneLine, placeOf } from './words.js';

type Builder = typeof import('junit-report-builder')['default'];

/** JUnit XML: one suite an operation; one test case a distinct fault, and one for the exchanges in which there was none. */
export const junit: ReportFormat = async (result) => {
  const builder = (await loadBuilder()).newBuilder();
  const groups = groupByOperation(result.violations);
  const covered = new Map(result.coverage.operations.map((operation) => [operation.operation, operation]));
  for (const operation of new Set([...covered.keys(), ...groups.keys()])) {
    const suite = builder.testSuite().name(clean(operation));
    addCoverage(suite, operation, covered.get(operation));
    for (const group of groups.get(operation) ?? []) addFault(suite, operation, group);
  }
  addUnread(builder, result);
  return builder.build();
};

type Suite = ReturnType<Builder['testSuite']>;

/** The package's types describe `module.exports.default`; at run time `module.exports` is the builder itself. */
async function loadBuilder(): Promise<Builder> {
  const { default: loaded }: { default: unknown } = await import('junit-report-builder');
  if (isBuilder(loaded)) return loaded;
  throw new Error('junit-report-builder has another form than version 5');
}

function isBuilder(value: unknown): value is Builder {
  return typeof value === 'object' && value !== null && 'newBuilder' in value;
}

function addCoverage(suite: Suite, operation: string, coverage: OperationCoverage | undefined): void {
  if (!coverage) return;
  const test = suite.testCase().className(clean(operation)).name('exchanges hold to the contract');
  const { exchanges, passed, failed, inconclusive } = coverage;
  if (exchanges === 0) test.skipped();
  else test.standardOutput(`${exchanges} exchanges: ${passed} passed, ${failed} failed, ${inconclusive} inconclusive`);
}

function addFault(suite: Suite, operation: string, group: Group): void {
  const { first, location, count } = group;
  const test = suite
    .testCase()
    .className(clean(operation))
    .name(clean(nameOf(first, location)));
  if (first.severity === 'error') test.failure(clean(first.message), first.keyword).stacktrace(details(first, count));
  else test.standardOutput(clean(`warning: ${first.message}\n${details(first, count)}`));
}

/** Several members may be missing from one place; elsewhere place and keyword tell faults apart. */
function nameOf(first: ViolationRecord, location: string): string {
  const name = `${placeOf(first, location)} ${first.keyword}`;
  return first.keyword === 'required' ? `${name}: ${first.message}` : name;
}

function details(violation: ViolationRecord, count: number): string {
  const { value, schema, documented, source, exchange, status } = violation;
  return clean(
    [
      ...(value === undefined ? [] : [`value: ${oneLine(value)}`]),
      `rule: ${schema}`,
      ...(documented ? [`documented: ${formatProvenance(documented)}`] : []),
      `seen: ${count > 1 ? `${count} times, first ` : ''}in ${source} #${exchange} (status ${status})`,
    ].join('\n'),
  );
}

function addUnread(builder: ReturnType<Builder['newBuilder']>, { summary }: Result): void {
  if (summary.unread.length === 0) return;
  const suite = builder.testSuite().name('captures');
  for (const { source, index, detail } of summary.unread) {
    suite
      .testCase()
      .className('captures')
      .name(clean(`${source} #${index}`))
      .error(clean(detail));
  }
}

/** XML 1.0 cannot hold control characters and lone surrogates, nor a CDATA section its own end. */
function clean(text: string): string {
  return text.replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '\ufffd').replaceAll(']]>', ']] >');
}
