import {
  child,
  compareNumbers,
  isNumeric,
  isObject,
  isWhole,
  type JsonObject,
  type JsonValue,
  type Pointer,
  writeJson,
} from '../../model/index.js';
import type { SchemaDialect } from '../dialects/dialect.js';
import { whyUnmatchable } from '../pattern.js';
import { TYPES, type TypeName } from './types.js';

/**
 * A keyword that says nothing, because it is not what JSON Schema wants there. It is left out alone; what it would
 * have said stays undecided.
 */
export interface Defect {
  readonly keyword: string;
  /** Where the keyword is in the document, or the part of it that is wrong. */
  readonly pointer: Pointer;
  /** `minLength must be a whole number from 0 up, but is "3"`. */
  readonly detail: string;
  /** The types of the values to which the keyword applies. */
  readonly types: readonly TypeName[];
  /** Whether it is a reference that leads back to itself, rather than a malformed keyword. */
  readonly isCircle?: true;
  /** Whether it would have a meaning, and is too large for any budget. */
  readonly isTooLarge?: true;
}

/** What is wrong with the keywords of one Schema Object; what is inside them is not looked at. */
export function defectsIn(node: JsonObject, pointer: Pointer, dialect: SchemaDialect): readonly Defect[] {
  let found: Defect[] | undefined;
  const add = (defect: Defect): void => {
    found ??= [];
    found.push(defect);
  };
  for (const keyword in node) {
    const value = node[keyword];
    const wanted = demandOf(keyword, dialect);
    if (value === undefined || wanted === undefined) continue;
    const place = child(pointer, keyword);
    const { types } = wanted;
    if (!wanted.isRight(value)) {
      add({
        keyword,
        pointer: place,
        detail: `${keyword} must be ${wanted.must}, but is ${shown(value)}`,
        types,
      });
    } else if (keyword === 'pattern' && typeof value === 'string') {
      const why = whyUnmatchable(value);
      if (why) add({ keyword, pointer: place, types, ...why });
    } else if (keyword === 'patternProperties') {
      for (const pattern of Object.keys(isObject(value) ? value : {})) {
        const why = whyUnmatchable(pattern);
        if (why) add({ keyword, pointer: child(place, pattern), types, ...why });
      }
    }
  }
  return found ?? NONE;
}

const NONE: readonly Defect[] = [];

/** The keywords of one Schema Object that mean nothing in its dialect, though people write them. */
export function ignoredIn(node: JsonObject, pointer: Pointer, { keywords }: SchemaDialect): readonly Defect[] {
  return Object.keys(node)
    .filter((keyword) => Object.hasOwn(keywords, keyword) && keywords[keyword] === 'ignored')
    .map((keyword) => ({
      keyword,
      pointer: child(pointer, keyword),
      detail: `${keyword} means nothing here`,
      types: [],
    }));
}

/** What is wrong where a schema should be and none is: undefined for a schema. */
export function defectOfPlace(value: JsonValue, pointer: Pointer): Defect | undefined {
  if (isSchema(value)) return undefined;
  return { keyword: 'schema', pointer, detail: `a schema must be here, but there is ${shown(value)}`, types: ANY };
}

function demandOf(keyword: string, { keywords }: SchemaDialect): Demand | undefined {
  if (Object.hasOwn(keywords, keyword)) {
    const meaning = keywords[keyword];
    return meaning && DIALECT_DEMANDS[meaning];
  }
  return Object.hasOwn(DEMANDS, keyword) ? DEMANDS[keyword] : undefined;
}

/** The beginning of a value. */
function shown(value: JsonValue): string {
  const text = writeJson(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** What a keyword must be, in words and as a test, and to which values it applies. */
interface Demand {
  readonly isRight: (value: JsonValue) => boolean;
  readonly must: string;
  readonly types: readonly TypeName[];
}

const ANY: readonly TypeName[] = TYPES;
const OBJECTS: readonly TypeName[] = ['object'];
const ARRAYS: readonly TypeName[] = ['array'];
const TEXTS: readonly TypeName[] = ['string'];
const NUMBERS: readonly TypeName[] = ['number'];

const isText = (value: JsonValue): boolean => typeof value === 'string';
const isTextList = (value: JsonValue): boolean => Array.isArray(value) && value.every(isText);
const isSchema = (value: JsonValue): boolean => isObject(value) || typeof value === 'boolean';
const isNumber = (value: JsonValue): boolean => isNumeric(value) && !Number.isNaN(Number(value));
const isCount = (value: JsonValue): boolean => isNumeric(value) && isWhole(value) && Number(value) >= 0;
const isFilledList = (value: JsonValue): boolean => Array.isArray(value) && value.length > 0;
const isType = (value: JsonValue): boolean => TYPES.some((name) => name === value);

const demand = (must: string, isRight: Demand['isRight'], types: Demand['types']): Demand => ({ must, isRight, types });
const schema = (types: Demand['types']): Demand => demand('a schema', isSchema, types);
const schemas = (types: Demand['types']): Demand => demand('a list of at least one schema', isFilledList, types);
const schemaMap = demand('a map of schemas', isObject, OBJECTS);
const count = (types: Demand['types']): Demand => demand('a whole number from 0 up', isCount, types);
const bound = demand('a number', isNumber, NUMBERS);

/** JSON Schema 2020-12, Core §10 and Validation §6. */
const DEMANDS: Readonly<Record<string, Demand>> = {
  $ref: demand('a text', isText, ANY),
  type: demand(
    `one of ${TYPES.join(', ')}, or a list of them`,
    (value) => (Array.isArray(value) ? value.length > 0 && value.every(isType) : isType(value)),
    ANY,
  ),
  enum: demand('a list of at least one value', isFilledList, ANY),
  format: demand('a text', isText, ANY),
  allOf: schemas(ANY),
  anyOf: schemas(ANY),
  oneOf: schemas(ANY),
  not: schema(ANY),
  if: schema(ANY),
  then: schema(ANY),
  else: schema(ANY),
  required: demand('a list of names', isTextList, OBJECTS),
  properties: schemaMap,
  patternProperties: schemaMap,
  dependentSchemas: schemaMap,
  dependentRequired: demand(
    'a map of lists of names',
    (value) => isObject(value) && Object.values(value).every((names) => names !== undefined && isTextList(names)),
    OBJECTS,
  ),
  dependencies: demand(
    'a map of schemas or lists of names',
    (value) =>
      isObject(value) &&
      Object.values(value).every((item) => item !== undefined && (isSchema(item) || isTextList(item))),
    OBJECTS,
  ),
  additionalProperties: schema(OBJECTS),
  unevaluatedProperties: schema(OBJECTS),
  propertyNames: schema(OBJECTS),
  minProperties: count(OBJECTS),
  maxProperties: count(OBJECTS),
  items: schema(ARRAYS),
  prefixItems: schemas(ARRAYS),
  unevaluatedItems: schema(ARRAYS),
  contains: schema(ARRAYS),
  minContains: count(ARRAYS),
  maxContains: count(ARRAYS),
  minItems: count(ARRAYS),
  maxItems: count(ARRAYS),
  uniqueItems: demand('true or false', (value) => typeof value === 'boolean', ARRAYS),
  pattern: demand('a text', isText, TEXTS),
  minLength: count(TEXTS),
  maxLength: count(TEXTS),
  minimum: bound,
  maximum: bound,
  exclusiveMinimum: bound,
  exclusiveMaximum: bound,
  multipleOf: demand('a number above 0', (value) => isNumeric(value) && compareNumbers(value, 0) > 0, NUMBERS),
};

/** Keywords that a dialect has, where it wants something else of them than JSON Schema does. */
const DIALECT_DEMANDS = {
  annotation: undefined,
  ignored: undefined,
  'admits-null': demand('true or false', (value) => typeof value === 'boolean', ['null']),
  'excludes-minimum': demand(
    'true, false or a number',
    (value) => typeof value === 'boolean' || isNumber(value),
    NUMBERS,
  ),
  'excludes-maximum': demand(
    'true, false or a number',
    (value) => typeof value === 'boolean' || isNumber(value),
    NUMBERS,
  ),
  'items-or-tuple': demand('a schema', (value) => isSchema(value) || Array.isArray(value), ARRAYS),
  'after-tuple': schema(ARRAYS),
} as const satisfies Record<SchemaDialect['keywords'][string], Demand | undefined>;
