import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InputError } from '../model/index.js';

/**
 * Writes a file that only its owner may read. It appears under its name when it is whole: whatever stops the writing
 * leaves no half of it.
 * @throws InputError `bad-option` where it cannot be written; what the source throws
 */
export async function writeWhole(path: string, source: Readable): Promise<void> {
  const part = `${path}.part`;
  let failed: unknown;
  source.once('error', (error) => {
    failed = error;
  });
  try {
    await pipeline(source, createWriteStream(part, { mode: 0o600 }));
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined);
    if (cause instanceof InputError || cause === failed) throw cause;
    throw new InputError('bad-option', 'cannot be written', {
      place: { source: path },
      cure: 'Check that its folder exists and may be written.',
      cause,
    });
  }
}
