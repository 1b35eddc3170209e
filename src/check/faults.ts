import {
  describe,
  type Evidence,
  type Fault,
  type SequenceKeyword,
  type ViolationRecord,
  withoutIndexes,
} from '../model/index.js';
import { faultNamer } from './fault-key.js';
import {
  addMissing,
  addToFault,
  type FaultSum,
  faultFrom,
  type Gathered,
  MAX_EXAMPLES,
  newFault,
  objectOf,
  see,
  sumOfFault,
  unite,
} from './gathered-fault.js';
import { OTHER_PATHS, type TemplateOf } from './path-groups.js';

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
   * @param at its place in the captures: those that show late come before others in a list. @default behind all
   * @returns whether the violation is an example of its fault
   */
  add(violation: ViolationRecord, evidence?: Evidence, at?: number): boolean;
  /**
   * Adds what another gatherer has of the exchanges that come next, none of which has a fault that depends on others.
   * @param at the place of a violation
   */
  addSums(sums: readonly FaultSum[], at: (violation: ViolationRecord) => number): void;
  /** The faults so far, for another gatherer, as they were first seen. Of few only: then nothing is left out. */
  sums(): FaultSum[];
  /** How many faults there are. */
  readonly size: number;
  /** By operation in the order in which they were first seen; errors before warnings, accepted ones last. */
  list(): Fault[];
}

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
  /** Where each fault was first seen. */
  const births = new Map<Gathered, number>();
  let lastBirth = 0;
  /** Faults that depend on other exchanges: as many as the document has operations, and a few each. */
  let dependent = 0;
  const isFull = (): boolean => faults.size - dependent >= MAX_FAULTS;

  const bear = (all: Map<string, Gathered>, key: string, fault: Gathered, at = lastBirth): void => {
    all.set(key, fault);
    births.set(fault, at);
    lastBirth = Math.max(lastBirth, at);
  };

  /** The fault that a violation of an unmatched request shares with others. */
  const sharedFor = (violation: ViolationRecord, at: number | undefined): { fault: Gathered; isNew: boolean } => {
    templateOf ??= templatesOf?.([...faults.values()]) ?? (() => undefined);
    const keyOf = ({ operation }: SharedName): string =>
      JSON.stringify([operation, violation.keyword, violation.severity, violation.accepted]);
    const named = sharedBy(violation, templateOf);
    const isLast = shared.size >= MAX_SHARED && !shared.has(keyOf(named));
    const name = isLast ? { operation: `* ${OTHER_PATHS}`, message: OF_OTHERS[violation.keyword] ?? '' } : named;
    const known = shared.get(keyOf(name));
    if (known) return { fault: known, isNew: false };
    const fault = { ...newFault(violation, undefined), ...name };
    bear(shared, keyOf(name), fault, at);
    return { fault, isNew: true };
  };

  /** Violations of several faults become those of one: its examples are the first of all. */
  const addShared = (sums: readonly FaultSum[], at: (violation: ViolationRecord) => number): void => {
    const examples = new Map<Gathered, ViolationRecord[]>();
    for (const sum of sums) {
      const [first, ...others] = sum.examples;
      if (!first) continue;
      const { fault, isNew } = sharedFor(first, at(first));
      fault.count += isNew ? sum.count - 1 : sum.count;
      if (isNew || fault.last.source !== sum.last.source || fault.last.exchange < sum.last.exchange)
        fault.last = sum.last;
      const more = examples.get(fault) ?? [];
      examples.set(fault, [...more, ...(isNew ? others : sum.examples)]);
    }
    for (const [fault, more] of examples) {
      more.sort((a, b) => at(a) - at(b));
      for (const each of more.slice(0, MAX_EXAMPLES - fault.examples.length)) fault.examples.push(each);
    }
  };
  const asBorn = (all: ReadonlyMap<string, Gathered>): Gathered[] =>
    [...all.values()].sort((a, b) => (births.get(a) ?? 0) - (births.get(b) ?? 0));

  return {
    add(violation, evidence, at) {
      const key = nameOf(violation);
      const known = faults.get(key);
      if (!known && isOfUnmatched(violation)) {
        if (unmatched >= MAX_UNMATCHED || isFull()) {
          const { fault, isNew } = sharedFor(violation, at);
          return isNew || see(fault, violation);
        }
        unmatched += 1;
      }
      const object = violation.missing === undefined ? undefined : objectOf(violation);
      if (known && violation.missing !== undefined) addMissing(known, violation.missing);
      const isDependent = Object.hasOwn(DEPENDENT, violation.keyword);
      const isNew = !known && (isDependent || !isFull());
      let isExample = isNew;
      if (known) isExample = (object === undefined || lacking.get(key) !== object) && see(known, violation);
      else if (isNew) {
        bear(faults, key, newFault(violation, faults.size < MAX_WITH_EVIDENCE ? evidence : undefined), at);
        if (isDependent) dependent += 1;
      }
      if (object !== undefined && (known || isNew)) lacking.set(key, object);
      return isExample;
    },
    addSums(sums, at) {
      const further: FaultSum[] = [];
      for (const sum of sums) {
        const [first] = sum.examples;
        if (!first) continue;
        const key = nameOf(first);
        const known = faults.get(key);
        if (known) {
          addToFault(known, sum, first);
          continue;
        }
        if (isOfUnmatched(first)) {
          if (unmatched >= MAX_UNMATCHED || isFull()) {
            // Templates are learned from the faults that are known by now.
            templateOf ??= templatesOf?.([...faults.values()]) ?? (() => undefined);
            further.push(sum);
            continue;
          }
          unmatched += 1;
        } else if (isFull()) continue;
        bear(faults, key, faultFrom(sum, first), at(first));
      }
      addShared(further, at);
    },
    sums: () => [...faults.values()].map(sumOfFault),
    get size() {
      return faults.size;
    },
    list: () =>
      byOperation([...asBorn(faults), ...asBorn(shared)]).flatMap((those) =>
        withTwins(those).sort((a, b) => rank(a) - rank(b)),
      ),
  };
}

/** The keywords of what shows in the light of other exchanges. */
const DEPENDENT: Readonly<Record<SequenceKeyword, true>> = {
  'unreadable-after-create': true,
  'unresolved-location': true,
  'answers-after-delete': true,
  'unresolved-next-link': true,
  'unfinished-paging': true,
};

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

function rank({ severity, accepted }: Fault): number {
  return accepted === undefined ? Number(severity === 'warning') : 2;
}
