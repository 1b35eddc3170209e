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

export const checkWorkers = {
  title: 'docproof check --workers 2, by the clock',
  async programs(size) {
    const [har, ndjson] = [await seedCapture('har', 100_000 * size), await seedCapture('ndjson', 100_000 * size)];
    return [har, ndjson].flatMap((capture) => {
      let report;
      const isRight = (stdout) => {
        report ??= stdout;
        return stdout === report;
      };
      return [1, 2].map((count) =>
        ours(`${capture === har ? 'har' : 'ndjson'}${count}`, `--workers ${count}`, capture, {
          flags: ['--workers', String(count)],
          isRight,
        }),
      );
    });
  },
  ratios: { har: ['har2', 'har1', 'rate'], ndjson: ['ndjson2', 'ndjson1', 'rate'] },
  targets: [
    { ratio: 'har', atLeast: 1.7, says: 'times the exchanges/s of one thread (HAR)' },
    { ratio: 'ndjson', atLeast: 1.7, says: 'times the exchanges/s of one thread (NDJSON)' },
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
