import {
  describe,
  describeMissing,
  type Evidence,
  type Fault,
  type Sighting,
  tableOfAlike,
  type ViolationRecord,
  type Writable,
  withoutIndexes,
} from '../model/index.js';
import { OTHER_PATHS, type TemplateOf } from './path-groups.js';

/** A fault shows this many of its violations. */
const MAX_EXAMPLES = 5;

/**
 * So many paths and methods that the document lacks have a fault each. Further ones are counted by template and
 * method: a scanner asks for as many paths as it likes.
 */
const MAX_UNMATCHED = 5_000;

/** Templates and methods by which further ones are counted; beyond this they are one fault. */
const MAX_SHARED = 1_000;

/** Distinct faults beyond this are counted in the summary only: what a hostile capture invents has no end. */
export const MAX_FAULTS = 50_000;

/** So many of them keep the message in which they were found: a message is a thousand times as large as its fault. */
export const MAX_WITH_EVIDENCE = 5_000;

/** Violations by fault, gathered one at a time. */
export interface FaultGatherer {
  /**
   * @param evidence stored where the violation is the first of its fault, for the first few thousand faults
   * @returns whether the violation is an example of its fault
   */
  add(violation: ViolationRecord, evidence?: Evidence): boolean;
  /** By operation in the order in which they were first seen; errors before warnings, accepted ones last. */
  list(): Fault[];
}

type Gathered = Writable<Fault> & { examples: ViolationRecord[] };

/** A fault names so many members that objects lack. */
const MAX_MISSING = 100;

/**
 * No faults yet.
 * @param templatesOf learns the templates of undocumented paths from their faults; called once there are thousands
 */
export function gatherFaults(templatesOf?: (faults: readonly Fault[]) => TemplateOf): FaultGatherer {
  // One map for all operations: a hostile capture has as many of them as it has exchanges.
  const faults = new Map<string, Gathered>();
  /** By fault, the last object that lacked a member. */
  const lacking = new Map<string, string>();
  let unmatched = 0;
  let templateOf: TemplateOf | undefined;
  const shared = new Map<string, Gathered>();
  const nameOf = faultNamer();

  const addShared = (violation: ViolationRecord): boolean => {
    templateOf ??= templatesOf?.([...faults.values()]) ?? (() => undefined);
    const keyOf = ({ operation }: SharedName): string =>
      JSON.stringify([operation, violation.keyword, violation.severity, violation.accepted]);
    const named = sharedBy(violation, templateOf);
    const isLast = shared.size >= MAX_SHARED && !shared.has(keyOf(named));
    const name = isLast ? { operation: `* ${OTHER_PATHS}`, message: OF_OTHERS[violation.keyword] ?? '' } : named;
    const known = shared.get(keyOf(name));
    if (known) return see(known, violation);
    shared.set(keyOf(name), { ...newFault(violation, undefined), ...name });
    return true;
  };
  return {
    add(violation, evidence) {
      const key = nameOf(violation);
      const known = faults.get(key);
      if (!known && isOfUnmatched(violation)) {
        if (unmatched >= MAX_UNMATCHED || faults.size >= MAX_FAULTS) return addShared(violation);
        unmatched += 1;
      }
      const object = violation.missing === undefined ? undefined : objectOf(violation);
      if (known && violation.missing !== undefined) addMissing(known, violation.missing);
      const isNew = !known && faults.size < MAX_FAULTS;
      let isExample = isNew;
      if (known) isExample = (object === undefined || lacking.get(key) !== object) && see(known, violation);
      else if (isNew) faults.set(key, newFault(violation, faults.size < MAX_WITH_EVIDENCE ? evidence : undefined));
      if (object !== undefined && (known || isNew)) lacking.set(key, object);
      return isExample;
    },
    list: () =>
      byOperation([...faults.values(), ...shared.values()]).flatMap((those) =>
        withTwins(those).sort((a, b) => rank(a) - rank(b)),
      ),
  };
}

/** What is said of paths that share a fault and no template, by keyword. */
const OF_OTHERS: Readonly<Record<string, string>> = {
  'undocumented-path': 'the document describes none of these further paths',
  'undocumented-method': 'the document does not describe this method for these further paths',
};

function isOfUnmatched({ keyword }: ViolationRecord): boolean {
  return Object.hasOwn(OF_OTHERS, keyword);
}

/** How a fault is named that many paths share. */
type SharedName = Pick<Fault, 'operation' | 'message'>;

/** The name of what a template's paths share, or those of a method that fit none. */
function sharedBy(violation: ViolationRecord, templateOf: TemplateOf): SharedName {
  const { operation, keyword, in: side, part, location, severity, schema } = violation;
  const template = keyword === 'undocumented-path' ? templateOf(operation) : undefined;
  if (template === undefined) {
    const method = operation.slice(0, operation.indexOf(' '));
    return { operation: `${method} ${OTHER_PATHS}`, message: OF_OTHERS[keyword] ?? '' };
  }
  const params = { path: template.slice(template.indexOf(' ') + 1) };
  return { operation: template, message: describe({ in: side, part, location, keyword, severity, schema, params }) };
}

function byOperation(faults: Iterable<Gathered>): Gathered[][] {
  const operations = new Map<string, Gathered[]>();
  for (const fault of faults) {
    const those = operations.get(fault.operation);
    if (those) those.push(fault);
    else operations.set(fault.operation, [fault]);
  }
  return [...operations.values()];
}

/**
 * What a service refused is a warning; where the same fault of an accepted request is an error, it is not another one.
 */
function withTwins(gathered: readonly Gathered[]): Gathered[] {
  const faults = gathered.map((fault) => ({ ...fault, examples: [...fault.examples] }));
  const errors = new Map<string, Gathered>();
  for (const fault of faults)
    if (fault.severity === 'error' && fault.in === 'request') errors.set(twinKey(fault), fault);
  return faults.filter((fault) => {
    const isRefused = fault.severity === 'warning' && fault.in === 'request' && fault.first.status >= 400;
    const twin = isRefused && fault.first.status < 500 ? errors.get(twinKey(fault)) : undefined;
    if (twin) mergeInto(twin, fault);
    return twin === undefined;
  });
}

function twinKey({ part, location, item, within, keyword, message, schema, accepted }: Gathered): string {
  const said = keyword === 'required' ? '' : message;
  const place = [part, withoutIndexes(location), item !== undefined, withoutIndexes(within ?? '')];
  return JSON.stringify([...place, keyword, said, schema, accepted]);
}

function mergeInto(fault: Gathered, other: Gathered): void {
  unite(fault, other);
  fault.count += other.count;
  for (const each of other.examples.slice(0, MAX_EXAMPLES - fault.examples.length)) fault.examples.push(each);
  for (const name of other.missingMembers ?? (other.missing === undefined ? [] : [other.missing]))
    addMissing(fault, name);
}

/** The same for violations of one operation that are one fault: an object that lacks five members has one. */
export function faultKey({
  in: side,
  part,
  location,
  item,
  within,
  keyword,
  severity,
  message,
  schema,
  accepted,
}: ViolationRecord): string {
  const said = keyword === 'required' ? '' : message;
  const place = [side, part, withoutIndexes(location), item !== undefined, withoutIndexes(within ?? '')];
  return JSON.stringify([...place, keyword, severity, said, schema, accepted]);
}

/** Names faults with their operations. Most violations of a capture read like one before, and need no new name. */
export function faultNamer(): (violation: ViolationRecord) => string {
  const known = tableOfAlike<ViolationRecord, string>({
    group: ({ location }) => location,
    areAlike: isSameFault,
    kept: (violation) => violation,
  });
  return (violation) => {
    const before = known.get(violation);
    if (before !== undefined) return before;
    const name = `${violation.operation} ${faultKey(violation)}`;
    known.set(violation, name);
    return name;
  };
}

/** Whether two violations of one location differ in nothing that makes a fault. */
function isSameFault(a: ViolationRecord, b: ViolationRecord): boolean {
  return (
    a.message === b.message &&
    a.operation === b.operation &&
    a.in === b.in &&
    a.part === b.part &&
    (a.item === undefined) === (b.item === undefined) &&
    a.within === b.within &&
    a.keyword === b.keyword &&
    a.severity === b.severity &&
    a.schema === b.schema &&
    a.accepted === b.accepted
  );
}

/** What differs between the places of two violations of one fault becomes `*`. */
function unite(fault: Gathered, { location, item, within }: Pick<Gathered, 'location' | 'item' | 'within'>): void {
  if (fault.location !== location) fault.location = withoutIndexes(fault.location);
  if (item !== undefined && fault.item !== item) fault.item = '*';
  if (fault.within !== undefined && fault.within !== within) fault.within = withoutIndexes(fault.within);
}

function newFault(violation: ViolationRecord, evidence: Evidence | undefined): Gathered {
  const { operation, part, location, item, within, keyword, severity, message, missing, schema, documented, accepted } =
    violation;
  const seen = sightingOf(violation);
  return {
    operation,
    in: violation.in,
    part,
    location,
    ...(item === undefined ? {} : { item }),
    ...(within === undefined ? {} : { within }),
    keyword,
    severity,
    message,
    ...(missing === undefined ? {} : { missing }),
    schema,
    ...(documented ? { documented } : {}),
    count: 1,
    first: seen,
    last: seen,
    examples: [violation],
    ...(evidence ? { evidence } : {}),
    ...(accepted === undefined ? {} : { accepted }),
  };
}

/** @returns whether the violation is one of its examples */
function see(fault: Gathered, violation: ViolationRecord): boolean {
  unite(fault, violation);
  fault.count += 1;
  fault.last = sightingOf(violation);
  const hasRoom = fault.examples.length < MAX_EXAMPLES;
  if (hasRoom) fault.examples.push(violation);
  return hasRoom;
}

function addMissing(fault: Gathered, name: string): void {
  const names = fault.missingMembers ?? (fault.missing === undefined ? [] : [fault.missing]);
  if (names.includes(name) || names.length >= MAX_MISSING) return;
  fault.missingMembers = [...names, name];
  fault.message = describeMissing(fault.missingMembers);
}

/** The object that a violation of `required` is about. */
function objectOf({ source, exchange, location, item, within }: ViolationRecord): string {
  return `${source} ${exchange} ${item ?? ''} ${location} ${within ?? ''}`;
}

function sightingOf({ source, exchange, status }: ViolationRecord): Sighting {
  return { source, exchange, status };
}

function rank({ severity, accepted }: Fault): number {
  return accepted === undefined ? Number(severity === 'warning') : 2;
}
