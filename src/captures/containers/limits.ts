import { InputError } from '../../model/index.js';

/** So many bytes may come out of any compressed capture. */
export const MAX_UNPACKED = 1024 ** 3;

/** A larger one may still be this many times as long as what it was compressed to. */
const MAX_RATIO = 200;

/** Compressed streams and archives may be nested this deep. */
export const MAX_DEPTH = 4;

/** An archive that comes through a pipe is held in memory up to this size. */
export const MAX_PIPED_ARCHIVE = 256 * 1024 * 1024;

/** A body in an archive or a separate file is read up to this size. */
export const MAX_ATTACHMENT = 64 * 1024 * 1024;

/**
 * A few kilobytes can be made to unpack to terabytes.
 * @throws InputError `too-large`
 */
export function assertNoBomb(source: string, packed: number, unpacked: number): void {
  if (unpacked <= MAX_UNPACKED || unpacked <= packed * MAX_RATIO) return;
  throw new InputError(
    'too-large',
    `unpacks to more than ${MAX_UNPACKED / 1024 ** 3} GiB, over ${MAX_RATIO} times its own size`,
    { place: { source }, cure: 'If you trust it, unpack it yourself and name what comes out.' },
  );
}
