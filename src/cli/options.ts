import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Config, type LoadOptions, printable, type UnmatchedAction } from '../api/index.js';
import { colorsFor } from '../report/colors.js';
import { isWorker } from './multi-core.js';
import { say, wantsColor } from './output.js';

/** Flags that every verb has. */
export interface CommonFlags {
  readonly quiet?: boolean;
  readonly color?: boolean;
  readonly config?: string;
  readonly allowPath?: readonly string[];
  readonly allowRemote?: boolean;
  readonly overlay?: readonly string[];
}

/** Adds the flags that every verb has. */
export function withCommonFlags(command: Command): Command {
  return command
    .option('--config <FILE>', 'read defaults from FILE instead of ./docproof.yaml')
    .option('--overlay <FILE>', 'lay an OpenAPI Overlay over the document (repeatable)', collect)
    .option('--allow-path <FOLDER>', 'let the document take files from FOLDER too (repeatable)', collect)
    .option('--allow-remote', 'let the document take files from http(s) URLs')
    .option('-q, --quiet', 'say only what was asked for')
    .addOption(new Option('--no-quiet').hideHelp())
    .option('--no-color', 'no colours (NO_COLOR is honoured too)')
    .addOption(new Option('--color').hideHelp());
}

/** How a document is loaded, by flags and configuration. Overlays on the command line come after those of the configuration. */
export function loadOptions(
  flags: CommonFlags,
  config: Pick<Config, 'allow-paths' | 'allow-remote' | 'overlay'>,
): LoadOptions {
  const allowRemote = flags.allowRemote ?? config['allow-remote'];
  return {
    overlays: [...(config.overlay ?? []), ...(flags.overlay ?? [])],
    onUnmatched: (unmatched) => sayUnmatched(unmatched, flags),
    allowPaths: [...(flags.allowPath ?? []), ...(config['allow-paths'] ?? [])],
    ...(allowRemote === undefined ? {} : { allowRemote }),
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

/** A flag that may be given several times. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** A whole number within bounds. */
export function wholeNumber(minimum: number, maximum: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= minimum && number <= maximum) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${minimum} to ${maximum}.`);
  };
}
