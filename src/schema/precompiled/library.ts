import type { Format } from 'ajv';
import * as equal from 'ajv/dist/runtime/equal.js';
import * as length from 'ajv/dist/runtime/ucs2length.js';
import * as formats from 'ajv-formats/dist/formats.js';

/** What ajv's code calls: none of it makes code. */
export const LIBRARY: {
  readonly equal: (one: unknown, other: unknown) => boolean;
  readonly length: (text: string) => number;
  readonly formats: Readonly<Record<string, Format>>;
} = {
  // ajv's own type does not say that it is a function.
  equal: Object(exported(equal.default)),
  length: exported(length.default),
  formats: formats.fullFormats,
};

/** The default export of a CommonJS module: bundlers differ in whether they have taken it out of its object. */
function exported<T extends object>(module: T | { readonly default: T }): T {
  return 'default' in module ? module.default : module;
}
