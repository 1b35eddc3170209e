import type { Contract } from '../contract/index.js';
import { describe, type Fault, NO_BODY } from '../model/index.js';
import { plainRedactor } from '../redact/index.js';
import { newPaths, type PathEvidence } from './drift/paths.js';

/** A fault shows this many of its violations. */
const MAX_EXAMPLES = 5;

/** Templates are derived from so many paths: a scanner's requests have no end. */
const MAX_PATHS = 5_000;

/** So many values of parameters are looked at. */
const MAX_MEMORY = 20_000;

/** The path that a fault names for the many paths that have neither a separate fault nor a template. */
export const OTHER_PATHS = '/…';

/** The method and template of an undocumented path, named by its method and path; undefined where it fits none. */
export type TemplateOf = (operation: string) => string | undefined;

/** Faults of undocumented paths that are one path template, as `--suggest` derives it, are one fault. */
export function groupedByTemplate(contract: Contract, faults: readonly Fault[]): Fault[] {
  const ofPaths = faults.filter(isOfPath);
  if (ofPaths.length < 2) return [...faults];
  const templateOf = templatesOf(contract, ofPaths);
  const groups = new Map<string, Fault[]>();
  const operations = new Map<Fault, string>();
  for (const fault of ofPaths) {
    const operation = templateOf(fault.operation) ?? fault.operation;
    operations.set(fault, operation);
    const key = JSON.stringify([operation, fault.severity, fault.accepted]);
    const group = groups.get(key);
    if (group) group.push(fault);
    else groups.set(key, [fault]);
  }
  const replaced = new Map<Fault, Fault | undefined>();
  for (const group of groups.values()) {
    const [first, ...others] = group;
    const operation = first && operations.get(first);
    if (!first || operation === undefined || others.length === 0) continue;
    replaced.set(first, merged(operation, group, first));
    for (const other of others) replaced.set(other, undefined);
  }
  return faults.flatMap((fault) => (replaced.has(fault) ? (replaced.get(fault) ?? []) : [fault]));
}

/** The templates of the first few thousand undocumented paths among these faults. */
export function templatesOf(contract: Contract, faults: readonly Fault[]): TemplateOf {
  const paths = newPaths(contract, { left: MAX_MEMORY, redactor: plainRedactor });
  for (const fault of faults.filter(isOfPath).slice(0, MAX_PATHS)) addTo(paths, fault);
  return (operation) => {
    const { method, path } = partsOf(operation);
    const template = paths.templateOf(path);
    return template === undefined ? undefined : `${method} ${template}`;
  };
}

function isOfPath({ keyword, operation }: Fault): boolean {
  return keyword === 'undocumented-path' && partsOf(operation).path !== OTHER_PATHS;
}

function addTo(paths: PathEvidence, fault: Fault): void {
  const { method, path } = partsOf(fault.operation);
  const { source, exchange: index, status } = fault.first;
  const nothing = { headers: {}, body: NO_BODY };
  const exchange = { source, index, request: { method, url: path, ...nothing }, response: { status, ...nothing } };
  paths.add(path, exchange, { operation: fault.operation, source, exchange: index, status });
}

/** Of `GET /boats/101`. */
function partsOf(operation: string): { readonly method: string; readonly path: string } {
  const blank = operation.indexOf(' ');
  return { method: operation.slice(0, blank), path: operation.slice(blank + 1) };
}

function merged(operation: string, group: readonly Fault[], first: Fault): Fault {
  const path = operation.slice(operation.indexOf(' ') + 1);
  const { part, location, keyword, severity, schema } = first;
  const params = { path };
  return {
    ...first,
    operation,
    message: describe({ in: first.in, part, location, keyword, severity, schema, params }),
    count: group.reduce((sum, { count }) => sum + count, 0),
    last: group.at(-1)?.last ?? first.last,
    examples: group.flatMap(({ examples }) => examples.slice(0, 1)).slice(0, MAX_EXAMPLES),
  };
}
