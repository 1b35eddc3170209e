import { child, isObject, type JsonObject, type JsonValue, type Pointer } from '../../model/index.js';
import { SCHEMA_KEYWORDS, SCHEMA_LIST_KEYWORDS, SCHEMA_MAP_KEYWORDS } from './dialect.js';

/** What each keyword must be for a validator to be made of it. */
const KINDS: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  type: (value) => (Array.isArray(value) ? value : [value]).every(isTypeName),
  enum: Array.isArray,
  required: isTextList,
  pattern: isText,
  format: isText,
  properties: isObject,
  patternProperties: isObject,
  dependentSchemas: isObject,
  allOf: isFilledList,
  anyOf: isFilledList,
  oneOf: isFilledList,
  minimum: isNumber,
  maximum: isNumber,
  multipleOf: (value) => typeof value === 'number' && value > 0,
  minLength: isCount,
  maxLength: isCount,
  minItems: isCount,
  maxItems: isCount,
  minProperties: isCount,
  maxProperties: isCount,
  uniqueItems: (value) => typeof value === 'boolean',
};

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

/** Keys under which a schema stands outside of schemas. */
const HOLDERS = new Set(['schema']);

/**
 * The places of schemas that cannot be right: a type that does not exist, a keyword of the wrong kind, a pattern. A quick walk that compiles nothing, so that
 * a large document costs little; whether a schema is really unusable is for the validator to say.
 * @param isPattern whether a pattern can be compiled
 */
export function suspectSchemas(root: JsonObject, isPattern: (pattern: string) => boolean): Pointer[] {
  const found: Pointer[] = [];
  const seen = new Set<JsonValue>();
  const schema = (node: JsonValue | undefined, pointer: Pointer): void => {
    if (!isObject(node) || seen.has(node)) return;
    seen.add(node);
    for (const name of Object.keys(node)) {
      const value = node[name];
      const isKind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
      if (value === undefined || (isKind?.(value) ?? true)) continue;
      found.push(pointer);
      break;
    }
    if (typeof node.pattern === 'string' && !isPattern(node.pattern)) found.push(pointer);
    for (const key of SCHEMA_KEYWORDS) schema(node[key], child(pointer, key));
    for (const key of SCHEMA_LIST_KEYWORDS) each(node[key], child(pointer, key), schema);
    for (const key of SCHEMA_MAP_KEYWORDS) each(node[key], child(pointer, key), schema);
  };
  const other = (node: JsonValue | undefined, pointer: Pointer): void => {
    if (Array.isArray(node)) each(node, pointer, other);
    if (!isObject(node)) return;
    for (const name of Object.keys(node)) {
      const value = node[name];
      if (typeof value !== 'object' || value === null || name === 'example' || name === 'examples') continue;
      if (HOLDERS.has(name)) schema(value, child(pointer, name));
      else if (name === 'schemas' && pointer === '/components') each(value, child(pointer, name), schema);
      else other(value, child(pointer, name));
    }
  };
  other(root, '');
  return found;
}

function each(
  node: JsonValue | undefined,
  pointer: Pointer,
  visit: (node: JsonValue | undefined, pointer: Pointer) => void,
): void {
  if (Array.isArray(node)) for (const [index, item] of node.entries()) visit(item, child(pointer, index));
  else if (isObject(node)) for (const [name, item] of Object.entries(node)) visit(item, child(pointer, name));
}

function isTypeName(value: JsonValue): boolean {
  return typeof value === 'string' && TYPES.has(value);
}

function isText(value: JsonValue): boolean {
  return typeof value === 'string';
}

function isTextList(value: JsonValue): boolean {
  return Array.isArray(value) && value.every(isText);
}

function isFilledList(value: JsonValue): boolean {
  return Array.isArray(value) && value.length > 0;
}

function isNumber(value: JsonValue): boolean {
  return typeof value === 'number';
}

function isCount(value: JsonValue): boolean {
  return Number.isInteger(value) && Number(value) >= 0;
}
