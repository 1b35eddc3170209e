import type { Config, LoadOptions, UnmatchedAction } from '../api/index.js';
import { printable } from '../model/index.js';
import { DOCUMENT, type GENERAL, type OptionsOf, resolve } from '../options/index.js';
import { colorsFor } from '../report/colors.js';
import { sourcesOf } from './flags.js';
import { isWorker } from './multi-core.js';
import { say, wantsColor } from './output.js';

/** Flags that nearly every verb has. */
export interface CommonFlags extends OptionsOf<typeof DOCUMENT>, OptionsOf<typeof GENERAL> {}

/** How a document is loaded. Overlays on the command line come after those of the configuration. */
export function loadOptions(
  flags: CommonFlags,
  config: Pick<Config, 'allow-paths' | 'allow-remote' | 'overlay'>,
): LoadOptions {
  return {
    onUnmatched: (unmatched) => sayUnmatched(unmatched, flags),
    ...resolve(DOCUMENT, sourcesOf(flags, config)),
  };
}

/** An action that selects nothing is most likely a slip, or the document has moved on. */
export function sayUnmatched(
  { overlay, action, line, target }: UnmatchedAction,
  { quiet, color }: Pick<CommonFlags, 'quiet' | 'color'>,
): void {
  if (quiet || isWorker()) return;
  const { yellow, bold } = colorsFor(wantsColor(color, process.stderr));
  const place = line === undefined ? `${overlay} at /actions/${action}` : `${overlay}:${line}`;
  say(`${yellow(bold('warning'))} ${place}: ${printable(target)} selects nothing in the document`);
}
