import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.cjs', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What a command left behind. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs `docproof` as built, in the project's root unless told otherwise, with `input` as standard input and `env`
 * added to the environment. It is killed (code null) where it runs for more than `patience` milliseconds.
 */
export function run(
  args: readonly string[],
  {
    input = '',
    cwd = ROOT,
    env = {},
    patience,
  }: { input?: string | Uint8Array; cwd?: string; env?: Record<string, string>; patience?: number } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      cwd,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
      ...(patience === undefined ? {} : { timeout: patience, killSignal: 'SIGKILL' as const }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** A verb that serves, in a separate process. */
export interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly port: number;
  /** Settles when the process has ended. */
  readonly ended: Promise<readonly [code: number | null, signal: string | null]>;
  /** All that it has written so far. */
  readonly seen: { stdout: string; stderr: string };
}

/**
 * Starts a verb that serves on a free port, as built, and waits until it listens. The caller ends it.
 * @throws Error with what it wrote, where it ends before it listens
 */
export async function startServing(
  args: readonly string[],
  { cwd = ROOT, env = {}, main = MAIN }: { cwd?: string; env?: Record<string, string>; main?: string } = {},
): Promise<Started> {
  const child = spawn(process.execPath, [main, ...args, '--port', '0'], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const seen = { stdout: '', stderr: '' };
  const ended = new Promise<readonly [number | null, string | null]>((resolve) =>
    child.once('exit', (code, signal) => resolve([code, signal])),
  );
  child.stderr.on('data', (chunk) => {
    seen.stderr += chunk;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      seen.stdout += chunk;
      const found = /(?:Mocking .* on|Forwarding) (https?:[^\s,]+)/.exec(seen.stdout)?.[1];
      if (found) resolve(found);
    });
    void ended.then(([code]) => reject(new Error(`ended with ${code}: ${seen.stdout}${seen.stderr}`)));
  });
  return { child, url, port: Number(new URL(url).port), ended, seen };
}
