// One case: programs that each read a capture or a document to its end, run in turn, and compared round by round.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporary } from './cases/context.mjs';
import { median } from './measure.mjs';

const WEIGH = fileURLToPath(new URL('./weigh.mjs', import.meta.url));
const HALF_AN_HOUR = 1_800_000;

/**
 * Runs a case. Gives a row a program, with medians, and the ratios between programs as medians of the ratios of the
 * rounds.
 * The time is that of the whole process, from its start: loading, compiling and reporting included. Ratios are of the
 * processor's time,
 * which other work on the machine disturbs least; where threads are compared, of the time by the clock (`rate`).
 */
export async function measurePrograms(bench, { rounds, size }) {
  const programs = [];
  for (const program of await bench.programs(size)) programs.push({ ...program, runs: [] });
  for (let round = 0; round < (bench.rounds ?? rounds); round += 1) {
    for (const program of programs) program.runs.push(run(program));
    console.log(
      `  round ${round + 1}: ${programs.map(({ name, runs }) => `${name} ${(runs.at(-1).milliseconds / 1000).toFixed(1)} s`).join(', ')}`,
    );
  }
  const rows = programs.map(toRow);
  const named = new Map(programs.map((program, index) => [program.key, { ...program, row: rows[index] }]));
  const ratios = {};
  for (const [name, [of, to, what = 'busyRate']] of Object.entries(bench.ratios)) {
    const [a, b] = [named.get(of), named.get(to)];
    ratios[name] = compare(a, b, what);
  }
  return { rows, ratios };
}

function run({ name, args, exitCodes = [0], capture, measuresItself = false, isRight = () => true }) {
  const figuresFile = join(temporary, 'figures.ndjson');
  rmSync(figuresFile, { force: true });
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', WEIGH, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: HALF_AN_HOUR,
    env: { ...process.env, DOCPROOF_BENCH_FIGURES: figuresFile, REDOCLY_TELEMETRY: 'off' },
  });
  if (!exitCodes.includes(status) || !isRight(stdout))
    throw new Error(`${name} ended with ${status}: ${`${stdout}\n${stderr}`.trim().slice(-600)}`);
  const processes = existsSync(figuresFile) ? readFileSync(figuresFile, 'utf8').trim().split('\n') : [];
  const figures = processes.map((line) => JSON.parse(line));
  const total = (key) => figures.reduce((sum, one) => sum + one[key], 0);
  const busyMilliseconds = total('busyMilliseconds');
  const milliseconds = Math.max(...figures.map((one) => one.milliseconds));
  // A document is one thing; a capture has entries.
  const { entries = 1 } = capture;
  // Some peers say how long their loop took: without their start and their compiling.
  const loopMilliseconds = measuresItself ? JSON.parse(stdout).busyMilliseconds : busyMilliseconds;
  return {
    milliseconds,
    rate: entries / (milliseconds / 1000),
    busyMilliseconds,
    busyRate: entries / (busyMilliseconds / 1000),
    loopMilliseconds,
    loopRate: entries / (loopMilliseconds / 1000),
    megabytes: total('megabytes'),
  };
}

function toRow({ name, lacks, capture, measuresItself = false, runs }) {
  const of = (key) => median(runs.map((one) => one[key]));
  if (capture.entries === undefined)
    return {
      program: name,
      documentMegabytes: Math.round(capture.bytes / 1e6),
      seconds: round2(of('milliseconds') / 1000),
      busySeconds: round2(of('busyMilliseconds') / 1000),
      readingSeconds: measuresItself ? round2(of('loopMilliseconds') / 1000) : '',
      peakMegabytes: Math.round(of('megabytes')),
    };
  return {
    program: name,
    capture: extname(capture.file).slice(1).toUpperCase(),
    exchanges: capture.entries,
    captureMegabytes: Math.round(capture.bytes / 1e6),
    seconds: round2(of('milliseconds') / 1000),
    busySeconds: round2(of('busyMilliseconds') / 1000),
    exchangesPerSecond: Math.round(of('rate')),
    megabytesPerSecond: Math.round(capture.bytes / 1e6 / (of('milliseconds') / 1000)),
    peakMegabytes: Math.round(of('megabytes')),
    ...(lacks === undefined ? {} : { lacks }),
  };
}

/**
 * `loopRate`: the whole of the first program, against the loop alone of the second; `loops`: both loops. Memory is
 * also given by itself.
 */
function compare(a, b, what) {
  if (what === 'peakMegabytes') return b ? round2(a.row.peakMegabytes / b.row.peakMegabytes) : a.row.peakMegabytes;
  const [ofFirst, ofSecond] = RATES[what] ?? [what, what];
  return round2(median(a.runs.map((one, index) => one[ofFirst] / b.runs[index][ofSecond])));
}

const RATES = { loopRate: ['busyRate', 'loopRate'], loops: ['loopRate', 'loopRate'] };

function round2(value) {
  return Math.round(value * 100) / 100;
}
