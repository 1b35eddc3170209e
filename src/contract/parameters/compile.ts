import { child, decodePercent, type JsonObject, type Located } from '../../model/index.js';
import { enumerationsIn, minorOf, namedTypes, propertiesIn, type Shape, type Shapes } from '../../schema/index.js';
import { follow, type Operation } from '../operation.js';
import { fixedFields, pathKeyOf } from '../route/path-key.js';
import { secretCarriers } from '../security/carriers.js';
import { readValueContent, type ValueContent, valueContentOf } from './content.js';
import { cookieText, isSetCookie, readCookies, readSetCookies } from './cookies.js';
import { hasBrackets, isItemOf } from './deep-object.js';
import { mayBeSplitOtherwise, readFields, readText, type Serialization } from './deserialize.js';
import type { Fields } from './fields.js';
import type { CompiledParameter, ParameterPlace, ParameterSources, ReadParameter } from './parameter.js';
import { compileQuerystring } from './querystring.js';
import { isList, type Raw, toValue } from './value.js';

export type { CompiledParameter, ParameterPlace, ParameterSources, ReadParameter } from './parameter.js';

/** Header parameters of these names are described elsewhere and ignored (OpenAPI 3.1 §4.8.12.1). */
const IGNORED_HEADERS: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/** Styles that spread lists and objects unless `explode` says otherwise. */
const EXPLODED: ReadonlySet<string> = new Set(['form', 'deepObject', 'cookie']);

const DEFAULT_STYLES: Readonly<Record<ParameterPlace, string>> = {
  path: 'simple',
  header: 'simple',
  query: 'form',
  cookie: 'form',
};

/**
 * The parameters of an operation, ready to read. What has no known place or no name is left out.
 * @param ignored names of headers, in lower case, that are described elsewhere
 */
export function compileParameters(
  operation: Pick<Operation, 'parameters' | 'pathTemplate'>,
  root: JsonObject,
  shapes: Shapes,
  ignored = IGNORED_HEADERS,
): CompiledParameter[] {
  const compiled: CompiledParameter[] = [];
  // Where an object's members are separate fields, those of other parameters do not belong to it.
  const isOthers = (field: string, self: string): boolean =>
    compiled.some(({ place, name, ownsField }) => place === 'query' && name !== self && ownsField(field)) ||
    reserved().has(field);
  const hasQuerystring = minorOf(root.openapi) >= 2;
  let known: ReadonlySet<string> | undefined;
  const reserved = (): ReadonlySet<string> => {
    known ??= reservedFields(operation, root);
    return known;
  };
  for (const parameter of operation.parameters) {
    const ready =
      parameter.node.in === 'querystring'
        ? hasQuerystring && compileQuerystring(parameter, root, shapes, reserved)
        : compileParameter(parameter, root, shapes, isOthers, ignored);
    if (ready) compiled.push(ready);
  }
  return compiled;
}

/** Query fields that are not parameters: keys of security schemes, and those that the key of `paths` fixes. */
export function reservedFields(
  { pathTemplate }: Pick<Operation, 'pathTemplate'>,
  root: JsonObject,
): ReadonlySet<string> {
  const keys = secretCarriers(root).filter((carrier) => carrier.in === 'query');
  return new Set([...keys.map(({ name }) => name), ...fixedFields(pathKeyOf(pathTemplate)).keys()]);
}

function compileParameter(
  parameter: Located,
  root: JsonObject,
  shapes: Shapes,
  isOthers: (field: string, self: string) => boolean,
  ignored: ReadonlySet<string>,
): CompiledParameter | undefined {
  const { node, pointer } = parameter;
  const place = node.in;
  if (typeof node.name !== 'string' || !isPlace(place)) return undefined;
  const name = node.name;
  if (place === 'header' && ignored.has(name.toLowerCase())) return undefined;
  const content = valueContentOf(parameter, root, shapes);
  const schema = content ? content.schema : node.schema === undefined ? undefined : child(pointer, 'schema');
  const shape = content ? content.shape : schema === undefined ? undefined : (shapes.of(schema) ?? undefined);
  const style = styleOf(node, place, root);
  const types = namedTypes(shape);
  const explode = typeof node.explode === 'boolean' ? node.explode : EXPLODED.has(style);
  const isPlain = content === undefined && (place === 'query' ? style === 'form' : style === 'cookie');
  const isSpread = isPlain && explode && types.has('object');
  const isDeclared = (field: string): boolean => field !== name && propertiesIn(shape).has(field);
  // Cookies of other parties are among a request's: only those that the schema names are members.
  const isMember =
    place === 'cookie'
      ? isDeclared
      : memberTest(shape, isDeclared, (field) => field !== name && !isOthers(field, name));
  const serialization: Serialization = { name, style, explode, types, isMember };
  const ownsField = (field: string): boolean => {
    if (place !== 'query' && place !== 'cookie') return false;
    if (field === name) return true;
    if (isSpread) return isDeclared(field);
    return style === 'deepObject' ? hasBrackets(field, name) : types.has('array') && isItemOf(field, name);
  };
  return {
    place,
    name,
    required: node.required === true || place === 'path',
    pointer: follow(root, node, pointer)?.pointer ?? pointer,
    node,
    ...(schema === undefined ? {} : { schema }),
    ownsField,
    takesField: (field) => ownsField(field) || (isSpread && isMember(field)),
    read(sources) {
      if (content !== undefined) return readContent(content, place, name, sources);
      if (place === 'query' && !isSpread && isEmptyField(name, serialization, sources.query)) {
        // An empty value counts as not sent, unless the document speaks of it (OpenAPI 3.1 §4.8.12.2.1).
        if (node.allowEmptyValue === true) return { sent: true, isEmpty: true };
        if (!enumerationsIn(shape).some((members) => members.includes('')) && !isEmptyConst(shape)) return NOT_SENT;
      }
      const written = place === 'query' ? sources.written?.() : undefined;
      if (place === 'cookie' && style === 'cookie') {
        const raw = readCookies(serialization, sources.headers);
        return raw === undefined ? NOT_SENT : { sent: true, value: toValue(raw, shape) };
      }
      if (place === 'header' && isSetCookie(name)) {
        const lines = textsOf(place, name, sources);
        return lines.length === 0 ? NOT_SENT : readSetCookies(lines, shape);
      }
      const raw = readRaw(place, serialization, sources, written);
      if (raw === '' && place === 'header') return NOT_SENT;
      if (raw === undefined) return isSent(place, name, sources) ? OTHER_STYLE : NOT_SENT;
      const value = toValue(raw, shape);
      if (!written || !mayBeSplitOtherwise(serialization, written)) return { sent: true, value };
      const other = readFields(serialization, sources.query);
      return other === undefined ? { sent: true, value } : { sent: true, value, otherwise: [toValue(other, shape)] };
    },
  };
}

const NOT_SENT: ReadParameter = { sent: false };
const OTHER_STYLE: ReadParameter = { sent: true };

/**
 * Which fields are members of an object that is spread over the query: those that it names, and, where it is open to
 * others, all that no other parameter owns.
 */
function memberTest(
  shape: Shape | undefined,
  isDeclared: (field: string) => boolean,
  isFree: (field: string) => boolean,
): (field: string) => boolean {
  if (!shape) return isDeclared;
  const isOpen = shape.welcomesOthers || (!shape.namesProperties && !shape.closesOthers);
  return (field) => isDeclared(field) || (isFree(field) && (isOpen || shape.property(field) !== undefined));
}

function isEmptyField(name: string, { types, explode }: Serialization, query: Fields): boolean {
  const values = query.get(name);
  // `ids=` is the one way to write an empty list.
  return values?.every((value) => value === '') === true && (explode || !types.has('array'));
}

function isEmptyConst(shape: Shape | undefined): boolean {
  return shape?.schemas.some(({ node }) => node.const === '') ?? false;
}

/** Swagger 2.0 separates values by tabs too; OpenAPI 3 has no such style, and the converter leaves a note. */
function styleOf(node: JsonObject, place: ParameterPlace, root: JsonObject): string {
  if (node['x-collectionFormat'] === 'tsv') return 'tabDelimited';
  // The style `cookie` came with OpenAPI 3.2.
  if (typeof node.style !== 'string' || (node.style === 'cookie' && minorOf(root.openapi) < 2))
    return DEFAULT_STYLES[place];
  return node.style;
}

function isPlace(place: unknown): place is ParameterPlace {
  return place === 'path' || place === 'query' || place === 'header' || place === 'cookie';
}

/** A parameter whose value is a separate document, such as JSON text. */
function readContent(
  content: ValueContent,
  place: ParameterPlace,
  name: string,
  sources: ParameterSources,
): ReadParameter {
  const texts = textsOf(place, name, sources);
  // Field lines of one name are one value (RFC 9110 §5.3); cookies keep their lines (OpenAPI 3.2 §4.21.3).
  const text = place === 'header' && texts.length > 1 ? texts.join(isSetCookie(name) ? '\n' : ', ') : texts.at(-1);
  if (text === undefined || (text === '' && (place === 'query' || place === 'header'))) return NOT_SENT;
  return readValueContent(content, place === 'path' || place === 'cookie' ? decodePercent(text) : text);
}

function readRaw(
  place: ParameterPlace,
  serialization: Serialization,
  sources: ParameterSources,
  written: Fields | undefined,
): Raw | undefined {
  if (place === 'query') return readFields(serialization, sources.query, written);
  const texts = textsOf(place, serialization.name, sources);
  const [first] = texts;
  if (first === undefined) return undefined;
  if (place === 'path' || place === 'cookie') return decodeRaw(readText(serialization, first));
  // Field lines of one name are one list (RFC 9110 §5.3).
  return readText(serialization, texts.length === 1 ? first : texts.join(', '));
}

/** What was sent under the name, as it is written. */
function textsOf(
  place: ParameterPlace,
  name: string,
  { pathValues, query, headers }: ParameterSources,
): readonly string[] {
  if (place === 'query') return query.get(name) ?? [];
  if (place === 'header') {
    const key = name.toLowerCase();
    const field = Object.hasOwn(headers, key) ? headers[key] : undefined;
    return typeof field === 'string' ? [field] : (field ?? []);
  }
  const text = place === 'path' ? pathValues[name] : cookieText(headers, name);
  return text === undefined ? [] : [text];
}

function isSent(place: ParameterPlace, name: string, sources: ParameterSources): boolean {
  return textsOf(place, name, sources).length > 0;
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
