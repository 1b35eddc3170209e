import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedis } from '../redis/find-redis.mjs';
import type { Host } from './hosts.js';

/** The server's program; undefined if there is none, and what needs it is skipped. */
export const REDIS: string | undefined = findRedis();

/** Said in the titles of tests that are skipped. */
export const WITHOUT = REDIS === undefined ? ' (skipped: there is no redis-server)' : '';

/** A server of Redis on a free port of loopback, in a separate folder. */
export interface RedisServer {
  readonly port: number;
  /** `redis://127.0.0.1:PORT` */
  readonly url: string;
  readonly process: () => ChildProcess;
  /** Starts it again on the same port and folder, after it was killed. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server; whoever does stops it. @param flags such as `--requirepass x` */
export async function startRedis(...flags: string[]): Promise<RedisServer> {
  return startAt({ address: '127.0.0.1', port: await freePort(), on: [] }, flags);
}

/** Starts a server on another host, where nobody but the hosts of its network reaches it; whoever does stops it. */
export async function startRedisOn({ address, on }: Host, ...flags: string[]): Promise<RedisServer> {
  return startAt({ address, port: 6379, on }, ['--protected-mode', 'no', ...flags]);
}

interface At extends Pick<Host, 'address' | 'on'> {
  readonly port: number;
}

async function startAt({ address, port, on }: At, flags: readonly string[]): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'docproof-redis-'));
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    const own = ['--port', String(port), '--bind', address, '--dir', folder, '--save', '', ...flags];
    const [program = '', ...args] = [...on, REDIS ?? 'redis-server', ...own];
    child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    await isReady(child);
  };
  await start();
  return {
    port,
    url: `redis://${address}:${port}`,
    process: () => child,
    restart: start,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function isReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += String(chunk);
      if (/ready to accept connections/i.test(said)) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`redis ended: ${said.slice(-1_000)}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
