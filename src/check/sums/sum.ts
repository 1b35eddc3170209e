import type { Contract } from '../../contract/index.js';
import { readJson, type ViolationRecord, writeJson } from '../../model/index.js';
import type { CredentialsSum } from '../credentials.js';
import type { FaultSum } from '../gathered-fault.js';
import { knownOperations } from '../run/packed-trace.js';
import { type PackedViolation, violationPacking, violationUnpacking } from '../run/packed-violation.js';
import type { TallySum } from '../tally.js';

/** A violation with its place among those of its exchange. */
export interface ListedViolation {
  readonly violation: ViolationRecord;
  readonly index: number;
}

/** What exchanges that follow each other came to, added up. */
export interface Sum {
  /** The index of the first exchange in its source, and of the last one. */
  readonly first: number;
  readonly last: number;
  readonly tally: TallySum;
  readonly faults: readonly FaultSum[];
  /** How many violations there are, and of each rank how many are listed. */
  readonly violations: number;
  readonly listed: readonly [errors: number, warnings: number];
  /** The first violations of each rank, in their order. */
  readonly list: () => readonly ListedViolation[];
  readonly credentials: CredentialsSum;
}

/** A sum, and another one for where it is known before that the source keeps credentials. */
export interface Summed {
  readonly sum: Sum;
  readonly ifKeeping?: Sum;
}

/** Operation and exchange of a violation, the violation, and its place among those of its exchange. */
type PackedRecord = readonly [
  operation: string | number,
  exchange: number,
  status: number,
  violation: PackedViolation,
  index?: number,
];

interface PackedFault extends Omit<FaultSum, 'examples' | 'last'> {
  readonly examples: readonly PackedRecord[];
  readonly last: readonly [exchange: number, status: number];
}

/**
 * A sum as plain data. What is rarely looked at is a text, and so is what holds values of the traffic: all other
 * numbers are small, so that every reader of JSON reads them.
 */
export interface PackedSum extends Pick<Sum, 'first' | 'last' | 'tally' | 'violations' | 'listed'> {
  /** A list of packed faults. */
  readonly faults: string;
  /** A list of packed records, as the next one. */
  readonly list: string;
  readonly carried: boolean;
  readonly withheld: number;
  readonly held: string;
}

/** A {@link Summed} as plain data. */
export interface PackedSummed {
  readonly sum: PackedSum;
  readonly ifKeeping?: PackedSum;
}

/** Packs sums and unpacks them. What it packs, any packer of the same contract unpacks. */
export interface SumPacker {
  pack(summed: Summed): PackedSummed;
  /** @param before how many entries of the capture come before the one that has index 0 */
  unpack(packed: PackedSummed, source: string, before: number): Summed;
}

/** A packer of sums. */
export function sumPacker(contract: Contract): SumPacker {
  const operations = knownOperations(contract);

  const packing = () => {
    const pack = violationPacking();
    return (violation: ViolationRecord, index?: number): PackedRecord => {
      const { operation, exchange, status } = violation;
      const packed = [operations.indexOf(operation) ?? operation, exchange, status, pack(violation)] as const;
      return index === undefined ? packed : [...packed, index];
    };
  };
  const unpacking = (source: string, before: number) => {
    const unpack = violationUnpacking();
    return ([operation, exchange, status, packed]: PackedRecord): ViolationRecord =>
      unpack(packed, {
        source,
        exchange: before + exchange,
        operation: typeof operation === 'number' ? operations.at(operation, source).id : operation,
        status,
      });
  };

  const packSum = ({ first, last, tally, faults, violations, listed, list, credentials }: Sum): PackedSum => {
    const ofFaults = packing();
    const ofList = packing();
    const ofHeld = packing();
    return {
      first,
      last,
      tally,
      violations,
      listed,
      faults: writeJson(
        faults.map((fault) => ({
          ...fault,
          examples: fault.examples.map((violation) => ofFaults(violation)),
          last: [fault.last.exchange, fault.last.status],
        })),
      ),
      list: writeJson(list().map(({ violation, index }) => ofList(violation, index))),
      carried: credentials.carried,
      withheld: credentials.withheld,
      held: writeJson(credentials.held().map((violation) => ofHeld(violation))),
    };
  };
  const unpackSum = (packed: PackedSum, source: string, before: number): Sum => {
    const { first, last, tally, faults, violations, listed, list, carried, withheld, held } = packed;
    const ofFaults = unpacking(source, before);
    return {
      first: before + first,
      last: before + last,
      tally,
      violations,
      listed,
      faults: readJson<PackedFault[]>(faults).map((fault) => ({
        ...fault,
        examples: fault.examples.map(ofFaults),
        last: { source, exchange: before + fault.last[0], status: fault.last[1] },
      })),
      list() {
        const ofList = unpacking(source, before);
        return readJson<PackedRecord[]>(list).map((each) => ({ violation: ofList(each), index: each[4] ?? 0 }));
      },
      credentials: {
        carried,
        withheld,
        held: () => readJson<PackedRecord[]>(held).map(unpacking(source, before)),
      },
    };
  };
  return {
    pack: ({ sum, ifKeeping }) => ({ sum: packSum(sum), ...(ifKeeping ? { ifKeeping: packSum(ifKeeping) } : {}) }),
    unpack: ({ sum, ifKeeping }, source, before) => ({
      sum: unpackSum(sum, source, before),
      ...(ifKeeping ? { ifKeeping: unpackSum(ifKeeping, source, before) } : {}),
    }),
  };
}
