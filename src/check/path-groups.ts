import type { Contract } from '../contract/index.js';
import { describe, type Fault, NO_BODY } from '../model/index.js';
import { plainRedactor } from '../redact/index.js';
import { newPaths, type PathEvidence } from './drift/paths.js';

/** A fault shows this many of its violations. */
const MAX_EXAMPLES = 5;

/** Templates are derived from so many paths; what remains of a scanner's requests keeps its own. */
const MAX_PATHS = 20_000;

/** Faults of undocumented paths that are one path template, as `--suggest` derives it, are one fault. */
export function groupedByTemplate(contract: Contract, faults: readonly Fault[]): Fault[] {
  const ofPaths = faults.filter(isOfPath).slice(0, MAX_PATHS);
  if (ofPaths.length < 2) return [...faults];
  const templates = templatesOf(contract, ofPaths);
  const groups = new Map<string, Fault[]>();
  for (const fault of ofPaths) {
    const key = JSON.stringify([templates.get(fault), fault.severity, fault.accepted]);
    const group = groups.get(key);
    if (group) group.push(fault);
    else groups.set(key, [fault]);
  }
  const replaced = new Map<Fault, Fault | undefined>();
  for (const group of groups.values()) {
    const [first, ...others] = group;
    const operation = first && templates.get(first);
    if (!first || operation === undefined || others.length === 0) continue;
    replaced.set(first, merged(operation, group, first));
    for (const other of others) replaced.set(other, undefined);
  }
  return faults.flatMap((fault) => (replaced.has(fault) ? (replaced.get(fault) ?? []) : [fault]));
}

function isOfPath({ keyword }: Fault): boolean {
  return keyword === 'undocumented-path';
}

/** The method and template of each fault. */
function templatesOf(contract: Contract, faults: readonly Fault[]): Map<Fault, string> {
  const paths = newPaths(contract, { left: MAX_PATHS, redactor: plainRedactor });
  for (const fault of faults) addTo(paths, fault);
  const templates = new Map<Fault, string>();
  for (const fault of faults) {
    const { method, path } = partsOf(fault);
    const template = paths.templateOf(path);
    templates.set(fault, template === undefined ? fault.operation : `${method} ${template}`);
  }
  return templates;
}

function addTo(paths: PathEvidence, fault: Fault): void {
  const { method, path } = partsOf(fault);
  const { source, exchange: index, status } = fault.first;
  const nothing = { headers: {}, body: NO_BODY };
  const exchange = { source, index, request: { method, url: path, ...nothing }, response: { status, ...nothing } };
  paths.add(path, exchange, { operation: fault.operation, source, exchange: index, status });
}

/** Of `GET /boats/101`. */
function partsOf({ operation }: Fault): { readonly method: string; readonly path: string } {
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
