import { RE2JS } from 're2js';

/** RE2: it matches patterns in linear time. */
export type Re2 = typeof RE2JS;

/** RE2, which is loaded with this file. */
export function re2(): Re2 {
  return RE2JS;
}

/** Fulfilled when RE2 is there. */
export async function loadRe2(): Promise<void> {
  // It is loaded with this file.
}
