// Checks by worker processes: measured on this machine, and projected to more workers than it has cores.
import { measureFleet } from '../fleet/measure.mjs';
import { ASSUMED, project } from '../fleet/simulate.mjs';

/** Measures, and projects what was measured; undefined where there is no Redis. */
export async function fleet({ size, rounds }) {
  const figures = await measureFleet(size, Math.min(3, rounds));
  if (!figures) return undefined;
  const capture = 'docproof check --queue: generated exchanges of the five operations, as NDJSON';
  return { capture, ...figures, assumed: ASSUMED, projected: project(figures.measured) };
}

/** What was measured and assumed, and what follows from it. */
export function showFleet({ programs, ratios, targets, measured, assumed, projected }) {
  const { shards, listSeconds, meanShardSeconds, rows, bends } = projected;
  const cell = (value, width) => String(value).padStart(width);
  return [
    `${'program'.padEnd(38)}${['s', 'CPU s', 'exchanges/s'].map((head) => cell(head, 14)).join('')}`,
    ...programs.map(
      ({ program, seconds, busySeconds, exchangesPerSecond }) =>
        `${program.padEnd(38)}${[seconds, busySeconds, exchangesPerSecond].map((value) => cell(value, 14)).join('')}`,
    ),
    ...targets.map(
      ({ ratio, atMost, says }) =>
        `${ratios[ratio] <= atMost ? 'reached' : 'MISSED'}: ${ratios[ratio]} ${says} (at most ${atMost})`,
    ),
    `measured: a shard ${meanShardSeconds.toFixed(3)} s (${Math.min(...measured.shardSeconds)} to ${Math.max(...measured.shardSeconds)}, ${measured.shardSeconds.length} shards), merging one ${(measured.mergeSeconds * 1000).toFixed(1)} ms, ${measured.redisPerShard} operations of Redis a shard, ${measured.redisPerSecond.toLocaleString('en')} a second by its processor time`,
    `assumed: ${assumed.terabytes} TB in objects of ${assumed.objectMegabytes} MB, shards of ${assumed.shardMegabytes} MB, ${assumed.keysPerSecond.toLocaleString('en')} keys listed a second, ${assumed.secondsAtStorage} s at the storage for each shard`,
    `simulated: ${shards.toLocaleString('en')} shards, listed in ${listSeconds.toFixed(1)} s`,
    `${cell('workers', 10)}${cell('hours', 10)}${cell('efficiency', 12)}  bound by`,
    ...rows.map(
      ({ workers, seconds, efficiency, bound }) =>
        `${cell(workers, 10)}${cell((seconds / 3600).toFixed(2), 10)}${cell(`${Math.round(efficiency * 100)} %`, 12)}  ${bound}`,
    ),
    `bends at ${Math.round(bends.merge)} workers by the merge, ${Math.round(bends.Redis).toLocaleString('en')} by Redis; the list takes a tenth of the time at ${Math.round(bends.list).toLocaleString('en')}`,
  ].join('\n');
}
