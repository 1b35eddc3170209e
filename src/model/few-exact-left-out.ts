/**
 * The build puts this file in the place of `few-exact.ts` where an entry is meant for browsers, which load no documents
 * of many megabytes: all numbers are read token by token there, to the same values.
 */
import type { JsonValue } from './json.js';

/** As `withFewNumbers` of `few-exact.ts`, which may always leave a text to the other way. */
export function withFewNumbers(_text: string, _starts: ReadonlySet<number>): { readonly value: JsonValue } | undefined {
  return undefined;
}
