import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

/** The command line as `npm run build` makes it. */
export const CLI = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

/**
 * Starts a mock on a free port. The caller ends its process.
 * @param {readonly string[]} args of `docproof mock`
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {{ server: import('node:child_process').ChildProcess,
 *   listening: Promise<{ url: string, printed: string }> }}
 * `listening` has what it printed until it listened, and fails where it ends before
 */
export function startMock(args, options) {
  const server = spawn(process.execPath, [CLI, 'mock', '--port', '0', ...args], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const listening = new Promise((resolve, reject) => {
    let printed = '';
    server.stdout.on('data', (chunk) => {
      printed += chunk;
      const url = /Mocking .* on (http:\S+)/.exec(stripVTControlCharacters(printed))?.[1];
      if (url) resolve({ url, printed });
    });
    server.once('exit', () => reject(new Error(`the mock did not start: ${printed}`)));
  });
  return { server, listening };
}
