import { group } from '../row.js';

/** Options of a check whose captures workers judge, on any machines. */
export const QUEUE = /* @__PURE__ */ group('Many machines', 'check', {
  queue: {
    kind: { type: 'text' },
    value: 'URL',
    key: 'queue',
    conflicts: ['workers', 'follow', 'open', 'against', 'suggest'],
    help: 'let workers judge (docproof worker), which take shards of the captures from a queue in Redis: redis://HOST/0; the report is the same',
  },
  results: {
    kind: { type: 'path' },
    value: 'FOLDER|URL',
    key: 'results',
    defaultText: '.docproof/fleet',
    help: 'where this process and all workers keep document, plan and results: a folder that they share, or s3://BUCKET/PREFIX',
  },
  shardSize: {
    kind: { type: 'integer', minimum: 1, maximum: 1024 },
    value: 'MB',
    key: 'shard-size',
    defaultText: '32',
    help: 'cut captures into shards of so many megabytes',
  },
  lock: {
    kind: { type: 'integer', minimum: 1, maximum: 3600 },
    value: 'SECONDS',
    key: 'lock',
    defaultText: '30',
    help: 'a worker that is silent for so long counts as gone, and others judge its shards',
  },
  metrics: {
    kind: { type: 'text' },
    value: 'PORT',
    variable: 'DOCPROOF_METRICS_PORT',
    help: 'serve /_docproof/metrics for Prometheus, /_docproof/health and /_docproof/ready on this port of 127.0.0.1, or on HOST:PORT',
  },
  dryRun: {
    kind: { type: 'boolean' },
    variable: false,
    help: 'with --queue: say how many shards there are, how many are done, and what the rest costs, and judge nothing',
  },
});

/** Options of a worker alone. */
export const WORKING = /* @__PURE__ */ group('Work', {
  queue: {
    kind: { type: 'text' },
    value: 'URL',
    required: true,
    help: 'take shards from this queue, which docproof check --queue names: redis://HOST/0',
  },
  workers: {
    kind: { type: 'integer', minimum: 1, maximum: 64 },
    value: 'COUNT',
    defaultText: 'one for each processor',
    help: 'judge so many shards at once, each in a separate thread',
  },
  results: {
    kind: { type: 'path' },
    value: 'FOLDER|URL',
    defaultText: 'where the check says',
    help: 'refuse shards of checks whose results are elsewhere',
  },
  lock: {
    kind: { type: 'integer', minimum: 1, maximum: 3600 },
    value: 'SECONDS',
    defaultText: '30',
    help: 'a worker that is silent for so long counts as gone, and others judge its shards',
  },
  metrics: {
    kind: { type: 'text' },
    value: 'PORT',
    variable: 'DOCPROOF_METRICS_PORT',
    help: 'serve /_docproof/metrics for Prometheus, /_docproof/health and /_docproof/ready on this port of 127.0.0.1, or on HOST:PORT',
  },
  grace: {
    kind: { type: 'integer', minimum: 0, maximum: 86_400_000 },
    value: 'MS',
    default: 20_000,
    help: 'at the end, judge for so long what was begun; what is not done by then is given back',
  },
});
