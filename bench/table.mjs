import { PROGRAMS, READERS, SERVERS } from './columns.mjs';

/** Rows as a table, and below it each target with how far it was reached. */
export function show(rows, ratios, targets) {
  const heads = [SERVERS, READERS].find((each) => Object.keys(each).every((key) => key in rows[0])) ?? PROGRAMS;
  const lines = [heads, ...rows].map((row) => Object.keys(heads).map((key) => String(row[key])));
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const text = lines.map((line) =>
    line.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  '),
  );
  const reached = targets.map(({ ratio, atLeast, atMost, says }) => {
    const value = ratios[ratio];
    const isReached = atLeast === undefined ? value <= atMost : value >= atLeast;
    return `${isReached ? 'reached' : 'MISSED '}  ${says}: ${value} (target ${atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`})`;
  });
  const lacking = rows.flatMap((row) => (row.lacks ? [`${row.server ?? row.program} does not ${row.lacks}`] : []));
  return [
    '',
    ...text,
    '',
    ...lacking,
    ...Object.entries(ratios).map(([name, value]) => `${name} = ${value}`),
    ...reached,
    '',
  ].join('\n');
}
