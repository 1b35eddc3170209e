#!/usr/bin/env node
import { useCompileCache } from './compile-cache.js';
import { EXIT } from './exit.js';

await main(process.argv.slice(2));

/** Nothing is loaded before it is needed: scripts often ask for `--version`. */
async function main(argv: readonly string[]): Promise<void> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    const { VERSION } = await import('../api/version.js');
    process.stdout.write(`${VERSION}\n`);
    return;
  }
  useCompileCache();
  // A reader that has seen enough, such as `head`, is not an error.
  process.stdout.on('error', (error: Error & { code?: string }) => {
    if (error.code === 'EPIPE') process.exit(EXIT.holds);
  });
  try {
    const { createProgram } = await import('./program.js');
    const { allRows, normalizeFlags } = await import('../options/index.js');
    const program = await createProgram(argv[0]);
    await program.parseAsync(normalizeFlags(argv, allRows()), { from: 'user' });
  } catch (error) {
    const { sayError, wantsColor } = await import('./output.js');
    sayError(error, wantsColor(argv.includes('--no-color') ? false : undefined, process.stderr));
    process.exitCode = EXIT.unusable;
  }
}
