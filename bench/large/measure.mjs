// How long the first answer of each operation takes, on large documents of many kinds. Each document in a process of
// its own.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { LARGE_DOCUMENTS } from '../../test/scale/documents/index.mjs';

const ANSWER_ALL = fileURLToPath(new URL('./answer-all.mjs', import.meta.url));

/**
 * Gives a row a document: milliseconds of processor time to load it, of the slowest first answer with the operation
 * that took it,
 * and of the middle one; static and generated.
 */
export function measureLarge() {
  const rows = Object.keys(LARGE_DOCUMENTS).map((name) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [ANSWER_ALL, name], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${name}: ${stderr.slice(-600)}`);
    const row = JSON.parse(stdout);
    console.log(`  ${name}: slowest first answer after ${row.static.slowest} ms`);
    return row;
  });
  return { rows };
}

/** The table. */
export function showLarge({ rows }) {
  const heads = [
    '',
    'operations',
    'load ms',
    'slowest ms',
    'median ms',
    '-d slowest ms',
    '-d median ms',
    'slowest operation',
  ];
  const lines = [
    heads,
    ...rows.map((row) => [
      row.document,
      row.operations,
      row.load,
      row.static.slowest,
      row.static.median,
      row.dynamic.slowest,
      row.dynamic.median,
      row.static.operation,
    ]),
  ].map((line) => line.map(String));
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const isText = (column) => column === 0 || column === heads.length - 1;
  const text = lines.map((line) =>
    line
      .map((cell, column) => (isText(column) ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd(),
  );
  return ['', ...text, ''].join('\n');
}
