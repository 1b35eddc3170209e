/** Takes the place of `validators.ts` in builds for browsers: few contracts have precompiled validators. */
import type { Engines } from '../validate/engine-port.js';

/** As `precompiledEngines` of `validators.ts`. @throws Error if it was not loaded */
export function precompiledEngines(validators: object): Engines {
  if (!loaded) throw new Error('precompiled validators were met before what uses them was loaded');
  return loaded(validators);
}

/** Loads what uses precompiled validators, once. */
export async function loadValidators(): Promise<void> {
  loaded ??= (await import('./validators.js')).precompiledEngines;
}

let loaded: typeof precompiledEngines | undefined;
