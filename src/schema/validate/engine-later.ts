/** Takes the place of `engine.ts` in builds for browsers: ajv, and all of our own keywords, are a separate file. */
import type { Engine, EngineOptions } from './engine-port.js';

/** As `createEngine` of `engine.ts`. @throws Error if it was not loaded */
export function createEngine(options: EngineOptions): Engine {
  if (!loaded) throw new Error('a schema was met before the engine was loaded');
  return loaded(options);
}

/** Loads the engine, once. */
export async function loadEngine(): Promise<void> {
  loaded ??= (await import('./engine.js')).createEngine;
}

let loaded: typeof createEngine | undefined;
