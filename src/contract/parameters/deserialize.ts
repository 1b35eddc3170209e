import type { JsonValue } from '../../model/index.js';
import type { Fields } from './fields.js';

/** How a parameter is written (OpenAPI 3.1 §4.8.12.3). */
export interface Serialization {
  readonly name: string;
  readonly style: string;
  readonly explode: boolean;
  /** The JSON types that the schema admits; empty where it does not say. */
  readonly types: ReadonlySet<string>;
  /** The properties of an object. */
  readonly properties: readonly string[];
}

/** A parameter's value while its members are still text. */
export type Raw = string | readonly string[] | { readonly [name: string]: Raw };

const SEPARATORS: Readonly<Record<string, string>> = {
  form: ',',
  simple: ',',
  spaceDelimited: ' ',
  pipeDelimited: '|',
};

/** Reads a parameter from query or form fields. Undefined where it was not sent. */
export function readFields(parameter: Serialization, fields: Fields): Raw | undefined {
  const { name, style, explode, types, properties } = parameter;
  if (style === 'deepObject') return readDeepObject(name, fields);
  if (types.has('object') && explode && style === 'form') return readExplodedObject(properties, fields, name);
  const values = fields.get(name) ?? (types.has('array') ? fields.get(`${name}[]`) : undefined);
  if (values === undefined) return undefined;
  if (types.has('array'))
    return explode && style === 'form'
      ? values
      : splitArray(values.at(-1) ?? '', SEPARATORS[style] ?? ',', values, explode);
  const last = values.at(-1) ?? '';
  // A scalar that is sent twice is a list, and no scalar.
  if (values.length > 1 && types.size > 0 && !types.has('object')) return values;
  return types.has('object') ? pairs(last.split(SEPARATORS[style] ?? ',')) : last;
}

function splitArray(last: string, separator: string, values: readonly string[], explode: boolean): Raw {
  if (explode && values.length > 1) return values;
  return last === '' ? [] : last.split(separator);
}

function readExplodedObject(properties: readonly string[], fields: Fields, name: string): Raw | undefined {
  const object: Record<string, Raw> = Object.create(null);
  for (const property of properties) {
    const value = fields.get(property)?.at(-1);
    if (value !== undefined && property !== name) object[property] = value;
  }
  return Object.keys(object).length === 0 ? undefined : object;
}

/** `filter[a]=1&filter[b][c]=2`. */
function readDeepObject(name: string, fields: Fields): Raw | undefined {
  const object: Record<string, Raw> = Object.create(null);
  for (const [key, values] of fields) {
    if (!key.startsWith(`${name}[`) || !key.endsWith(']')) continue;
    const path = key.slice(name.length + 1, -1).split('][');
    place(object, path, values.length > 1 ? values : (values[0] ?? ''));
  }
  return Object.keys(object).length === 0 ? undefined : object;
}

function place(object: Record<string, Raw>, path: readonly string[], value: Raw): void {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    object[head] = value;
    return;
  }
  const inner: Record<string, Raw> = Object.create(null);
  const before = object[head];
  if (typeof before === 'object' && !Array.isArray(before)) Object.assign(inner, before);
  place(inner, rest, value);
  object[head] = inner;
}

/**
 * Reads a parameter from one piece of text: a path segment, a header or a cookie, percent-decoded where its place wants
 * that. Undefined where a `label` or `matrix` value lacks its prefix.
 */
export function readText(parameter: Serialization, text: string): Raw | undefined {
  const { style, explode, types, name } = parameter;
  if (style === 'label')
    return text.startsWith('.') ? readList(parameter, text.slice(1), explode ? '.' : ',') : undefined;
  if (style === 'matrix') {
    if (!text.startsWith(';')) return undefined;
    const parts = text.slice(1).split(';');
    if (explode && types.has('object')) return pairs(parts.flatMap((part) => splitOnce(part, '=')));
    const values = parts.map((part) => splitOnce(part, '=')).filter(([key]) => key === name);
    if (values.length === 0) return undefined;
    return explode && types.has('array')
      ? values.map(([, value]) => value)
      : readList(parameter, values[0]?.[1] ?? '', ',');
  }
  return readList(parameter, text, ',');
}

function readList({ types, explode }: Serialization, text: string, separator: string): Raw {
  if (types.has('array')) return text === '' ? [] : text.split(separator).map((item) => item.trim());
  if (!types.has('object')) return text;
  const parts = text.split(separator);
  return pairs(explode ? parts.flatMap((part) => splitOnce(part, '=')) : parts);
}

function pairs(parts: readonly string[]): Record<string, Raw> {
  const object: Record<string, Raw> = Object.create(null);
  for (let index = 0; index + 1 < parts.length; index += 2) object[parts[index] ?? ''] = parts[index + 1] ?? '';
  return object;
}

function splitOnce(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + separator.length)];
}

/**
 * Text as the first of the schema's types that it spells: `"7"` is 7 where a number is allowed. Unchanged if it spells
 * none of them.
 */
export function coerce(text: string, types: ReadonlySet<string>): JsonValue {
  if ((types.has('integer') || types.has('number')) && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text))
    return Number(text);
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (types.has('null') && (text === 'null' || (text === '' && !types.has('string')))) return null;
  return text;
}
