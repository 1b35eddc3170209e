/** Takes the place of `convert.ts` in builds for browsers: nobody converts schemas before there is a contract. */
import type { JsonObject } from '../../model/index.js';
import type { SchemaDialect } from '../dialects/dialect.js';
import type { Shapes } from '../shape.js';
import type { Sides, SidesParts } from '../sides.js';
import type { Converter } from './converted.js';

/** As `createConverter` of `convert.ts`. @throws Error if it was not loaded */
export function createConverter(root: JsonObject, dialect: SchemaDialect, shapes: Shapes): Converter {
  return here().createConverter(root, dialect, shapes);
}

/** As `createSides` of `convert.ts`. @throws Error if it was not loaded */
export function createSides(parts: SidesParts): Sides {
  return here().createSides(parts);
}

/** Loads both, once. */
export async function loadConverter(): Promise<void> {
  loaded ??= await import('./convert.js');
}

function here(): Loaded {
  if (!loaded) throw new Error('a schema was met before the converter was loaded');
  return loaded;
}

type Loaded = Pick<typeof import('./convert.js'), 'createConverter' | 'createSides'>;

let loaded: Loaded | undefined;
