import { isFormType, isJsonType, parseMediaType } from '../../http/index.js';
import { isNumeric, isObject, type JsonObject, type JsonValue, writeJson } from '../../model/index.js';
import { familyOf, type Scope } from '../reading/schema.js';
import { type BodyPlan, writeBody } from './bodies.js';
import { encode, isWellFormed, type Style, writeQuery } from './query.js';
import { carriesParts, carriesScalar, hasFraction, type TextPlace } from './text.js';

/** A parameter or header as the document writes it (OpenAPI 3.1 §4.8.12). */
export interface Parameter {
  readonly place: 'path' | 'query' | 'header' | 'cookie';
  readonly name: string;
  readonly node: JsonObject;
  readonly schema: JsonValue;
  /** Whether its value is JSON text, by `content`. */
  readonly isJson: boolean;
  /** Of a parameter that is the whole query string: its media type. */
  readonly whole?: Pick<BodyPlan, 'contentType' | 'media'>;
}

/** A parameter on the wire: text for path, header and cookie; `name=value` pieces, encoded, for a query. */
export type Written = string | readonly string[];

/**
 * Writes a value in the parameter's style (OpenAPI 3.1 §4.8.12.5, RFC 6570); undefined where that style cannot carry
 * the value unharmed.
 */
export function writeParameter(parameter: Parameter, scope: Scope, value: JsonValue): Written | undefined {
  const { place, name, node, schema, isJson } = parameter;
  const textPlace: TextPlace = { scope, family: familyOf(scope, [schema]) };
  const style =
    typeof node.style === 'string' ? node.style : place === 'query' || place === 'cookie' ? 'form' : 'simple';
  const explode = typeof node.explode === 'boolean' ? node.explode : ['form', 'deepObject', 'cookie'].includes(style);
  // Lists and objects in it are several fields.
  if (place === 'header' && name.toLowerCase() === 'set-cookie' && typeof value === 'object' && !isNumeric(value))
    return undefined;
  if (parameter.whole) return writeWhole(parameter.whole, schema, scope, value);
  if (isJson) return writeContent(place, name, value);
  if (place === 'query') return writeQuery({ name, style, explode }, textPlace, value);
  if (place === 'cookie' && explode && typeof value === 'object' && !isNumeric(value)) return undefined;
  if (style === 'cookie') {
    // Its values are not encoded: what needs that cannot be sent.
    const text = writeText({ name, style: 'form', explode: false }, textPlace, value);
    return text !== undefined && /^[\w.,-]+$/.test(text) ? text : undefined;
  }
  const text = writeText({ name, style, explode }, textPlace, value);
  return text !== undefined && place === 'header' && !isFieldValue(text) ? undefined : text;
}

/** The whole query string: a form as it is, anything else percent-encoded. */
function writeWhole(
  whole: Pick<BodyPlan, 'contentType' | 'media'>,
  schema: JsonValue,
  scope: Scope,
  value: JsonValue,
): Written | undefined {
  const text = writeBody({ ...whole, scope, schema }, value);
  if (text === undefined || text === '') return undefined;
  const type = parseMediaType(whole.contentType);
  return [type && isFormType(type) ? text : encode(text)];
}

function writeContent(place: Parameter['place'], name: string, value: JsonValue): Written | undefined {
  const text = writeJson(value);
  if (place === 'query') return [`${encode(name)}=${encode(text)}`];
  if (place !== 'header') return encode(text);
  return isFieldValue(text) ? text : undefined;
}

/** Visible ASCII with blanks inside (RFC 9110 §5.5). */
function isFieldValue(text: string): boolean {
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text);
}

/** The text that carries the value in a path segment, a header or a cookie. */
function writeText({ name, style, explode }: Style, place: TextPlace, value: JsonValue): string | undefined {
  const isScalar = typeof value !== 'object' || isNumeric(value);
  if (isScalar ? !carriesScalar(place, value) || !isWellFormed(value) : !carriesParts(place, value)) return undefined;
  if (style === 'label' && (hasFraction(value) || (isScalar && String(value).includes('.')))) return undefined;
  const isHeader = style === 'simple' && isScalar;
  const scalar = isScalar ? (isHeader ? String(value) : encode(String(value))) : '';
  const parts = Array.isArray(value) ? value.map(String) : undefined;
  const members = isObject(value) ? Object.entries(value).map(([member, part]) => [member, String(part)] as const) : [];
  const pairs = members.map(([member, part]) => `${member}=${part}`);
  const flat = parts ?? members.flat();
  switch (style) {
    case 'simple':
    case 'form':
      return isScalar ? scalar : explode && !parts ? pairs.join(',') : flat.join(',');
    case 'label':
      return `.${isScalar ? scalar : explode ? (parts ?? pairs).join('.') : flat.join(',')}`;
    case 'matrix':
      if (isScalar) return `;${name}=${scalar}`;
      if (!explode) return `;${name}=${flat.join(',')}`;
      return (parts?.map((part) => `${name}=${part}`) ?? pairs).map((pair) => `;${pair}`).join('');
    default:
      return undefined;
  }
}

/** Whether a parameter's `content` of this media type is JSON text. */
export function isJsonContent(mediaType: string): boolean {
  const type = parseMediaType(mediaType);
  return type !== undefined && isJsonType(type);
}

/** Header parameters of some names are described elsewhere, and ignored (OpenAPI 3.1 §4.8.12.1). */
export function isDescribedElsewhere(header: string): boolean {
  return /^(?:accept|content-type|authorization)$/i.test(header);
}
