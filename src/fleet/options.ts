/** How a check is spread over workers. */
export interface FleetOptions {
  /** `redis://HOST/0`, with `?prefix=NAME`. */
  readonly queue: string;
  /** The folder or bucket that coordinator and workers share, under the same URL for all of them. */
  readonly results: string;
  /** The version of Docproof. */
  readonly docproof: string;
  /** Bytes of a shard. */
  readonly step: number;
  /** In ms: a shard that is silent for so long is looked for. */
  readonly patience: number;
  /** Stops the check: shards that no worker has taken leave the queue. Results that are there stay. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: FleetEvent) => void) | undefined;
}

/** What a coordinator tells while it runs. */
export type FleetEvent =
  | {
      readonly event: 'planned';
      readonly objects: number;
      readonly shards: number;
      readonly bytes: number;
      readonly done: number;
    }
  /** One shard more than planned has to be judged: the report needs more of it, or its object cannot be cut. */
  | { readonly event: 'further' }
  /** A worker judged a shard. */
  | { readonly event: 'judged'; readonly exchanges: number; readonly bytes: number }
  /** The results of a shard are in the report. */
  | { readonly event: 'merged'; readonly exchanges: number; readonly bytes: number }
  /** A shard has no result. */
  | { readonly event: 'lost' }
  /** Connected to the queue; undefined where Redis does not tell. */
  | { readonly event: 'workers'; readonly count: number | undefined }
  | { readonly event: 'redis'; readonly error: string }
  | { readonly event: 'redis-back' }
  /** The check is stopped: what no worker had taken is not in the queue any more. */
  | { readonly event: 'withdrawn' };
