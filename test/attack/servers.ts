import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Attack, must } from './attack.js';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const STDERR_KEPT = 1_000_000;

/** A mock or a proxy that runs as a process of its own, as a user starts it. */
export interface Victim {
  readonly child: ChildProcess;
  readonly port: number;
  readonly url: string;
  /** Settles when the process has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** What it wrote to standard error so far, the first megabyte of it. */
  stderr(): string;
  /** Fails unless the process still runs and wrote no stack. */
  mustBeWell(): void;
}

/** Starts `docproof` with a verb that serves, and waits until it listens. It is killed when the suite ends. */
export async function startVictim(attack: Attack, args: readonly string[]): Promise<Victim> {
  const child = spawn(process.execPath, [MAIN, ...args, '--port', '0'], {
    cwd: attack.folder,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  attack.onEnd(() => {
    child.kill('SIGKILL');
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    if (stderr.length < STDERR_KEPT) stderr += chunk;
  });
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  const url = await new Promise<string>((resolve, reject) => {
    let stdout = '';
    child.stdout.on('data', (chunk) => {
      if (stdout.length > STDERR_KEPT) return;
      stdout += chunk;
      const found = /(?:Mocking .* on|Forwarding) (https?:[^\s,]+)/.exec(stdout)?.[1];
      if (found) resolve(found);
    });
    void ended.then(({ code }) => reject(new Error(`docproof ${args.join(' ')} ended with ${code}: ${stderr}`)));
  });
  return {
    child,
    url,
    port: Number(new URL(url).port),
    ended,
    stderr: () => stderr,
    mustBeWell() {
      must(child.exitCode === null && child.signalCode === null, `the process has ended: ${stderr.slice(-2000)}`);
      must(!showsStack(stderr), `a stack on standard error: ${stderr.slice(-2000)}`);
    },
  };
}

/** Whether a text shows a stack of JavaScript calls. */
export function showsStack(text: string): boolean {
  return /\n\s+at (?:async )?(?:\S+ \()?(?:file:|node:|\/)\S+:\d+:\d+/.test(text);
}

/** Starts a service that speaks in raw bytes. It is closed when the suite ends. */
export async function startUpstream(attack: Attack, onConnection: (socket: Socket) => void): Promise<number> {
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  attack.onEnd(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
