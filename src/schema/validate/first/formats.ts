import { isInt64, OWN_TEXTS } from '../formats.js';
import type { Judge } from './judge.js';

/** What a format says of the values to which it applies. A name that nobody knows says nothing. */
export interface FormatJudges {
  readonly ofNumbers?: Judge<number> | undefined;
  readonly ofTexts?: Judge<string> | undefined;
}

/** Undefined for a format that only ajv-formats knows: nothing is loaded for a first verdict. */
export function formatOf(name: string): FormatJudges | undefined {
  if (OF_LIBRARY.has(name) || name in Object.prototype) return undefined;
  if (Object.hasOwn(OWN_TEXTS, name)) return { ofTexts: OWN_TEXTS[name] };
  return { ofNumbers: NUMBERS.get(name) };
}

/** `float`, `double`, `password` and `binary` admit all that their type admits. */
const NUMBERS: ReadonlyMap<string, Judge<number>> = new Map([
  ['int32', (value) => Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31],
  ['int64', isInt64],
]);

/** The formats of ajv-formats that are judged nowhere else. */
export const OF_LIBRARY: ReadonlySet<string> = new Set([
  'iso-time',
  'iso-date-time',
  'url',
  'json-pointer',
  'json-pointer-uri-fragment',
  'relative-json-pointer',
  'byte',
]);
