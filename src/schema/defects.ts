import { child, isObject, type JsonObject, type JsonValue, type Pointer } from '../model/index.js';
import { SCHEMA_KEYWORDS, SCHEMA_LIST_KEYWORDS, SCHEMA_MAP_KEYWORDS } from './keywords.js';

/** The value that each keyword must have for a validator to be made of it. */
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

/**
 * The places of schemas that cannot be right: a type that does not exist, a keyword of the wrong kind, a pattern. A
 * quick walk that compiles nothing, so that a large document costs little; whether a schema is really unusable is for
 * the validator to say.
 * @param isPattern whether a pattern can be compiled
 */
export function suspectSchemas(root: JsonObject, isPattern: (pattern: string) => boolean): Pointer[] {
  const found: Pointer[] = [];
  const seen = new Set<JsonValue>();
  // The way to the present place, made a pointer only where something is suspect.
  const path: (string | number)[] = [];
  const visitSchema = (node: JsonValue): void => {
    if (!isObject(node) || seen.has(node)) return;
    seen.add(node);
    const isWrong = Object.keys(node).some((name) => {
      const value = node[name];
      const isKind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
      return value !== undefined && isKind !== undefined && !isKind(value);
    });
    if (isWrong || (typeof node.pattern === 'string' && !isPattern(node.pattern))) found.push(path.reduce(child, ''));
    for (const key of SCHEMA_KEYWORDS) step(key, node[key], visitSchema);
    for (const key of SCHEMA_LIST_KEYWORDS) step(key, node[key], visitEach);
    for (const key of SCHEMA_MAP_KEYWORDS) step(key, node[key], visitEach);
  };
  const visitEach = (node: JsonValue): void => {
    if (Array.isArray(node)) for (const [index, item] of node.entries()) step(index, item, visitSchema);
    else if (isObject(node)) for (const name of Object.keys(node)) step(name, node[name], visitSchema);
  };
  const visitOther = (node: JsonValue): void => {
    if (Array.isArray(node)) {
      for (const [index, item] of node.entries()) step(index, item, visitOther);
      return;
    }
    if (!isObject(node)) return;
    for (const name of Object.keys(node)) {
      if (name === 'example' || name === 'examples') continue;
      if (name === 'schema') step(name, node[name], visitSchema);
      else if (name === 'schemas' && path.length === 1 && path[0] === 'components') step(name, node[name], visitEach);
      else step(name, node[name], visitOther);
    }
  };
  const step = (token: string | number, value: JsonValue | undefined, visit: (node: JsonValue) => void): void => {
    if (typeof value !== 'object' || value === null) return;
    path.push(token);
    visit(value);
    path.pop();
  };
  visitOther(root);
  return found;
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
