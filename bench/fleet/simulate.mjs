// What many workers would take for very many captures, by measured times of shards. Nothing here is measured.

/** Where real services differ, and no machine alone can measure it: assumptions, each named in what is printed. */
export const ASSUMED = {
  /** The captures of a gateway's day. */
  terabytes: 10,
  objectMegabytes: 256,
  shardMegabytes: 32,
  /** One list request of 1,000 keys takes a tenth of a second. */
  keysPerSecond: 10_000,
  /** A range of an object, and a result, each take a round trip to the storage. */
  secondsAtStorage: 0.1,
};

/** Shards in the queue ahead of the report: as `AHEAD` of src/fleet/executor.ts. */
const AHEAD = 4_000;

/**
 * Simulates a check. A worker takes the next shard as soon as it is free; the coordinator lists first, then takes the
 * results in the order of the captures, one after the other; Redis does so many operations a second and no more.
 * @param {{ workers: number, shards: number, shardSeconds: readonly number[], mergeSeconds: number,
 *   redisPerShard: number, redisPerSecond: number, listSeconds: number, secondsAtStorage: number }} given
 *   `shardSeconds`: measured times, drawn in turn from a shuffled list that is the same in each run
 */
export function simulate(given) {
  const { workers, shards, shardSeconds, mergeSeconds, redisPerShard, redisPerSecond, listSeconds } = given;
  const times = drawn(shardSeconds);
  const free = heapOf(workers, listSeconds);
  const merged = new Float64Array(shards);
  const redisSeconds = redisPerShard / redisPerSecond;
  let redis = listSeconds;
  let work = 0;
  let last = listSeconds;
  for (let index = 0; index < shards; index += 1) {
    // Redis hands shards out one by one, and none that is too far ahead of the report.
    redis += redisSeconds;
    const allowed = index < AHEAD ? 0 : merged[index - AHEAD];
    const begins = Math.max(free.first(), redis, allowed);
    const takes = times() + given.secondsAtStorage;
    work += takes;
    free.replaceFirst(begins + takes);
    last = Math.max(last, begins + takes) + mergeSeconds;
    merged[index] = last;
  }
  const bounds = {
    workers: work / workers,
    merge: shards * mergeSeconds,
    Redis: shards * redisSeconds,
    list: listSeconds,
  };
  const [bound] = Object.entries(bounds).sort((a, b) => b[1] - a[1])[0];
  return { workers, seconds: last, efficiency: work / workers / last, bound };
}

/** The same numbers in turn, in an order that depends on nothing but the place. */
function drawn(values) {
  let state = 20_261_129;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return values[state % values.length];
  };
}

/** When each worker is free again; the first one first. */
function heapOf(count, at) {
  const heap = new Float64Array(count).fill(at);
  return {
    first: () => heap[0],
    replaceFirst(value) {
      let place = 0;
      for (;;) {
        let child = 2 * place + 1;
        if (child >= count) break;
        if (child + 1 < count && heap[child + 1] < heap[child]) child += 1;
        if (heap[child] >= value) break;
        heap[place] = heap[child];
        place = child;
      }
      heap[place] = value;
    },
  };
}

/**
 * Efficiency at several numbers of workers, and how many workers each part of the whole can keep busy.
 * @param {{ shardSeconds: readonly number[], mergeSeconds: number, redisPerShard: number,
 *   redisPerSecond: number }} measured
 */
export function project(measured, counts = [10, 50, 200], assumed = ASSUMED) {
  const bytes = assumed.terabytes * 1e6;
  const shards = Math.round(bytes / assumed.shardMegabytes);
  const listSeconds = bytes / assumed.objectMegabytes / assumed.keysPerSecond;
  const given = { ...measured, shards, listSeconds, secondsAtStorage: assumed.secondsAtStorage };
  const mean = measured.shardSeconds.reduce((sum, one) => sum + one, 0) / measured.shardSeconds.length;
  const each = mean + assumed.secondsAtStorage;
  return {
    shards,
    listSeconds,
    meanShardSeconds: mean,
    rows: counts.map((workers) => simulate({ ...given, workers })),
    bends: {
      merge: each / measured.mergeSeconds,
      Redis: (each * measured.redisPerSecond) / measured.redisPerShard,
      list: (shards * each) / listSeconds / 10,
    },
  };
}
