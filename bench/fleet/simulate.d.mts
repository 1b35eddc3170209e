/** What a simulation is given; times are in seconds. */
export interface Given {
  readonly workers: number;
  readonly shards: number;
  readonly shardSeconds: readonly number[];
  readonly mergeSeconds: number;
  readonly redisPerShard: number;
  readonly redisPerSecond: number;
  readonly listSeconds: number;
  readonly secondsAtStorage: number;
}

export interface Simulated {
  readonly workers: number;
  readonly seconds: number;
  readonly efficiency: number;
  readonly bound: 'workers' | 'merge' | 'Redis' | 'list';
}

export function simulate(given: Given): Simulated;

export function project(
  measured: Pick<Given, 'shardSeconds' | 'mergeSeconds' | 'redisPerShard' | 'redisPerSecond'>,
  counts?: readonly number[],
): {
  readonly shards: number;
  readonly rows: readonly Simulated[];
  readonly bends: { readonly merge: number; readonly Redis: number; readonly list: number };
};
