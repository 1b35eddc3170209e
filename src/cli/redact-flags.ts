import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type Config, InputError, type RedactOptions } from '../api/index.js';
import { collect } from './options.js';

/** What the flags say of secrets. */
export interface RedactFlags {
  readonly redact?: readonly string[];
  readonly redactKeep?: readonly string[];
  readonly redactPattern?: readonly string[];
  readonly redactKey?: string;
}

/** Adds what is a secret, beside what is one everywhere. */
export function withRedactFlags(command: Command): Command {
  return command
    .option(
      '--redact <NAME>',
      'treat members, parameters and headers of this name as secrets too (repeatable)',
      collect,
    )
    .option('--redact-keep <NAME>', 'never treat those of this name as secrets (repeatable)', collect)
    .option('--redact-pattern <REGEX>', 'treat what matches as a secret wherever it stands (repeatable)', collect)
    .option('--redact-key <FILE>', 'make pseudonyms by the key in FILE: equal secrets have equal ones in every run');
}

/** What is a secret by flags and configuration. @throws InputError where the key cannot be read, or is empty */
export async function redactOptions(flags: RedactFlags, { redact = {} }: Config): Promise<RedactOptions> {
  const path = flags.redactKey ?? redact.key;
  return {
    names: [...(flags.redact ?? []), ...(redact.names ?? [])],
    keep: [...(flags.redactKeep ?? []), ...(redact.keep ?? [])],
    patterns: [...(flags.redactPattern ?? []), ...(redact.patterns ?? [])],
    ...(path === undefined ? {} : { key: await readKey(path) }),
  };
}

async function readKey(path: string): Promise<Uint8Array> {
  const cure =
    'Make one: head -c 32 /dev/urandom > redact.key. Whoever has it can try out which secret a pseudonym stands for.';
  const key = await readFile(path).catch((cause: unknown) => {
    throw new InputError('not-found', 'the key cannot be read', { place: { source: path }, cure, cause });
  });
  if (key.length >= 16) return key;
  throw new InputError('bad-option', 'the key is shorter than 16 bytes', { place: { source: path }, cure });
}
