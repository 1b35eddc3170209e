import type { Readable } from 'node:stream';
import { concatenated } from '../http/index.js';

/** The collected part of an answer. */
export interface Held {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
  readonly isBroken: boolean;
}

/**
 * Collects an answer until it ends, is too large, or takes too long. What was collected is taken out of the stream.
 * @param limit in bytes
 * @param wait in milliseconds
 */
export function hold(tap: Readable, limit: number, wait: number | undefined): Promise<Held> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const finish = (isWhole: boolean, isBroken = false): void => {
      clearTimeout(timer);
      tap.off('data', collect);
      tap.off('end', end);
      tap.off('error', broken);
      tap.pause();
      resolve({ bytes: concatenated(chunks), isWhole, isBroken });
    };
    const collect = (chunk: Uint8Array): void => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) finish(false);
    };
    const end = (): void => finish(true);
    const broken = (): void => finish(false, true);
    const timer = wait === undefined ? undefined : setTimeout(() => finish(false), wait);
    tap.on('data', collect);
    tap.on('end', end);
    tap.on('error', broken);
  });
}
