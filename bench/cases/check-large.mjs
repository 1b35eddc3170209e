// Checking what does not fit into memory, with several threads, and what was made to fill it.
import { join } from 'node:path';
import { hostileExchanges } from '../captures/hostile.mjs';
import { largeCapture, once, seedCapture } from './captures.mjs';
import { BENCH, bundledDocument, DOCPROOF } from './context.mjs';

const MEGABYTE = 1_000_000;

function ours(key, name, capture, more = {}) {
  const { flags = [], ...rest } = more;
  return { key, name, args: [DOCPROOF, 'check', bundledDocument(), capture.file, ...flags], capture, ...rest };
}

export const checkLarge = {
  title: 'docproof check: a capture of 1 GB',
  rounds: 1,
  async programs(size) {
    const [less, har, ndjson] = [
      await largeCapture('har', 78 * MEGABYTE),
      await largeCapture('har', 1000 * MEGABYTE * size),
      await largeCapture('ndjson', 1000 * MEGABYTE * size),
    ];
    const redocly = join(BENCH, 'node_modules/@redocly/cli/bin/cli.js');
    return [
      ours('less', 'docproof check', less),
      ours('har', 'docproof check', har),
      ours('ndjson', 'docproof check', ndjson),
      {
        key: 'drift',
        name: 'redocly drift',
        args: [redocly, 'drift', less.file, '--api', bundledDocument()],
        exitCodes: [0, 1],
        capture: less,
      },
    ];
  },
  ratios: {
    harMegabytes: ['har', undefined, 'peakMegabytes'],
    ndjsonMegabytes: ['ndjson', undefined, 'peakMegabytes'],
    gigabyteToLess: ['har', 'less', 'peakMegabytes'],
    memoryToDrift: ['less', 'drift', 'peakMegabytes'],
  },
  targets: [
    { ratio: 'harMegabytes', atMost: 350, says: 'MB of memory for a HAR of 1 GB' },
    { ratio: 'ndjsonMegabytes', atMost: 350, says: 'MB of memory for NDJSON of 1 GB' },
  ],
};

const AT_ONCE = join(BENCH, 'peers/at-once.mjs');

export const checkWorkers = {
  title: 'docproof check --workers 2, by the clock',
  rounds: 3,
  async programs(size) {
    const programs = [];
    for (const format of ['har', 'ndjson']) {
      const [whole, half] = [await seedCapture(format, 200_000 * size), await seedCapture(format, 100_000 * size)];
      let report;
      const isRight = (stdout) => {
        report ??= stdout;
        return stdout === report;
      };
      for (const count of [1, 2])
        programs.push(
          ours(`${format}${count}`, `--workers ${count}`, whole, { flags: ['--workers', String(count)], isRight }),
        );
      programs.push({
        key: `${format}Halves`,
        name: 'two processes, half each',
        args: [AT_ONCE, DOCPROOF, bundledDocument(), half.file, '2'],
        capture: whole,
      });
    }
    return programs;
  },
  ratios: {
    har: ['har2', 'har1', 'rate'],
    ndjson: ['ndjson2', 'ndjson1', 'rate'],
    harOfProcesses: ['har2', 'harHalves', 'rate'],
    ndjsonOfProcesses: ['ndjson2', 'ndjsonHalves', 'rate'],
  },
  targets: [
    { ratio: 'har', atLeast: 1.7, says: 'times the exchanges/s of one thread (HAR)' },
    { ratio: 'ndjson', atLeast: 1.7, says: 'times the exchanges/s of one thread (NDJSON)' },
    { ratio: 'harOfProcesses', atLeast: 0.95, says: 'times what two processes reach that share nothing (HAR)' },
    { ratio: 'ndjsonOfProcesses', atLeast: 0.95, says: 'times what two processes reach that share nothing (NDJSON)' },
  ],
};

export const checkHostile = {
  title: 'docproof check: each exchange with an unknown path, host, method, status, media type or name of its own',
  rounds: 1,
  async programs(size) {
    const hostile = (count) => once(`hostile-${count}.ndjson`, 'ndjson', () => hostileExchanges(count));
    const [less, more] = [await hostile(100_000 * size), await hostile(200_000 * size)];
    return [
      ours('less', 'docproof check', less, { exitCodes: [1] }),
      ours('more', 'docproof check', more, { exitCodes: [1] }),
    ];
  },
  ratios: { memoryOfTwice: ['more', 'less', 'peakMegabytes'] },
  targets: [{ ratio: 'memoryOfTwice', atMost: 1.15, says: 'times the memory for twice as many' }],
};
