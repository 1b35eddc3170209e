import type { RandomAccess } from '../capture-file.js';

/** So much is read at once, in bytes. */
const BLOCK = 256 * 1024;

/**
 * Reads short pieces one after the other, such as the entries of a directory: the file is opened once for many of them.
 * @returns reads up to `length` bytes from a position; fewer where the file ends
 */
export function cachedReads({ size, range }: RandomAccess): (position: number, length: number) => Promise<Buffer> {
  let start = 0;
  let block = Buffer.alloc(0);
  return async (position, length) => {
    if (position < start || position + length > start + block.length) {
      const end = Math.min(size, position + Math.max(length, BLOCK));
      const chunks: Uint8Array[] = [];
      if (position < end) for await (const chunk of range(position, end)) chunks.push(chunk);
      start = position;
      block = Buffer.concat(chunks);
    }
    return block.subarray(position - start, position - start + length);
  };
}
