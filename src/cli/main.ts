#!/usr/bin/env node
import { EXIT, sayError, wantsColor } from './output.js';

/** `--version` asks for nothing else, and loads nothing else. */
const [first] = process.argv.slice(2);
if (first === '--version' || first === '-V') {
  const { VERSION } = await import('../api/version.js');
  process.stdout.write(`${VERSION}\n`);
} else {
  // A reader that has seen enough, such as `head`, is no error.
  process.stdout.on('error', (error: Error & { code?: string }) => {
    if (error.code === 'EPIPE') process.exit(EXIT.holds);
  });
  try {
    const { createProgram, normalizeFlags } = await import('./program.js');
    await createProgram().parseAsync(normalizeFlags(process.argv.slice(2)), { from: 'user' });
  } catch (error) {
    sayError(error, wantsColor(undefined, process.stderr));
    process.exitCode = EXIT.unusable;
  }
}
