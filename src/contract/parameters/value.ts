import { type JsonValue, numberOf } from '../../model/index.js';
import { namedTypes, type Shape } from '../../schema/index.js';

/** A parameter's value while its members are still text. */
export type Raw = string | readonly string[] | { readonly [name: string]: Raw };

/** Lists inside each other that one text is read as: a schema of lists of itself has no end of them. */
const MOST_LISTS = 8;

/** Gives every piece of text the type that the schema wants at its place. */
export function toValue(raw: Raw, shape: Shape | undefined): JsonValue {
  if (typeof raw === 'string') return textValue(raw, shape, MOST_LISTS);
  if (isList(raw)) return raw.map((item, index) => toValue(item, shape?.item(index)));
  const indexed = namedTypes(shape).has('array') ? itemsByIndex(raw) : undefined;
  if (indexed) return indexed.map((item, index) => toValue(item, shape?.item(index)));
  const object: Record<string, JsonValue> = Object.create(null);
  for (const [name, value] of Object.entries(raw)) object[name] = toValue(value, shape?.property(name));
  return object;
}

/**
 * The same for a text in a document: white space around it belongs to no number, boolean or null (XML Schema part 2
 * §4.3.6), and people and tools put it there to indent.
 */
export function toTrimmedValue(text: string, shape: Shape | undefined): JsonValue {
  const trimmed = toValue(text.trim(), shape);
  return typeof trimmed === 'string' ? toValue(text, shape) : trimmed;
}

/** Whether it is a list, and neither text nor an object. */
export function isList(raw: Raw): raw is readonly string[] {
  return Array.isArray(raw);
}

/** A list of one item is written as that item is. @param lists how many may be inside each other */
function textValue(text: string, shape: Shape | undefined, lists: number): JsonValue {
  const types = namedTypes(shape);
  const value = coerce(text, types);
  const isItem = typeof value === 'string' && types.has('array') && !types.has('string') && lists > 0;
  return isItem ? [textValue(text, shape?.item(0), lists - 1)] : value;
}

/** `p[l][0]=a&p[l][1]=b` writes a list by its indexes. */
function itemsByIndex(raw: Readonly<Record<string, Raw>>): Raw[] | undefined {
  const names = Object.keys(raw);
  if (names.length === 0 || !names.every((name) => /^\d{1,6}$/.test(name))) return undefined;
  return names.sort((a, b) => Number(a) - Number(b)).map((name) => raw[name] ?? '');
}

/**
 * Text as the first of the schema's types that it spells: `"7"` is 7 where a number is allowed. Unchanged if it spells
 * none of them.
 */
export function coerce(text: string, types: ReadonlySet<string>): JsonValue {
  if ((types.has('integer') || types.has('number')) && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text))
    return numberOf(text);
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (types.has('null') && (text === 'null' || (text === '' && !types.has('string')))) return null;
  return text;
}
