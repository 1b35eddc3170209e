import { formatProvenance, type JsonValue, printable, type ViolationRecord } from '../../model/index.js';
import type { Colors } from '../colors.js';
import { oneLine, placeOf } from '../words.js';
import { type Columns, hanging } from './columns.js';

/** How lines for a person look. */
export interface ViolationStyle {
  readonly colors: Colors;
  readonly columns: Columns;
  /** Of lines; without an end where there is no terminal. */
  readonly width: number;
  /** Of sentences. */
  readonly measure: number;
}

/** What is shown of a violation, or of several that are one fault. */
export interface ShownViolation
  extends Pick<
    ViolationRecord,
    'in' | 'part' | 'location' | 'within' | 'keyword' | 'message' | 'severity' | 'schema' | 'documented'
  > {
  readonly item?: number | '*';
  readonly value?: JsonValue;
}

/** What is said beside the violation itself. */
export interface MoreOfViolation {
  /** How often it was seen. @default 1 */
  readonly times?: number;
  /** Further lines: a short name and a text. @default none */
  readonly facts?: readonly (readonly [name: string, fact: string])[];
}

/** A violation for a person: its place, the sentence, the value, and the rule with where it is documented. */
export function violationLines(
  shown: ShownViolation,
  { colors, columns, width, measure }: ViolationStyle,
  { times = 1, facts: more = [] }: MoreOfViolation = {},
): string[] {
  const { keyword, message, schema, documented, value } = shown;
  const isError = shown.severity === 'error';
  const paint = isError ? colors.red : colors.yellow;
  const mark = paint(isError ? '✗' : '!');
  const facts: (readonly [name: string, fact: string])[] = [
    // For an object that lacks a member, the place is enough; its other members would hide what is missing.
    ...(value === undefined || keyword === 'required' ? [] : [['value', oneLine(value)] as const]),
    ['rule', printable(schema)],
    ...(documented ? [['documented', printable(formatProvenance(documented))] as const] : []),
    ...more,
  ];
  return [
    `  ${mark} ${placeOf(shown)}  ${colors.dim(`[${keyword}]`)}${times > 1 ? colors.dim(` × ${times}`) : ''}`,
    ...hanging(columns, '      ', printable(message), measure).map((line) => paint(line)),
    ...facts.flatMap(([name, fact]) => {
      const [first = '', ...rest] = hanging(columns, `      ${name.padEnd(11)}`, fact, width);
      return [first.replace(name, colors.dim(name)), ...rest];
    }),
  ];
}
