import { isNumeric, isObject, type JsonValue } from '../../model/index.js';
import { mapAt, typesIn } from '../reading/schema.js';
import { carriesParts, carriesScalar, memberPlace, type TextPlace } from './text.js';

/** How a query parameter or a form field is written (OpenAPI 3.1 §4.8.12.3). */
export interface Style {
  readonly name: string;
  readonly style: string;
  readonly explode: boolean;
}

const SEPARATORS: Readonly<Record<string, string>> = { form: ',', spaceDelimited: '%20', pipeDelimited: '%7C' };

/** The pieces of a query or form that carry the value. */
export function writeQuery(
  { name, style, explode }: Style,
  place: TextPlace,
  value: JsonValue,
): readonly string[] | undefined {
  const key = encode(name);
  if (typeof value !== 'object' || isNumeric(value))
    return carriesScalar(place, value) && isWellFormed(value) ? [`${key}=${encode(String(value))}`] : undefined;
  if (style === 'deepObject') return writeDeep(key, place, value);
  if (!carriesParts(place, value)) return undefined;
  const separator = SEPARATORS[style];
  if (Array.isArray(value)) {
    if (explode) return value.map((item) => `${key}=${item}`);
    return separator === undefined ? undefined : [`${key}=${value.join(separator)}`];
  }
  const members = Object.entries(value ?? {});
  if (explode && style === 'form')
    return members.every(([member]) => isMemberOf(place, member))
      ? members.map(([member, part]) => `${member}=${part}`)
      : undefined;
  return explode || separator === undefined ? undefined : [`${key}=${members.flat().join(separator)}`];
}

/** A field that a closed object does not name is a parameter of its own. */
function isMemberOf({ family }: TextPlace, name: string): boolean {
  const isClosed = family.some((schema) => [schema.additionalProperties, schema.unevaluatedProperties].includes(false));
  return !isClosed || family.some((schema) => mapAt(schema, 'properties').some(([member]) => member === name));
}

/** Half a surrogate pair has no encoding. */
export function isWellFormed(value: JsonValue): boolean {
  return typeof value !== 'string' || !/\p{Surrogate}/u.test(value);
}

function writeDeep(key: string, place: TextPlace, value: JsonValue): readonly string[] | undefined {
  if (!isObject(value) || Object.keys(value).length === 0 || !typesIn(place.family).has('object')) return undefined;
  const pieces: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined || !/^[\w-]+$/.test(name)) return undefined;
    const below = memberPlace(place, name);
    const inner = `${key}%5B${name}%5D`;
    if (isObject(member)) {
      const deeper = writeDeep(inner, below, member);
      if (!deeper) return undefined;
      for (const each of deeper) pieces.push(each);
    } else if (carriesScalar(below, member) && isWellFormed(member)) pieces.push(`${inner}=${encode(String(member))}`);
    else return undefined;
  }
  return pieces;
}

/** Text as a part of a query. */
export function encode(text: string): string {
  return encodeURIComponent(text);
}
