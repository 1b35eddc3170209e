import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Config, LoadOptions } from '../api/index.js';

/** Flags that every verb has. */
export interface CommonFlags {
  readonly quiet?: boolean;
  readonly color?: boolean;
  readonly config?: string;
  readonly allowPath?: readonly string[];
  readonly allowRemote?: boolean;
}

/** Adds the flags that every verb has. */
export function withCommonFlags(command: Command): Command {
  return command
    .option('--config <FILE>', 'read defaults from FILE instead of ./docproof.yaml')
    .option('--allow-path <FOLDER>', 'let the document take files from FOLDER too (repeatable)', collect)
    .option('--allow-remote', 'let the document take files from http(s) URLs')
    .option('-q, --quiet', 'say only what was asked for')
    .addOption(new Option('--no-quiet').hideHelp())
    .option('--no-color', 'no colours (NO_COLOR is honoured too)')
    .addOption(new Option('--color').hideHelp());
}

/** How far a document may reach, by flags and configuration. */
export function loadOptions(flags: CommonFlags, config: Config): LoadOptions {
  const allowRemote = flags.allowRemote ?? config['allow-remote'];
  return {
    allowPaths: [...(flags.allowPath ?? []), ...(config['allow-paths'] ?? [])],
    ...(allowRemote === undefined ? {} : { allowRemote }),
  };
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
