/**
 * `npm run attack`: attacks the built command line, and prints one table of what was tried, held and failed.
 * `--long` makes thousands of attempts, `--seed N` other ones, `--only kills,requests` those suites alone. Exits
 * with 1 if an attempt failed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

const { values } = parseArgs({
  options: { long: { type: 'boolean', default: false }, seed: { type: 'string' }, only: { type: 'string' } },
});
const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31));
const folder = mkdtempSync(join(tmpdir(), 'docproof-attack-'));
const outcomes = join(folder, 'outcomes.ndjson');
try {
  const ran = spawnSync(`${ROOT}node_modules/.bin/vitest`, ['run', 'test/attack'], {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      ATTACK_SEED: seed,
      ATTACK_OUTCOMES: outcomes,
      ...(values.long ? { ATTACK_LONG: '1' } : {}),
      ...(values.only ? { ATTACK_ONLY: values.only } : {}),
    },
  });
  print(
    readFileSync(outcomes, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
  process.exitCode = ran.status === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function print(suites) {
  const sum = (column) => suites.reduce((total, suite) => total + suite[column], 0);
  const counted = suites.map((suite) => ({
    ...suite,
    failed: suite.failures.length,
    held: suite.tried - suite.failures.length,
  }));
  suites = counted;
  const rows = [
    ['attack', 'tried', 'held', 'failed', 'what must hold'],
    ...counted.map(({ suite, tried, held, failed, title }) => [suite, tried, held, failed, title]),
    [
      'all',
      sum('tried'),
      sum('held'),
      sum('failed'),
      `npm run attack -- --seed ${seed}${values.long ? ' --long' : ''}`,
    ],
  ].map((row) => row.map(String));
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, column) =>
        column === 0 || column === 4 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
      )
      .join('  ')
      .trimEnd();
  process.stdout.write(`\n${[...rows.map(line), ...suites.flatMap(({ said }) => said)].join('\n')}\n`);
}
