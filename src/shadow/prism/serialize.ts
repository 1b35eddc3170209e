import { isJsonType, isXmlType, parseMediaType } from '../../http/index.js';

/** Prism has no text for a value, and answers 500. */
export class NotSerializable extends Error {
  readonly status = 500;
  readonly detail = this.message;
}

/** The text that Prism's server sends for a value, by the media type; undefined for no body. */
export function serialized(payload: unknown, contentType: string | undefined): string | undefined {
  if (!contentType && !payload) return undefined;
  const type = parseMediaType(contentType ?? '');
  if (type && isJsonType(type)) return JSON.stringify(payload);
  if (type && isXmlType(type)) return typeof payload === 'string' ? payload : elementOf('xml', payload);
  if (type?.type === 'text') {
    if (typeof payload === 'string' || payload === undefined) return payload;
    const error = new NotSerializable('Cannot serialise complex objects as text');
    error.name = 'https://stoplight.io/prism/errors#NO_COMPLEX_OBJECT_TEXT';
    throw error;
  }
  if (typeof payload === 'string') return payload;
  throw new Error(`Cannot find serializer for ${contentType}`);
}

/** As fast-xml-parser writes it without options: no attributes, one element an item. */
function elementOf(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => elementOf(name, item)).join('');
  if (value === undefined) return '';
  if (value === null) return `<${name}/>`;
  const content =
    typeof value === 'object'
      ? Object.entries(value)
          .map(([member, each]) => (member === '#text' ? escaped(String(each)) : elementOf(member, each)))
          .join('')
      : escaped(String(value));
  return `<${name}>${content}</${name}>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('>', '&gt;')
    .replaceAll('<', '&lt;')
    .replaceAll("'", '&apos;')
    .replaceAll('"', '&quot;');
}
