/** Takes the place of `re2.ts` in builds for browsers: RE2 is loaded for documents that have patterns. */
import type { Re2 } from './re2.js';

/** RE2, if it was loaded. @throws Error if not */
export function re2(): Re2 {
  if (!loaded) throw new Error('a pattern was met before RE2 was loaded');
  return loaded;
}

/** Loads RE2, once. */
export async function loadRe2(): Promise<void> {
  loaded ??= (await import('./re2.js')).re2();
}

let loaded: Re2 | undefined;
