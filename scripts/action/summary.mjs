/** The step of the action that writes the job summary, up to its limit of 1 MiB. */
import { appendFile } from 'node:fs/promises';
import { cutMarkdown, markdownOf } from './reports.mjs';
import { main } from './runner.mjs';

/** In characters, of which none has more than three bytes and few have more than one; a second summary may follow. */
const MOST = 300_000;

await main(async () => {
  const { GITHUB_STEP_SUMMARY: file, REPORTS: folder = '' } = process.env;
  if (!file) return;
  await appendFile(
    file,
    `${cutMarkdown(await markdownOf(folder), MOST, '_The report is longer. The JSON report has all of it._')}\n`,
  );
});
