import { isNumeric, type JsonObject, type Numeric, own } from '../../model/index.js';
import type { NormalSchema } from './normal.js';

/** The limits that one schema sets to numbers and to sizes; undefined where it sets none. */
export interface SchemaBounds {
  readonly minimum: Numeric | undefined;
  readonly maximum: Numeric | undefined;
  readonly exclusiveMinimum: Numeric | undefined;
  readonly exclusiveMaximum: Numeric | undefined;
  readonly multipleOf: Numeric | undefined;
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
    minLength: sizeUnder(keywords, 'minLength'),
    maxLength: sizeUnder(keywords, 'maxLength'),
    minItems: sizeUnder(keywords, 'minItems'),
    maxItems: sizeUnder(keywords, 'maxItems'),
    minProperties: sizeUnder(keywords, 'minProperties'),
    maxProperties: sizeUnder(keywords, 'maxProperties'),
    pattern: textUnder(keywords, 'pattern'),
    format: textUnder(keywords, 'format'),
    hasUniqueItems: keywords.uniqueItems === true,
  };
}

function numberUnder(keywords: JsonObject, keyword: string): Numeric | undefined {
  const value = own(keywords, keyword);
  return isNumeric(value) ? value : undefined;
}

/** No size is too large for a double. */
function sizeUnder(keywords: JsonObject, keyword: string): number | undefined {
  const value = numberUnder(keywords, keyword);
  return value === undefined ? undefined : Number(value);
}

function textUnder(keywords: JsonObject, keyword: string): string | undefined {
  const value = own(keywords, keyword);
  return typeof value === 'string' ? value : undefined;
}
