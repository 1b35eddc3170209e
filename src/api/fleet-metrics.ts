import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { FleetEvent, WorkerEvent } from '../fleet/index.js';
import { createMetrics, METRICS_TYPE, processMetrics } from '../metrics/index.js';
import { InputError } from '../model/index.js';
import { createHostJudge, isLoopback } from '../server/index.js';

/** Metrics of a worker or a check, as they are served. */
export interface FleetMetrics {
  /** `http://HOST:PORT` */
  readonly url: string;
  readonly add: (event: WorkerEvent | FleetEvent) => void;
  close(): Promise<void>;
}

/** What the events of a worker or a check say in numbers. */
interface Numbers {
  add(event: WorkerEvent | FleetEvent): void;
  text(): string;
}

/**
 * Serves `/_docproof/metrics` (Prometheus), and `/_docproof/health` and `/_docproof/ready` for an orchestrator.
 * There is nothing of the captures in them.
 * @param address `PORT` of this machine alone, or `HOST:PORT`
 * @throws InputError `bad-option` or `port-in-use`
 */
export async function serveFleetMetrics(address: string, role: 'worker' | 'check'): Promise<FleetMetrics> {
  const [, host = '127.0.0.1', port = ''] = /^(?:\[?([^\]]+)\]?:)?(\d{1,5})$/.exec(address) ?? [];
  if (port === '' || Number(port) > 65_535)
    throw new InputError('bad-option', `${address} is neither a port nor a host and port`, {
      cure: 'Write --metrics 9464 for this machine alone, or --metrics 0.0.0.0:9464 for others.',
    });
  const numbers = role === 'worker' ? workerNumbers() : checkNumbers();
  const isOfForeignPage = foreignPages(host);
  let isReady = false;
  const server = createServer(({ url = '', method, headers }, response) => {
    const path = url.split('?', 1)[0];
    if (isOfForeignPage(headers))
      response
        .writeHead(403, PLAIN)
        .end('pages of other sites, and other names than those of this machine, get nothing\n');
    else if (method !== 'GET' && method !== 'HEAD') response.writeHead(405, { allow: 'GET, HEAD' }).end();
    else if (path === '/_docproof/metrics')
      response.writeHead(200, { 'content-type': METRICS_TYPE }).end(numbers.text());
    else if (path === '/_docproof/health') response.writeHead(200, PLAIN).end('up\n');
    else if (path === '/_docproof/ready')
      response.writeHead(isReady ? 200 : 503, PLAIN).end(isReady ? 'ready\n' : 'not ready\n');
    else response.writeHead(404, PLAIN).end('there are /_docproof/metrics, /_docproof/health and /_docproof/ready\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new InputError('port-in-use', `metrics cannot be served at ${host}:${port}: ${cause.message}`, {
          cure: 'Name another port: --metrics 9465',
          cause,
        }),
      ),
    );
    server.listen(Number(port), host, resolve);
  });
  const bound = server.address();
  const number = typeof bound === 'object' && bound ? bound.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${number}`,
    add(event) {
      if (event.event === 'started' || event.event === 'planned') isReady = true;
      if (event.event === 'stopping') isReady = false;
      numbers.add(event);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Tells whether a page of another site asks, also by a name of its own that leads to this machine. Where other machines
 * may ask, they do so by names that nobody told us.
 */
function foreignPages(bound: string): (headers: IncomingHttpHeaders) => boolean {
  const judge = isLoopback(bound) ? createHostJudge({ bound, allowed: [] }) : undefined;
  return ({ host = '', origin, 'sec-fetch-site': site }) =>
    origin !== undefined ||
    (site !== undefined && site !== 'none' && site !== 'same-origin') ||
    (judge !== undefined && judge(host) !== 'allowed');
}

const PLAIN = { 'content-type': 'text/plain; charset=utf-8' };

/** Upper bounds of the time of a shard, in seconds. */
const SHARD_TIMES = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

function workerNumbers(): Numbers {
  const metrics = createMetrics();
  const shards = metrics.counter('docproof_worker_shards_total', 'Shards by what became of them.', ['outcome']);
  const exchanges = metrics.counter('docproof_worker_exchanges_total', 'Exchanges that were judged.');
  const bytes = metrics.counter('docproof_worker_bytes_total', 'Bytes of captures that were judged.');
  const times = metrics.histogram('docproof_worker_shard_seconds', 'Time of a shard.', [], SHARD_TIMES);
  const active = metrics.gauge('docproof_worker_shards_active', 'Shards that are being judged.');
  const redis = metrics.counter('docproof_worker_redis_errors_total', 'Errors of the connection to Redis.');
  const takeProcess = processMetrics(metrics, process, Date.now);
  const open = new Set<string>();
  return {
    add(event) {
      if (event.event === 'begun') open.add(event.shard);
      if (event.event === 'redis') redis.add([]);
      if (event.event === 'judged' && 'shard' in event) {
        exchanges.add([], event.exchanges);
        bytes.add([], event.bytes);
        times.observe([], event.ms / 1_000);
      }
      if (
        event.event === 'judged' ||
        event.event === 'failed' ||
        event.event === 'given-back' ||
        event.event === 'ended'
      ) {
        shards.add([event.event]);
        if ('shard' in event) open.delete(event.shard);
      }
      active.set([], open.size);
    },
    text() {
      takeProcess();
      return metrics.text();
    },
  };
}

function checkNumbers(): Numbers {
  const metrics = createMetrics();
  const planned = metrics.gauge('docproof_check_shards', 'Shards of the check, and those that had a result before.', [
    'kind',
  ]);
  const shards = metrics.counter('docproof_check_shards_total', 'Shards by how far they are.', ['stage']);
  const exchanges = metrics.counter('docproof_check_exchanges_total', 'Entries that are in the report.');
  const bytes = metrics.counter('docproof_check_bytes_total', 'Bytes of captures that are in the report.');
  const workers = metrics.gauge('docproof_check_workers', 'Workers that are connected to the queue.');
  const redis = metrics.counter('docproof_check_redis_errors_total', 'Errors of the connection to Redis.');
  const takeProcess = processMetrics(metrics, process, Date.now);
  let all = 0;
  return {
    add(event) {
      if (event.event === 'planned') {
        all = event.shards;
        planned.set(['planned'], all);
        planned.set(['done-before'], event.done);
      } else if (event.event === 'further') {
        all += 1;
        planned.set(['planned'], all);
      } else if (event.event === 'workers') workers.set([], event.count ?? 0);
      else if (event.event === 'redis') redis.add([]);
      else if (event.event === 'judged' || event.event === 'lost') shards.add([event.event]);
      else if (event.event === 'merged') {
        shards.add(['merged']);
        exchanges.add([], event.exchanges);
        bytes.add([], event.bytes);
      }
    },
    text() {
      takeProcess();
      return metrics.text();
    },
  };
}
