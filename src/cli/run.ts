import { InputError } from '../model/index.js';
import { allRows, normalizeFlags } from '../options/index.js';
import { EXIT } from './exit.js';
import { say, sayError, wantsColor } from './output.js';
import { createProgram } from './program.js';

/** Runs the command line. What goes wrong is said on standard error, and is in `process.exitCode`. */
export async function run(argv: readonly string[]): Promise<void> {
  // A reader that has seen enough, such as `head`, is not an error.
  process.stdout.on('error', (error: Error & { code?: string }) => {
    if (error.code === 'EPIPE') process.exit(EXIT.holds);
  });
  try {
    const program = await createProgram(argv[0]);
    await program.parseAsync(normalizeFlags(argv, allRows()), { from: 'user' });
  } catch (error) {
    sayError(error, wantsColor(argv.includes('--no-color') ? false : undefined, process.stderr));
    if (error instanceof InputError && error.code === 'not-found') {
      const meant = (await import('../api/meant-file.js')).meantFile(error);
      if (meant !== undefined) say(`      Did you mean ${meant}?`);
    }
    process.exitCode = EXIT.unusable;
  }
}
