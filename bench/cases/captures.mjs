// Captures for the cases, each made once, when it is first asked for.
import { join } from 'node:path';
import { githubExchanges } from '../captures/github.mjs';
import { seedExchanges } from '../captures/seed.mjs';
import { writeHar, writeNdjson } from '../captures/write.mjs';
import { BENCH, temporary } from './context.mjs';

export const GITHUB = join(BENCH, 'node_modules/@octokit/openapi/generated/api.github.com.json');

const made = new Map();
const writers = { har: writeHar, ndjson: writeNdjson };

/** `count` exchanges of the built-in document. Gives the file, and how many entries and bytes it has. */
export function seedCapture(format, count) {
  return once(`seed-${count}.${format}`, format, () => seedExchanges(count));
}

/** `count` exchanges of GitHub's description. */
export function githubCapture(format, count) {
  return once(`github-${count}.${format}`, format, () => githubExchanges(GITHUB, count));
}

/** Exchanges of the built-in document until the file has so many bytes. */
export function largeCapture(format, bytes) {
  return once(`large-${bytes}.${format}`, format, () => seedExchanges(Number.POSITIVE_INFINITY), bytes);
}

/** Any exchanges, by a name of their own. */
export async function once(name, format, exchanges, bytes) {
  const known = made.get(name);
  if (known) return known;
  const file = join(temporary, name);
  const capture = { file, ...(await writers[format](file, exchanges(), bytes)) };
  made.set(name, capture);
  return capture;
}
