/**
 * The reference: pages that are made of the tables of the source, never written by hand. `npm run generate` writes
 * them, test/docs/reference.test.ts holds them to their source. A page is a file here and a line in this list.
 */
import { benchmarkPages } from './benchmarks.mjs';
import { cliPages } from './cli.mjs';
import { errorPages } from './errors/page.mjs';
import { explainedPages } from './explained.mjs';
import { extensionPages } from './extensions.mjs';
import { formatPages } from './formats.mjs';
import { headerPages } from './headers.mjs';
import { httpApiPages } from './http-api.mjs';
import { schemaPages } from './schemas.mjs';

const MAKERS = [
  benchmarkPages,
  cliPages,
  errorPages,
  explainedPages,
  extensionPages,
  formatPages,
  headerPages,
  httpApiPages,
  schemaPages,
];

/** @returns {Promise<ReadonlyMap<string, string>>} each page by its path below the project */
export async function referencePages() {
  const made = [];
  // One after the other: each bundles the source that it reads.
  for (const make of MAKERS) made.push(...Object.entries(await make()));
  return new Map(made.sort(([a], [b]) => (a < b ? -1 : 1)));
}
