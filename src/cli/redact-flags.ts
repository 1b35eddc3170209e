import { readFile } from 'node:fs/promises';
import type { Config, RedactOptions } from '../api/index.js';
import { InputError } from '../model/index.js';
import { type OptionsOf, resolve, SECRETS } from '../options/index.js';
import { sourcesOf } from './flags.js';

/** The flags for secrets. */
export interface RedactFlags extends OptionsOf<typeof SECRETS> {
  readonly config?: string;
}

/**
 * The rules for secrets from flags, variables and configuration.
 * @throws InputError where the key cannot be read, or is empty
 */
export async function redactOptions(flags: RedactFlags, config: Pick<Config, 'redact'>): Promise<RedactOptions> {
  const { key, ...rules } = resolve(SECRETS, sourcesOf(flags, config));
  return { ...rules, ...(key === undefined ? {} : { key: await readKey(key) }) };
}

async function readKey(path: string): Promise<Uint8Array> {
  const cure =
    'Make one: head -c 32 /dev/urandom > redact.key. Keep it private: with it, anyone can test which secret a pseudonym replaces.';
  const key = await readFile(path).catch((cause: unknown) => {
    throw new InputError('not-found', 'the key cannot be read', { place: { source: path }, cure, cause });
  });
  if (key.length >= 16) return key;
  throw new InputError('bad-option', 'the key is shorter than 16 bytes', { place: { source: path }, cure });
}
