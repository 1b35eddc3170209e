/** The last step of the action: it fails where the check did. */
import { readOutcome } from './reports.mjs';
import { main } from './runner.mjs';

await main(async () => {
  const { verdict, code } = await readOutcome(process.env.REPORTS ?? '');
  process.stdout.write(`Docproof: ${verdict}\n`);
  process.exitCode = code;
});
