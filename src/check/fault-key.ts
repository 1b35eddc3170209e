import { tableOfAlike, type ViolationRecord, withoutIndexes } from '../model/index.js';

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
