#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { loadKept } from './kept-code.js';

void main(process.argv.slice(2));

/** Nothing is loaded before it is needed: scripts often ask for `--version`. */
async function main(argv: readonly string[]): Promise<void> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    const { VERSION } = await import('../api/version.js');
    process.stdout.write(`${VERSION}\n`);
    return;
  }
  const file = fileURLToPath(new URL('../commonjs/whole.cjs', import.meta.url));
  await loadKept<{ commandLine(): typeof import('./run.js') }>(file, argv[0] ?? '')
    .commandLine()
    .run(argv);
}
