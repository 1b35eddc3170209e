import { InputError, type JsonValue, tableOfAlike, type ViolationRecord, type Writable } from '../../model/index.js';

/** What is the same in all violations that read alike: a capture has the same few again and again. */
interface Alike
  extends Pick<
    ViolationRecord,
    'in' | 'part' | 'location' | 'within' | 'keyword' | 'severity' | 'message' | 'missing' | 'schema' | 'documented'
  > {
  /** Whether a value, an item and an offset follow: the sum of {@link HAS}. */
  readonly has: number;
}

/**
 * What is alike, then its value, item and offset, where it has them. The first time it is there itself; from then on
 * its number: how many came before it.
 */
export type PackedViolation = readonly [alike: number | Alike, ...more: JsonValue[]];

/** The exchange of a violation. */
type Context = Pick<ViolationRecord, 'source' | 'exchange' | 'operation' | 'status'>;

const HAS = { value: 1, item: 2, offset: 4 } as const;

/** Of so many that differ, numbers begin at 0 again, on both sides. */
const MOST = 1_000;

/** Makes violations small, one after the other. */
export type ViolationPacking = (violation: ViolationRecord) => PackedViolation;

/** Makes them whole again, in the same order. */
export type ViolationUnpacking = (packed: PackedViolation, context: Context) => ViolationRecord;

/** Packs violations of one sequence, without what their exchange says. */
export function violationPacking(): ViolationPacking {
  let known = numbers();
  let given = 0;
  return (violation) => {
    const number = known.get(violation);
    if (number !== undefined) return withMore(number, violation);
    if (given >= MOST) {
      known = numbers();
      given = 0;
    }
    known.set(violation, given);
    given += 1;
    return withMore(alikeOf(violation), violation);
  };
}

/** Unpacks violations of one sequence. */
export function violationUnpacking(): ViolationUnpacking {
  let known: Alike[] = [];
  return (packed, context) => {
    const [first] = packed;
    const alike = typeof first === 'number' ? known[first] : first;
    if (!alike)
      throw new InputError('unreadable', `a result names violation ${String(first)}, which does not come before it`, {
        place: { source: context.source },
        cure: 'Something else writes results. Delete them, and run the check again.',
      });
    if (typeof first !== 'number') {
      if (known.length >= MOST) known = [];
      known.push(first);
    }
    return recordFrom(alike, packed, context);
  };
}

function numbers() {
  return tableOfAlike<ViolationRecord, number>({
    group: ({ location, schema }) => `${location} ${schema}`,
    areAlike,
    kept: (violation) => violation,
  });
}

function areAlike(a: ViolationRecord, b: ViolationRecord): boolean {
  return (
    a.message === b.message &&
    a.location === b.location &&
    a.schema === b.schema &&
    a.in === b.in &&
    a.part === b.part &&
    a.within === b.within &&
    a.keyword === b.keyword &&
    a.severity === b.severity &&
    a.missing === b.missing &&
    a.documented?.page === b.documented?.page &&
    a.documented?.line === b.documented?.line &&
    hasOf(a) === hasOf(b)
  );
}

function hasOf({ value, item, offset }: ViolationRecord): number {
  return (
    (value === undefined ? 0 : HAS.value) +
    (item === undefined ? 0 : HAS.item) +
    (offset === undefined ? 0 : HAS.offset)
  );
}

function alikeOf(violation: ViolationRecord): Alike {
  const { part, location, within, keyword, severity, message, missing, schema, documented } = violation;
  return {
    has: hasOf(violation),
    in: violation.in,
    part,
    location,
    ...(within === undefined ? {} : { within }),
    keyword,
    severity,
    message,
    ...(missing === undefined ? {} : { missing }),
    schema,
    ...(documented ? { documented } : {}),
  };
}

function withMore(alike: number | Alike, { value, item, offset }: ViolationRecord): PackedViolation {
  const packed: [number | Alike, ...JsonValue[]] = [alike];
  if (value !== undefined) packed.push(value);
  if (item !== undefined) packed.push(item);
  if (offset !== undefined) packed.push(offset);
  return packed;
}

/** Member by member, in the order of reports, as `recordOf` makes it. */
function recordFrom(alike: Alike, packed: PackedViolation, context: Context): ViolationRecord {
  const { part, location, within, keyword, severity, message, missing, schema, documented, has } = alike;
  const { source, exchange, operation, status } = context;
  const record: Partial<Writable<ViolationRecord>> = {
    source,
    exchange,
    operation,
    status,
    in: alike.in,
    part,
    location,
  };
  let next = has & HAS.value ? 2 : 1;
  if (has & HAS.item) {
    record.item = Number(packed[next]);
    next += 1;
  }
  if (has & HAS.offset) record.offset = Number(packed[next]);
  if (within !== undefined) record.within = within;
  record.keyword = keyword;
  record.severity = severity;
  record.message = message;
  if (has & HAS.value) record.value = packed[1] ?? null;
  if (missing !== undefined) record.missing = missing;
  record.schema = schema;
  if (documented) record.documented = documented;
  return record as ViolationRecord;
}
