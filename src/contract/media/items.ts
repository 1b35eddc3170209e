import { type Framing, type ItemContent, splitterFor } from '../../http/index.js';
import {
  child,
  isObject,
  isTooDeep,
  isUtf8,
  type JsonObject,
  type JsonValue,
  MAX_DEPTH,
  utf8Text,
  writeJson,
} from '../../model/index.js';
import type { Example } from '../examples.js';
import { parseJson } from './body.js';

/** An item as its schema sees it; or why there is no value. */
export type ReadItem =
  | {
      readonly value: JsonValue;
      /** Whether numbers that no double holds may be in it. */
      readonly isExact: boolean;
    }
  | { readonly value?: never; readonly detail: string }
  | { readonly value?: never; readonly detail?: never; readonly isTooLarge: true }
  /** What is wrong was said already. */
  | { readonly value?: never; readonly detail?: never; readonly isTooLarge?: never; readonly isSaid: true }
  /** Nobody knows how a body of its type becomes what its schema describes. */
  | { readonly value?: never; readonly detail?: never; readonly isTooLarge?: never; readonly isUnjudged: true };

/**
 * Reads an item: a line or a record is a JSON text, an event is an object with `data`, `event`, `id` and `retry`
 * (OpenAPI 3.2 §4.14), all of them texts but the last one.
 */
export function readItem(content: Exclude<ItemContent, { kind: 'part' }>): ReadItem {
  if (content.kind === 'too-large') return TOO_LARGE;
  if (content.kind === 'event') return { value: { ...content.event }, isExact: false };
  const { bytes } = content;
  const text = utf8Text(bytes);
  if (text.includes('\ufffd') && !isUtf8(bytes)) return { detail: 'it is not UTF-8' };
  const parsed = parseJson(text);
  if (parsed.kind === 'unparseable') return { detail: parsed.detail };
  return bytes.length > 2 * MAX_DEPTH && isTooDeep(parsed.value) ? TOO_LARGE : parsed;
}

const TOO_LARGE = { isTooLarge: true } as const;

/** The items of a documented sequence: those of a list, of a text in the framing, or the value itself, which is one. */
export function sampleItems(value: JsonValue, framing: Framing | undefined): readonly JsonValue[] {
  const isEvents = framing === 'events';
  if (typeof value === 'string' && framing !== undefined) return itemsIn(value, framing) ?? [];
  const items = Array.isArray(value) ? value : [value];
  return isEvents ? items.map(asEvent) : items;
}

/**
 * The items of a whole body that can be read; undefined where a body of the framing has none, or only parts, which
 * cannot be read without their description.
 */
export function itemsIn(text: string, framing: Framing): readonly JsonValue[] | undefined {
  if (framing === 'parts') return undefined;
  const items: JsonValue[] = [];
  const splitter = splitterFor(framing, {
    item({ index, content }) {
      items[index] = content.kind === 'part' ? null : (readItem(content).value ?? null);
    },
    fault: () => undefined,
  });
  splitter?.write(new TextEncoder().encode(text));
  splitter?.end(true);
  // Broken items have a number too.
  return splitter && Array.from(items, (item) => item ?? null);
}

/** The examples of single items. */
export function itemExamples(example: Example, framing: Framing | undefined): readonly Example[] {
  const { name, value, bytes, pointer } = example;
  if (bytes) return [];
  const isList = Array.isArray(value);
  return sampleItems(value, framing).map((item, index) => ({
    name,
    value: item,
    pointer: isList ? child(pointer, index) : pointer,
  }));
}

/** An event as a mock sends it: an object with `data` and nothing but fields of an event is one, all else is data. */
function asEvent(value: JsonValue): JsonObject {
  const isEvent = isObject(value) && value.data !== undefined && Object.keys(value).every((name) => FIELDS.has(name));
  const fields: JsonObject = isEvent ? value : { data: value };
  const { data = '' } = fields;
  return { ...fields, data: typeof data === 'string' ? data : writeJson(data) };
}

const FIELDS: ReadonlySet<string> = new Set(['data', 'event', 'id', 'retry']);
