import { decodePercent } from '../../model/index.js';
import { readBrackets, readItems } from './deep-object.js';
import type { Fields } from './fields.js';
import type { Raw } from './value.js';

/** How a parameter is written (OpenAPI 3.1 §4.8.12.3). */
export interface Serialization {
  readonly name: string;
  readonly style: string;
  readonly explode: boolean;
  /** The JSON types that the schema admits; empty where it does not say. */
  readonly types: ReadonlySet<string>;
  /** Whether a field of this name is a member of the object, where its members are separate fields. */
  readonly isMember?: (field: string) => boolean;
}

const SEPARATORS: Readonly<Record<string, string>> = {
  form: ',',
  simple: ',',
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
};

/**
 * Reads a parameter from query or form fields. Undefined where it was not sent.
 * @param written the same fields with values as they are written: in them a delimiter that is percent-encoded is data
 * (RFC 3986 §2.2). Without it, one is a delimiter too.
 */
export function readFields(parameter: Serialization, fields: Fields, written?: Fields): Raw | undefined {
  const { name, style, explode, types } = parameter;
  if (style === 'deepObject') return readBrackets(name, fields);
  if (types.has('object') && explode && style === 'form') return readExplodedObject(parameter, fields);
  const values = fields.get(name);
  if (values === undefined) return types.has('array') ? readItems(name, fields) : undefined;
  const split = (): string[] => {
    const texts = written?.get(name);
    return texts
      ? texts.flatMap((text) => splitWritten(text, style))
      : values.flatMap((text) => splitText(text, SEPARATORS[style] ?? ','));
  };
  if (types.has('array')) return explode && (style === 'form' || values.length > 1) ? values : split();
  // A scalar that is sent twice is a list, and no scalar.
  if (values.length > 1 && types.size > 0 && !types.has('object')) return values;
  return types.has('object') ? pairs(split()) : (values.at(-1) ?? '');
}

/**
 * Whether a field that is percent-encoded may be meant otherwise: many clients encode the commas between items, too.
 */
export function mayBeSplitOtherwise({ name, style, explode, types }: Serialization, written: Fields): boolean {
  if (explode || (style !== 'form' && style !== 'simple') || !(types.has('array') || types.has('object'))) return false;
  return written.get(name)?.every((text) => !text.includes(',')) ?? false;
}

function splitText(text: string, separator: string): string[] {
  return text === '' ? [] : text.split(separator);
}

function splitWritten(text: string, style: string): string[] {
  // No URL has a blank as it is, and strict clients encode a bar (RFC 3986 §3.4): the encoded ones delimit there.
  if (style === 'tabDelimited') return text === '' ? [] : text.split(/%09|\t/g).map(decodePercent);
  const separator =
    style === 'spaceDelimited' ? /%20|\+| /g : style !== 'pipeDelimited' ? ',' : text.includes('|') ? '|' : /%7c/gi;
  return text === '' ? [] : text.split(separator).map((piece) => decodePercent(piece.replaceAll('+', ' ')));
}

function readExplodedObject({ isMember }: Serialization, fields: Fields): Raw | undefined {
  const object: Record<string, Raw> = Object.create(null);
  for (const [field, values] of fields)
    if (isMember?.(field)) object[field] = values.length > 1 ? values : (values[0] ?? '');
  return Object.keys(object).length === 0 ? undefined : object;
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
    if (explode && types.has('object')) return membersOf(parts);
    const values = parts.map((part) => splitOnce(part, '=')).filter(([key]) => key === name);
    if (values.length === 0) return undefined;
    return explode && types.has('array')
      ? values.map(([, value]) => value)
      : readList(parameter, values[0]?.[1] ?? '', ',');
  }
  return readList(parameter, text, style === 'tabDelimited' ? '\t' : ',');
}

function readList({ types, explode }: Serialization, text: string, separator: string): Raw {
  if (types.has('array')) return text === '' ? [] : text.split(separator).map((item) => item.trim());
  if (!types.has('object')) return text;
  const parts = text.split(separator).map((part) => part.trim());
  return explode ? membersOf(parts) : pairs(parts);
}

function pairs(parts: readonly string[]): Record<string, Raw> {
  const object: Record<string, Raw> = Object.create(null);
  for (let index = 0; index + 1 < parts.length; index += 2) object[parts[index] ?? ''] = parts[index + 1] ?? '';
  return object;
}

/** `a=1` is the member `a`. */
export function membersOf(parts: readonly string[]): Raw {
  return pairs(parts.flatMap((part) => splitOnce(part, '=')));
}

function splitOnce(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + separator.length)];
}
