import {
  type Fault,
  formatProvenance,
  type OperationCoverage,
  type Result,
  type RunVerdict,
} from '../../model/index.js';
import type { ReportFormat } from '../format.js';
import { byOperation, count, oneLine, placeOf, seenIn } from '../words.js';
import { type XmlElement, xmlDocument } from '../xml.js';

/** JUnit XML: one suite an operation; one test case a distinct fault, and one for the exchanges without a fault. */
export const junit: ReportFormat<Result, 'junit'> = {
  name: 'junit',
  extension: 'xml',
  mediaType: 'application/xml',
  write,
};

/** How a test case ended. */
type Ending = 'passed' | 'failure' | 'error' | 'skipped';

interface TestCase {
  readonly name: string;
  readonly ending: Ending;
  readonly content: readonly XmlElement[];
}

interface Suite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

function write(result: Result): string {
  const groups = byOperation(result.faults);
  const covered = new Map(result.coverage.operations.map((operation) => [operation.operation, operation]));
  const suites = [...new Set([...covered.keys(), ...groups.keys()])].map((operation): Suite => {
    const coverage = covered.get(operation);
    const faults = groups.get(operation) ?? [];
    return { name: operation, cases: [...(coverage ? [coverageCase(coverage)] : []), ...faults.map(faultCase)] };
  });
  const unread = result.summary.unread.map(({ source, index, detail }) =>
    testCase(`${source} #${index}`, 'error', { message: detail }),
  );
  if (unread.length > 0) suites.push({ name: 'captures', cases: unread });
  suites.push({ name: 'the whole check', cases: wholeCases(result.verdict) });
  return xmlDocument({ name: 'testsuites', attributes: totals(suites), content: suites.map(suiteElement) });
}

/** The verdict, and what keeps the whole check from passing beside its faults, which are separate cases. */
function wholeCases({ outcome, line, unmet }: RunVerdict): TestCase[] {
  const name = 'verdict';
  return [
    outcome === 'inconclusive' ? testCase(name, 'error', { message: line }) : testCase(name, 'passed', {}, line),
    ...unmet.map((message, index) => testCase(`demand ${index + 1}`, 'failure', { message })),
  ];
}

function suiteElement({ name, cases }: Suite): XmlElement {
  return {
    name: 'testsuite',
    attributes: { name, ...totals([{ name, cases }]), skipped: countOf(cases, 'skipped') },
    content: cases.map(({ name: caseName, content }) => ({
      name: 'testcase',
      attributes: { classname: name, name: caseName },
      content,
    })),
  };
}

/** Jenkins knows `skipped` of suites only, and refuses it at the root. */
function totals(suites: readonly Suite[]): Readonly<Record<string, number>> {
  const cases = suites.flatMap((suite) => suite.cases);
  return { tests: cases.length, failures: countOf(cases, 'failure'), errors: countOf(cases, 'error') };
}

function countOf(cases: readonly TestCase[], ending: Ending): number {
  return cases.filter((each) => each.ending === ending).length;
}

function coverageCase({ exchanges, passed, failed, inconclusive }: OperationCoverage): TestCase {
  const name = 'exchanges hold to the contract';
  if (exchanges === 0) return testCase(name, 'skipped', {});
  const text = `${count(exchanges, 'exchange')}: ${passed} passed, ${failed} failed, ${inconclusive} inconclusive`;
  return testCase(name, 'passed', {}, text);
}

function faultCase(fault: Fault): TestCase {
  const { severity, accepted, message, keyword } = fault;
  if (accepted !== undefined) return testCase(nameOf(fault), 'skipped', {});
  if (severity === 'error') return testCase(nameOf(fault), 'failure', { message, type: keyword }, details(fault));
  return testCase(nameOf(fault), 'passed', {}, `warning: ${message}\n${details(fault)}`);
}

/** @param text what the test printed, where it passed; else what explains its ending */
function testCase(name: string, ending: Ending, attributes: Readonly<Record<string, string>>, text?: string): TestCase {
  const element = ending === 'passed' ? 'system-out' : ending;
  return { name, ending, content: [{ name: element, attributes, ...(text === undefined ? {} : { content: text }) }] };
}

/** Several members may be missing from one place; elsewhere place and keyword tell faults apart. */
function nameOf(fault: Fault): string {
  const name = `${placeOf(fault)} ${fault.keyword}`;
  return fault.keyword === 'required' ? `${name}: ${fault.message}` : name;
}

function details(fault: Fault): string {
  const { examples, schema, documented } = fault;
  const value = examples[0]?.value;
  return [
    ...(value === undefined ? [] : [`value: ${oneLine(value)}`]),
    `rule: ${schema}`,
    ...(documented ? [`documented: ${formatProvenance(documented)}`] : []),
    `seen: ${seenIn(fault)}`,
  ].join('\n');
}
