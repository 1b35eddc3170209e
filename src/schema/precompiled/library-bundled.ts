/** The build puts this file in the place of `library.ts` where an entry is meant for browsers: all is in the bundle. */
import * as equal from 'ajv/dist/runtime/equal.js';
import * as length from 'ajv/dist/runtime/ucs2length.js';
import * as formats from 'ajv-formats/dist/formats.js';
import type { AjvLibrary } from './library.js';

/** As `ajvLibrary` of `library.ts`. */
export function ajvLibrary(): AjvLibrary {
  // ajv's own type does not say that the one is a function.
  return { equal: Object(exported(equal.default)), length: exported(length.default), formats: formats.fullFormats };
}

/** The default export of a CommonJS module: bundlers differ in whether they have taken it out of its object. */
function exported<T extends object>(module: T | { readonly default: T }): T {
  return 'default' in module ? module.default : module;
}
