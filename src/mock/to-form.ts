import { isJsonType, isXmlType, parseMediaType } from '../http/index.js';
import { isContainer, isObject, type JsonObject, type JsonValue, own, writeJson } from '../model/index.js';
import type { Shape } from '../schema/index.js';
import { toXml } from './xml.js';

/**
 * The members as form fields (WHATWG URL §5.2), each as its `encoding` says (OpenAPI 3.1 §4.8.15): where it names no
 * style, lists repeat their field, and objects are JSON.
 * @param media the Media Type Object
 */
export function toForm(value: JsonObject, media?: JsonObject, shape?: Shape): string {
  const encodings = media && own(media, 'encoding');
  return Object.entries(value)
    .flatMap(([name, member = null]) => {
      const encoding = isObject(encodings) ? own(encodings, name) : undefined;
      return fieldsOf(name, member, isObject(encoding) ? encoding : {}, shape?.property(name));
    })
    .join('&');
}

function fieldsOf(name: string, value: JsonValue, encoding: JsonObject, shape: Shape | undefined): string[] {
  const { style, explode, allowReserved, contentType } = encoding;
  const field = (text: string): string => `${encode(name)}=${text}`;
  if (style === undefined && explode === undefined && allowReserved === undefined) {
    const type = typeof contentType === 'string' ? parseMediaType(contentType) : undefined;
    if (type && isJsonType(type)) return [field(encode(writeJson(value)))];
    if (type && isXmlType(type) && isContainer(value)) return [field(encode(toXml(value, shape)))];
    return (Array.isArray(value) ? value : [value]).map((item) => field(encode(textOf(item))));
  }
  if (!isContainer(value)) return [field(encode(textOf(value)))];
  if (style === 'deepObject') return bracketed(encode(name), value);
  const texts = isObject(value)
    ? Object.entries(value).map(([key, member = null]) => [encode(key), encode(textOf(member))] as const)
    : value.map((item) => encode(textOf(item)));
  if (explode === true || (explode === undefined && (style === undefined || style === 'form')))
    return texts.map((text) => (typeof text === 'string' ? field(text) : text.join('=')));
  return [field(texts.flat().join(SEPARATORS[String(style)] ?? ','))];
}

const SEPARATORS: Readonly<Record<string, string>> = { spaceDelimited: '%20', pipeDelimited: '%7C' };

/** `a[b]=1&a[c][d]=2`; lists repeat their field. */
function bracketed(name: string, value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => bracketed(name, item));
  if (!isObject(value)) return [`${name}=${encode(textOf(value))}`];
  return Object.entries(value).flatMap(([key, member = null]) => bracketed(`${name}%5B${encode(key)}%5D`, member));
}

function textOf(value: JsonValue): string {
  return isContainer(value) ? writeJson(value) : String(value);
}

function encode(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}
