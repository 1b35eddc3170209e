/**
 * The build puts this file in the place of `re2.ts` where an entry is meant for browsers: RE2 is larger than all that
 * judges, and most documents have no pattern.
 */
import type { Re2 } from './re2.js';

/** RE2, if it was loaded. @throws Error if not */
export function re2(): Re2 {
  if (!loaded) throw new Error('a pattern was met before RE2 was loaded');
  return loaded;
}

/** Loads RE2, once. */
export async function loadRe2(): Promise<void> {
  loaded ??= (await import('re2js')).RE2JS;
}

let loaded: Re2 | undefined;
