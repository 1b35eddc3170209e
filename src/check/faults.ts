import { type Evidence, type Fault, type Sighting, type ViolationRecord, withoutIndexes } from '../model/index.js';

/** A fault shows this many of its violations. */
const MAX_EXAMPLES = 5;

/** Distinct faults beyond this are counted in the summary only: what a hostile capture invents has no end. */
export const MAX_FAULTS = 50_000;

/** So many of them keep the message in which they were found: a message is a thousand times as large as its fault. */
const MAX_WITH_EVIDENCE = 5_000;

/** Violations by fault, gathered one at a time. */
export interface FaultGatherer {
  /** @param evidence stored where the violation is the first of its fault, for the first few thousand faults */
  add(violation: ViolationRecord, evidence?: Evidence): void;
  /** By operation in the order in which they were first seen; errors before warnings, accepted ones last. */
  list(): Fault[];
}

type Gathered = { -readonly [K in keyof Fault]: Fault[K] } & { examples: ViolationRecord[] };

/** No faults yet. */
export function gatherFaults(): FaultGatherer {
  // One map for all operations: a hostile capture has as many of them as it has exchanges.
  const faults = new Map<string, Gathered>();
  return {
    add(violation, evidence) {
      const key = `${violation.operation} ${faultKey(violation)}`;
      const known = faults.get(key);
      if (known) see(known, violation);
      else if (faults.size < MAX_FAULTS)
        faults.set(key, newFault(violation, faults.size < MAX_WITH_EVIDENCE ? evidence : undefined));
    },
    list: () => byOperation(faults.values()).flatMap((those) => those.sort((a, b) => rank(a) - rank(b))),
  };
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

/** The same for violations of one operation that are one fault. */
export function faultKey({
  in: side,
  part,
  location,
  keyword,
  severity,
  message,
  schema,
  accepted,
}: ViolationRecord): string {
  return JSON.stringify([side, part, withoutIndexes(location), keyword, severity, message, schema, accepted]);
}

function newFault(violation: ViolationRecord, evidence: Evidence | undefined): Gathered {
  const { operation, part, location, keyword, severity, message, missing, schema, documented, accepted } = violation;
  const seen = sightingOf(violation);
  return {
    operation,
    in: violation.in,
    part,
    location,
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

function see(fault: Gathered, violation: ViolationRecord): void {
  if (fault.location !== violation.location) fault.location = withoutIndexes(violation.location);
  fault.count += 1;
  fault.last = sightingOf(violation);
  if (fault.examples.length < MAX_EXAMPLES) fault.examples.push(violation);
}

function sightingOf({ source, exchange, status }: ViolationRecord): Sighting {
  return { source, exchange, status };
}

function rank({ severity, accepted }: Fault): number {
  return accepted === undefined ? Number(severity === 'warning') : 2;
}
