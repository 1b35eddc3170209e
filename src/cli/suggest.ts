import { dirname, relative, resolve, sep } from 'node:path';
import { type Contract, type SuggestOptions, suggestOverlay } from '../api/index.js';
import { colorsFor } from '../report/colors.js';
import { writeText } from './check-targets.js';
import type { CommonFlags } from './options.js';
import { say, wantsColor } from './output.js';

/** The captures to check, their contract, and the options. */
interface Checked {
  readonly contract: Contract;
  readonly captures: readonly string[];
  readonly options: SuggestOptions;
}

/** Writes the overlay that makes the document accept what was seen, and says what it leaves. */
export async function writeSuggestion(
  { contract, captures, options }: Checked,
  file: string,
  flags: CommonFlags,
): Promise<void> {
  const { source } = contract.document;
  const { text, actions, remaining } = await suggestOverlay(contract, captures, {
    ...options,
    extends: uriFrom(file, source),
  });
  const { dim } = colorsFor(wantsColor(flags.color, process.stderr));
  const left = [...remaining].map(([keyword, count]) => `${keyword} × ${count}`).join(', ');
  if (actions === 0) {
    if (!flags.quiet)
      say(`${file} was not written: there is nothing to suggest${left === '' ? '' : dim(` (${left})`)}`);
    return;
  }
  await writeText(file, text, 'the overlay');
  if (flags.quiet) return;
  const rest =
    left === '' ? `with --overlay ${file} the document accepts all that was seen` : `--overlay ${file} leaves ${left}`;
  say(`${file}: ${actions} ${actions === 1 ? 'action' : 'actions'}; ${rest}`);
}

/** The document as a URI reference that is written into the file. */
function uriFrom(file: string, document: string): string {
  if (/^[a-z][a-z0-9+.-]+:/i.test(document)) return document;
  return relative(dirname(resolve(file)), resolve(document))
    .split(sep)
    .map(encodeURIComponent)
    .join('/');
}
