import { type JsonObject, own } from '../../model/index.js';
import type { NormalSchema } from './normal.js';

/** The limits that one schema sets to numbers and to sizes; undefined where it sets none. */
export interface SchemaBounds {
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly exclusiveMinimum: number | undefined;
  readonly exclusiveMaximum: number | undefined;
  readonly multipleOf: number | undefined;
  /** In characters. */
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly minItems: number | undefined;
  readonly maxItems: number | undefined;
  readonly minProperties: number | undefined;
  readonly maxProperties: number | undefined;
  readonly pattern: string | undefined;
  readonly format: string | undefined;
  readonly hasUniqueItems: boolean;
}

/** Reads the limits of a schema. */
export function boundsIn({ keywords }: NormalSchema): SchemaBounds {
  return {
    minimum: numberUnder(keywords, 'minimum'),
    maximum: numberUnder(keywords, 'maximum'),
    exclusiveMinimum: numberUnder(keywords, 'exclusiveMinimum'),
    exclusiveMaximum: numberUnder(keywords, 'exclusiveMaximum'),
    multipleOf: numberUnder(keywords, 'multipleOf'),
    minLength: numberUnder(keywords, 'minLength'),
    maxLength: numberUnder(keywords, 'maxLength'),
    minItems: numberUnder(keywords, 'minItems'),
    maxItems: numberUnder(keywords, 'maxItems'),
    minProperties: numberUnder(keywords, 'minProperties'),
    maxProperties: numberUnder(keywords, 'maxProperties'),
    pattern: textUnder(keywords, 'pattern'),
    format: textUnder(keywords, 'format'),
    hasUniqueItems: keywords.uniqueItems === true,
  };
}

function numberUnder(keywords: JsonObject, keyword: string): number | undefined {
  const value = own(keywords, keyword);
  return typeof value === 'number' ? value : undefined;
}

function textUnder(keywords: JsonObject, keyword: string): string | undefined {
  const value = own(keywords, keyword);
  return typeof value === 'string' ? value : undefined;
}
