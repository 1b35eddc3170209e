import {
  describeMissing,
  type Evidence,
  type Fault,
  type Sighting,
  type ViolationRecord,
  type Writable,
  withoutIndexes,
} from '../model/index.js';

/** A fault while its violations are gathered. */
export type Gathered = Writable<Fault> & { examples: ViolationRecord[] };

/** What another gatherer gathered of a fault, without baseline and evidence. Plain data. */
export interface FaultSum {
  /** Its first violations, in their order; the first one says what the fault is. */
  readonly examples: readonly ViolationRecord[];
  readonly count: number;
  readonly last: Sighting;
  readonly location: string;
  readonly item?: NonNullable<Fault['item']>;
  readonly within?: string;
  readonly missingMembers?: readonly string[];
}

/** A fault shows this many of its violations. */
export const MAX_EXAMPLES = 5;

/** A fault names so many members that objects lack. */
const MAX_MISSING = 100;

/** What differs between the places of two violations of one fault becomes `*`. */
export function unite(
  fault: Gathered,
  { location, item, within }: Pick<Gathered, 'location' | 'item' | 'within'>,
): void {
  if (fault.location !== location) fault.location = withoutIndexes(fault.location);
  if (item !== undefined && fault.item !== item) fault.item = '*';
  if (fault.within !== undefined && fault.within !== within) fault.within = withoutIndexes(fault.within);
}

export function newFault(violation: ViolationRecord, evidence: Evidence | undefined): Gathered {
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

/** Adds a violation. @returns whether it is one of the fault's examples */
export function see(fault: Gathered, violation: ViolationRecord): boolean {
  unite(fault, violation);
  fault.count += 1;
  fault.last = sightingOf(violation);
  const hasRoom = fault.examples.length < MAX_EXAMPLES;
  if (hasRoom) fault.examples.push(violation);
  return hasRoom;
}

/** Adds the name of a member that an object lacks. */
export function addMissing(fault: Gathered, name: string): void {
  const names = fault.missingMembers ?? (fault.missing === undefined ? [] : [fault.missing]);
  if (names.includes(name) || names.length >= MAX_MISSING) return;
  fault.missingMembers = [...names, name];
  fault.message = describeMissing(fault.missingMembers);
}

/** The object that a violation of `required` is about. */
export function objectOf({ source, exchange, location, item, within }: ViolationRecord): string {
  return `${source} ${exchange} ${item ?? ''} ${location} ${within ?? ''}`;
}

function sightingOf({ source, exchange, status }: ViolationRecord): Sighting {
  return { source, exchange, status };
}

/** What was gathered of a fault. */
export function sumOfFault({ examples, count, last, location, item, within, missingMembers }: Gathered): FaultSum {
  return {
    examples,
    count,
    last,
    location,
    ...(item === undefined ? {} : { item }),
    ...(within === undefined ? {} : { within }),
    ...(missingMembers ? { missingMembers } : {}),
  };
}

/** A fault of which nothing was known but this. */
export function faultFrom(sum: FaultSum, first: ViolationRecord): Gathered {
  const fault = newFault(first, undefined);
  fault.examples = [...sum.examples];
  fault.count = sum.count;
  fault.last = sum.last;
  unite(fault, sum);
  for (const name of sum.missingMembers ?? []) addMissing(fault, name);
  return fault;
}

/** Adds what came later of the same fault. */
export function addToFault(fault: Gathered, sum: FaultSum, first: ViolationRecord): void {
  unite(fault, sum);
  fault.count += sum.count;
  fault.last = sum.last;
  for (const each of sum.examples.slice(0, MAX_EXAMPLES - fault.examples.length)) fault.examples.push(each);
  if (first.missing === undefined) return;
  for (const name of sum.missingMembers ?? [first.missing]) addMissing(fault, name);
}
