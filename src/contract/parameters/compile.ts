import {
  child,
  decodePercent,
  type Headers,
  headerValue,
  isObject,
  isTooDeep,
  type JsonObject,
  type JsonValue,
  type Located,
  own,
  type Pointer,
} from '../../model/index.js';
import { namedTypes, propertiesIn, type Shape, type Shapes } from '../../schema/index.js';
import { follow, type Operation } from '../operation.js';
import { coerce, type Raw, readFields, readText, type Serialization } from './deserialize.js';
import type { Fields } from './fields.js';

/** Where a parameter is in a request. */
export type ParameterPlace = 'path' | 'query' | 'header' | 'cookie';

/** The parts of a request besides its body. Cookies and fields are read only if a parameter asks for them. */
export interface ParameterSources {
  readonly pathValues: Readonly<Record<string, string>>;
  readonly query: Fields;
  readonly headers: Headers;
}

/** A parameter made ready to read. */
export interface CompiledParameter {
  readonly place: ParameterPlace;
  readonly name: string;
  readonly required: boolean;
  readonly pointer: Pointer;
  readonly node: JsonObject;
  readonly schema?: Pointer;
  /** The value as its schema's types read it; undefined where it was not sent, or not in the documented style. */
  read(sources: ParameterSources): { readonly sent: boolean; readonly value?: JsonValue };
}

/** Header parameters of these names are described elsewhere and ignored (OpenAPI 3.1 §4.8.12.1). */
const IGNORED_HEADERS = new Set(['accept', 'content-type', 'authorization']);

const DEFAULT_STYLES: Readonly<Record<ParameterPlace, string>> = {
  path: 'simple',
  header: 'simple',
  query: 'form',
  cookie: 'form',
};

/** The parameters of an operation, ready to read. What has no known place or no name is left out. */
export function compileParameters(operation: Operation, root: JsonObject, shapes: Shapes): CompiledParameter[] {
  return operation.parameters
    .map((parameter) => compileParameter(parameter, root, shapes))
    .filter((parameter) => parameter !== undefined);
}

function compileParameter(parameter: Located, root: JsonObject, shapes: Shapes): CompiledParameter | undefined {
  const { node, pointer } = parameter;
  const place = node.in;
  if (typeof node.name !== 'string' || !isPlace(place)) return undefined;
  const name = node.name;
  if (place === 'header' && IGNORED_HEADERS.has(name.toLowerCase())) return undefined;
  const content = contentSchema(node, pointer);
  const schema = content ?? (node.schema === undefined ? undefined : child(pointer, 'schema'));
  const located = schema === undefined ? undefined : (shapes.of(schema) ?? undefined);
  const style = typeof node.style === 'string' ? node.style : DEFAULT_STYLES[place];
  const serialization: Serialization = {
    name,
    style,
    explode: typeof node.explode === 'boolean' ? node.explode : style === 'form' || style === 'deepObject',
    types: namedTypes(located),
    properties: [...propertiesIn(located)],
  };
  return {
    place,
    name,
    required: node.required === true || place === 'path',
    pointer: follow(root, node, pointer)?.pointer ?? pointer,
    node,
    ...(schema === undefined ? {} : { schema }),
    read(sources) {
      const raw = content === undefined ? readRaw(place, serialization, sources) : rawText(place, name, sources);
      // An empty value counts as not sent, unless `allowEmptyValue` permits it (OpenAPI 3.1 §4.8.12.2.1).
      if (raw === '' && (place === 'header' || (place === 'query' && node.allowEmptyValue !== true)))
        return { sent: false };
      if (raw === undefined) return { sent: rawText(place, name, sources) !== undefined };
      if (content !== undefined) return { sent: true, value: parseContent(raw) };
      return { sent: true, value: toValue(raw, located) };
    },
  };
}

function isPlace(place: unknown): place is ParameterPlace {
  return place === 'path' || place === 'query' || place === 'header' || place === 'cookie';
}

function contentSchema(node: JsonObject, pointer: Pointer): Pointer | undefined {
  const content = own(node, 'content');
  if (!isObject(content)) return undefined;
  const [mediaType] = Object.keys(content);
  return mediaType === undefined ? undefined : child(child(child(pointer, 'content'), mediaType), 'schema');
}

function readRaw(place: ParameterPlace, serialization: Serialization, sources: ParameterSources): Raw | undefined {
  if (place === 'query') return readFields(serialization, sources.query);
  const text = rawText(place, serialization.name, sources);
  if (text === undefined) return undefined;
  return place === 'path' && typeof text === 'string'
    ? decodeRaw(readText(serialization, text))
    : readText(serialization, String(text));
}

function rawText(
  place: ParameterPlace,
  name: string,
  { pathValues, query, headers }: ParameterSources,
): string | undefined {
  if (place === 'path') return pathValues[name];
  if (place === 'query') return query.get(name)?.at(-1);
  if (place === 'header') return headerValue(headers, name.toLowerCase());
  return cookieValue(headers, name);
}

/** A cookie's value (RFC 6265 §4.2.1). */
export function cookieValue(headers: Headers, name: string): string | undefined {
  const field = headers.cookie;
  for (const line of typeof field === 'string' ? [field] : (field ?? [])) {
    for (const pair of line.split(';')) {
      const [key = '', ...rest] = pair.split('=');
      if (key.trim() === name && rest.length > 0)
        return decodePercent(
          rest
            .join('=')
            .trim()
            .replace(/^"(.*)"$/, '$1'),
        );
    }
  }
  return undefined;
}

/** Percent-decoding comes after splitting: `a%2Cb,c` is two items. */
function decodeRaw(raw: Raw | undefined): Raw | undefined {
  if (raw === undefined) return undefined;
  if (typeof raw === 'string') return decodePercent(raw);
  if (isList(raw)) return raw.map(decodePercent);
  const decoded: Record<string, Raw> = Object.create(null);
  for (const [name, value] of Object.entries(raw)) decoded[decodePercent(name)] = decodeRaw(value) ?? '';
  return decoded;
}

function parseContent(raw: Raw): JsonValue {
  const text = typeof raw === 'string' ? raw : '';
  try {
    const value: JsonValue = JSON.parse(text);
    return isTooDeep(value) ? text : value;
  } catch {
    return text;
  }
}

/** Gives every piece of text the type that the schema wants at its place. */
export function toValue(raw: Raw, shape: Shape | undefined): JsonValue {
  if (typeof raw === 'string') return coerce(raw, namedTypes(shape));
  if (isList(raw)) return raw.map((item, index) => toValue(item, shape?.item(index)));
  const indexed = namedTypes(shape).has('array') ? itemsByIndex(raw) : undefined;
  if (indexed) return indexed.map((item, index) => toValue(item, shape?.item(index)));
  const object: Record<string, JsonValue> = Object.create(null);
  for (const [name, value] of Object.entries(raw)) object[name] = toValue(value, shape?.property(name));
  return object;
}

/** `p[l][0]=a&p[l][1]=b` writes a list by its indexes. */
function itemsByIndex(raw: Readonly<Record<string, Raw>>): Raw[] | undefined {
  const names = Object.keys(raw);
  if (names.length === 0 || !names.every((name) => /^\d{1,6}$/.test(name))) return undefined;
  return names.sort((a, b) => Number(a) - Number(b)).map((name) => raw[name] ?? '');
}

function isList(raw: Raw): raw is readonly string[] {
  return Array.isArray(raw);
}
