import { type Fault, formatProvenance, type OperationCoverage, type Result } from '../model/index.js';
import type { ReportFormat } from './format.js';
import { byOperation, oneLine, placeOf, seenIn } from './words.js';

type Builder = typeof import('junit-report-builder')['default'];

/** JUnit XML: one suite an operation; one test case a distinct fault, and one for the exchanges in which there was none. */
export const junit: ReportFormat = { write };

async function write(result: Result): Promise<string> {
  const builder = (await loadBuilder()).newBuilder();
  const groups = byOperation(result.faults);
  const covered = new Map(result.coverage.operations.map((operation) => [operation.operation, operation]));
  for (const operation of new Set([...covered.keys(), ...groups.keys()])) {
    const suite = builder.testSuite().name(clean(operation));
    addCoverage(suite, operation, covered.get(operation));
    for (const fault of groups.get(operation) ?? []) addFault(suite, operation, fault);
  }
  addUnread(builder, result);
  // Jenkins refuses this attribute there, and knows it of suites only.
  return builder.build().replace(/(<testsuites [^>]*?) skipped="\d+"/, '$1');
}

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

function addFault(suite: Suite, operation: string, fault: Fault): void {
  const test = suite
    .testCase()
    .className(clean(operation))
    .name(clean(nameOf(fault)));
  const { severity, accepted, message, keyword } = fault;
  if (accepted !== undefined) test.skipped();
  else if (severity === 'error') test.failure(clean(message), keyword).stacktrace(details(fault));
  else test.standardOutput(clean(`warning: ${message}\n${details(fault)}`));
}

/** Several members may be missing from one place; elsewhere place and keyword tell faults apart. */
function nameOf(fault: Fault): string {
  const name = `${placeOf(fault)} ${fault.keyword}`;
  return fault.keyword === 'required' ? `${name}: ${fault.message}` : name;
}

function details(fault: Fault): string {
  const { examples, schema, documented } = fault;
  const value = examples[0]?.value;
  return clean(
    [
      ...(value === undefined ? [] : [`value: ${oneLine(value)}`]),
      `rule: ${schema}`,
      ...(documented ? [`documented: ${formatProvenance(documented)}`] : []),
      `seen: ${seenIn(fault)}`,
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
