import { spawn } from 'node:child_process';
import type { RunningServer } from '../api/index.js';
import { say } from './output.js';
import { stopOnSignals } from './signals.js';

/** Says where the result is, opens it where a person is at a terminal, and waits for Ctrl+C. */
export async function showResult(server: RunningServer): Promise<void> {
  const address = `${server.url}/_docproof/`;
  say(`the result is at ${address} (Ctrl+C ends it)`);
  if (process.stdout.isTTY && process.stdin.isTTY && !process.env.CI) openBrowser(address);
  await new Promise<void>((resolve, reject) => {
    stopOnSignals(() => server.close().then(resolve, reject));
  });
}

/** Each system has its own way. Where it is not there, the address that was printed is enough. */
function openBrowser(address: string): void {
  const [command, ...words] = COMMANDS[process.platform] ?? ['xdg-open'];
  const child = spawn(command ?? 'xdg-open', [...words, address], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

const COMMANDS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
};
