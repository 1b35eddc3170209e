import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A line of a worker's log. */
export interface Logged {
  readonly event: string;
  readonly shard?: string;
  readonly error?: string;
  /** So often it ran alone. */
  readonly alone?: number;
  readonly url?: string;
}

/** `docproof worker`, in a separate process. */
export interface StartedWorker {
  readonly child: ChildProcess;
  readonly log: readonly Logged[];
  /** Settles when the process has ended. */
  readonly ended: Promise<readonly [code: number | null, signal: string | null]>;
  /** Waits until it has written so many lines of this event. */
  until(event: string, count?: number): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** Starts a worker as built. The caller ends it. */
export function startWorker(queue: string, ...flags: string[]): StartedWorker {
  return startWorkerIn({}, queue, ...flags);
}

/** Where a worker runs. */
export interface Surroundings {
  /** What its environment has more. */
  readonly env?: Readonly<Record<string, string>>;
  /** What comes before its command: that of another host. */
  readonly on?: readonly string[];
}

/** Starts a worker in surroundings of its own. The caller ends it. */
export function startWorkerIn({ env = {}, on = [] }: Surroundings, queue: string, ...flags: string[]): StartedWorker {
  const [program = '', ...args] = [...on, process.execPath, MAIN, 'worker', '--queue', queue, ...flags];
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: Logged[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) log.push(JSON.parse(line));
    for (const look of waiting) look();
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = once(child, 'exit').then(([code, signal]) => [code, signal] as const);
  return {
    child,
    log,
    ended,
    until: (event, count = 1) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (log.filter((line) => line.event === event).length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        void ended.then(() => reject(new Error(`the worker ended: ${stderr}`)));
        look();
      }),
    async kill(signal) {
      child.kill(signal);
      await ended;
    },
  };
}

/** The names of all results in a folder: each is the identity of a shard. */
export async function resultsIn(folder: string): Promise<string[]> {
  const files = await readdir(join(folder, 'results'), { recursive: true });
  return files.map((file) => file.split(/[\\/]/).at(-1) ?? '').filter((name) => /^[0-9a-f]{32}\.json$/.test(name));
}
