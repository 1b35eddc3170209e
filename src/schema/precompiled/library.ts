import { createRequire } from 'node:module';
import type { Format } from 'ajv';

/** What ajv's code calls: none of it makes code. */
export interface AjvLibrary {
  readonly equal: (one: unknown, other: unknown) => boolean;
  /** In code points. */
  readonly length: (text: string) => number;
  readonly formats: Readonly<Record<string, Format>>;
}

/** Loads it at once, with the first precompiled validator. */
export function ajvLibrary(): AjvLibrary {
  const load = createRequire(import.meta.url);
  const { default: equal }: { default: AjvLibrary['equal'] } = load('ajv/dist/runtime/equal.js');
  const { default: length }: { default: AjvLibrary['length'] } = load('ajv/dist/runtime/ucs2length.js');
  const { fullFormats: formats }: typeof import('ajv-formats/dist/formats.js') = load('ajv-formats/dist/formats.js');
  return { equal, length, formats };
}
