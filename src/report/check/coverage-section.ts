import { type Coverage, greatest, type OperationCoverage, printable } from '../../model/index.js';
import type { Colors } from '../colors.js';
import { count } from '../words.js';
import { type Columns, hanging } from './columns.js';

/** Documents of more operations show those that were seen: the others would bury the verdict. */
const MAX_ROWS = 40;

const NUMBERS = ['exchanges', 'passed', 'failed', 'inconclusive'] as const;

/** How the section may look. */
interface Style {
  readonly colors: Colors;
  readonly columns: Columns;
  readonly width: number;
}

/** The coverage by operation: a table, or where it is too wide for the terminal, two lines each. */
export function coverageSection(coverage: Coverage, style: Style): string[] {
  const { operations, operationsSeen, operationsTotal, percent, totals } = coverage;
  const { colors, columns, width } = style;
  const shown = operations.length <= MAX_ROWS ? operations : operations.filter(({ exchanges }) => exchanges > 0);
  const table = tableOf(shown, columns);
  const isWide = [table.head, ...table.rows].some((line) => columns.widthOf(line) > width);
  return [
    colors.bold('Coverage'),
    ...(isWide ? [] : [colors.dim(table.head)]),
    ...shown.flatMap((operation, index) =>
      (isWide ? listed(operation, style) : [table.rows[index] ?? '']).map((line) => coloured(line, operation, style)),
    ),
    ...hanging(columns, '  ', `${operationsSeen} of ${count(operationsTotal, 'operation')} seen (${percent} %)`, width),
    ...(operationsSeen > 0 ? hanging(columns, '  of these: ', ratios(totals), width) : []),
  ];
}

function coloured(line: string, { exchanges, failed }: OperationCoverage, { colors }: Style): string {
  return failed > 0 ? colors.red(line) : exchanges > 0 ? line : colors.dim(line);
}

function tableOf(operations: readonly OperationCoverage[], columns: Columns): { head: string; rows: string[] } {
  const names = operations.map(({ operation }) => printable(operation));
  const first = greatest(
    'operation'.length,
    names.map((name) => columns.widthOf(name)),
  );
  const widths = NUMBERS.map((key) =>
    greatest(
      key.length,
      operations.map((operation) => String(operation[key]).length),
    ),
  );
  const line = (name: string, numbers: readonly string[], last: string): string =>
    `  ${[columns.padEnd(name, first), ...numbers.map((cell, index) => cell.padStart(widths[index] ?? 0))].join('  ')}  ${last}`;
  return {
    head: line('operation', NUMBERS, 'statuses'),
    rows: operations.map((operation, index) =>
      line(
        names[index] ?? '',
        NUMBERS.map((key) => String(operation[key])),
        statusesOf(operation) || 'never seen',
      ),
    ),
  };
}

function listed(operation: OperationCoverage, { columns, width }: Style): string[] {
  const { exchanges, passed, failed, inconclusive } = operation;
  const said =
    exchanges === 0
      ? 'never seen'
      : `${count(exchanges, 'exchange')}: ${passed} passed, ${failed} failed, ${inconclusive} inconclusive; ${statusesOf(operation)}`;
  return [`  ${printable(operation.operation)}`, ...hanging(columns, '    ', said, width)];
}

/** `200 × 3, 500 × 1 (undocumented)`: what was seen; empty where nothing was. */
export function statusesOf({ statuses, undocumentedStatuses = {} }: OperationCoverage): string {
  return [
    ...Object.entries(statuses)
      .filter(([, times]) => times > 0)
      .map(([status, times]) => `${status} × ${times}`),
    ...Object.entries(undocumentedStatuses).map(([status, times]) => `${status} × ${times} (undocumented)`),
  ].join(', ');
}

/** `3 of 4 statuses, 2 of 2 media types`; what the document does not have is not said. */
function ratios(totals: Coverage['totals']): string {
  const named = [
    [totals.statuses, 'status', 'statuses'],
    [totals.mediaTypes, 'media type', 'media types'],
    [totals.parameters, 'parameter', 'parameters'],
    [totals.properties, 'property', 'properties'],
    [totals.enumMembers, 'enumeration member', 'enumeration members'],
  ] as const;
  return named
    .filter(([{ total }]) => total > 0)
    .map(([{ seen, total }, name, plural]) => `${seen} of ${count(total, name, plural)}`)
    .join(', ');
}
