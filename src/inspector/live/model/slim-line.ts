import type { ExchangeLine } from '../../../feed/reader.js';

/** What the list keeps of a violation: the rest comes with the exchange when it is opened. */
type SlimViolation = Pick<
  ExchangeLine['violations'][number],
  'in' | 'part' | 'location' | 'keyword' | 'severity' | 'message' | 'value'
>;

/** An exchange as the list keeps it. */
export interface SlimLine extends Omit<ExchangeLine, 'violations'> {
  readonly violations: readonly SlimViolation[];
}

const LONGEST_VALUE = 40;

/** The line without what only an open exchange shows. */
export function slim(line: ExchangeLine): SlimLine {
  const violations = line.violations.map(({ in: side, part, location, keyword, severity, ...more }) => {
    const { message, value } = more;
    // A small value may be searched for.
    const isKept = typeof value === 'number' || (typeof value === 'string' && value.length <= LONGEST_VALUE);
    return { in: side, part, location, keyword, severity, message, ...(isKept ? { value } : {}) };
  });
  return { ...line, violations };
}

/** The memory that a line takes, about, in characters. */
export function sizeOf({ target, operation, violations }: SlimLine): number {
  let size = 300 + target.length + operation.length;
  for (const { location, message } of violations) size += 100 + location.length + message.length;
  return size;
}
