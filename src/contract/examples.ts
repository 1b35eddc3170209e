import {
  canonicalJson,
  child,
  isObject,
  type JsonObject,
  type JsonValue,
  type Located,
  own,
  type Pointer,
  type Provenance,
  provenanceOf,
  sameJson,
  withoutIndexes,
  writeJson,
} from '../model/index.js';
import { type Direction, minorOf, type SchemaError, type Schemas } from '../schema/index.js';
import type { ReadText } from './media/serialized.js';
import { follow } from './operation.js';

/** A documented example of a media type. */
export interface Example {
  /** Its key under `examples`; `default` for `example` and for a schema's own. */
  readonly name: string;
  readonly value: JsonValue;
  readonly pointer: Pointer;
  readonly provenance?: Provenance;
  /** The content of a file that is not text, named by `externalValue`; `value` is its name then. */
  readonly bytes?: Uint8Array;
  /** As its media type writes it (OpenAPI 3.2 §4.19, `serializedValue`); `value` is what that says then. */
  readonly serialized?: string;
  /** What is wrong with that text; `value` is the text itself then. */
  readonly unreadable?: string;
  /** Whether its value is meant as the schema describes it (`dataValue`), whatever the media type is. */
  readonly isData?: true;
  /** Its `x-docproof-when`: the requests to which it is the answer. */
  readonly when?: JsonValue;
}

/**
 * The examples of a Media Type Object, in the order in which they are preferred: `example`, `examples`, then the
 * schema's (OpenAPI 3.1 §4.8.14.1). A document has one of the first two, and where it has both, Prism takes this order.
 * @param read reads a `serializedValue`
 */
export function examplesOf(
  root: JsonObject,
  media: Located,
  binaries: Binaries = NO_BINARIES,
  read: ReadExample = AS_TEXT,
): Example[] {
  const found = createFound();
  const { list } = found;
  const isKnown = minorOf(root.openapi) >= 2;
  const named = own(media.node, 'examples');
  if (isObject(named)) {
    for (const [name, value] of Object.entries(named)) {
      const example = follow(root, value, child(child(media.pointer, 'examples'), name));
      const bytes = example && binaryOf(example.node, binaries);
      const written = example && isKnown ? writtenExample(example.node, read) : undefined;
      if (example && written) {
        const { field, value, ...more } = written;
        push(found, name, value, child(example.pointer, field), example.node, bytes ? { ...more, bytes } : more);
      } else if (example && bytes) {
        const value = String(example.node.externalValue);
        found.add({ name, value, bytes, pointer: child(example.pointer, 'externalValue') });
      } else if (example && Object.hasOwn(example.node, 'value'))
        push(found, name, example.node.value, child(example.pointer, 'value'), example.node);
    }
  }
  const single = own(media.node, 'example');
  if (single !== undefined) {
    push(found, 'default', single, child(media.pointer, 'example'), media.node);
    // Where it repeats a named one, that comes first.
    const first = list.findIndex(({ value }) => sameJson(value, single));
    list.unshift(...list.splice(first, 1));
  }
  const schema = own(media.node, 'schema');
  const place = child(media.pointer, 'schema');
  // A schema's sample may be beside its `$ref`, and then takes precedence.
  if (isObject(schema) && Object.hasOwn(schema, '$ref')) pushSchemas(found, { node: schema, pointer: place });
  const followed = follow(root, schema, place);
  if (followed) pushSchemas(found, followed);
  return list;
}

function pushSchemas(found: Found, { node, pointer }: Located): void {
  if (Object.hasOwn(node, 'example')) push(found, 'default', node.example, child(pointer, 'example'), node);
  const list = own(node, 'examples');
  if (!Array.isArray(list)) return;
  for (const [index, value] of list.entries())
    push(found, 'default', value, child(child(pointer, 'examples'), index), node);
}

/** Reads the text of a `serializedValue`. */
export type ReadExample = (text: string) => ReadText;

const AS_TEXT: ReadExample = (value) => ({ value });

/** What `dataValue` and `serializedValue` say (OpenAPI 3.2 §4.19); undefined where an example has neither. */
function writtenExample(
  node: JsonObject,
  read: ReadExample,
):
  | (Pick<Example, 'value' | 'serialized' | 'unreadable' | 'isData'> & { field: 'dataValue' | 'serializedValue' })
  | undefined {
  const { dataValue, serializedValue } = node;
  const serialized = typeof serializedValue === 'string' ? { serialized: serializedValue } : {};
  if (dataValue !== undefined) return { field: 'dataValue', value: dataValue, isData: true, ...serialized };
  if (typeof serializedValue !== 'string') return undefined;
  const { value = serializedValue, detail } = read(serializedValue);
  return {
    field: 'serializedValue',
    value,
    ...serialized,
    ...(detail === undefined ? {} : { unreadable: detail }),
  };
}

/** The content of files that are not text, by `externalValue`. */
export type Binaries = ReadonlyMap<string, Uint8Array>;

const NO_BINARIES: Binaries = new Map();

function binaryOf(example: JsonObject, binaries: Binaries): Uint8Array | undefined {
  return typeof example.externalValue === 'string' ? binaries.get(example.externalValue) : undefined;
}

/** Examples, as they are found. */
interface Found {
  readonly list: Example[];
  add(example: Example): void;
  /** Whether one has this value: in one step, however many there are. */
  has(value: JsonValue): boolean;
}

function createFound(): Found {
  const list: Example[] = [];
  let texts: Set<string> | undefined;
  return {
    list,
    add(example) {
      list.push(example);
      texts?.add(canonicalJson(example.value));
    },
    has(value) {
      if (list.length === 0) return false;
      texts ??= new Set(list.map((example) => canonicalJson(example.value)));
      return texts.has(canonicalJson(value));
    },
  };
}

function push(
  found: Found,
  name: string,
  value: JsonValue | undefined,
  pointer: Pointer,
  holder: JsonObject,
  more: Partial<Example> = {},
): void {
  if (value === undefined || (name === 'default' && found.has(value))) return;
  const provenance = provenanceOf(holder);
  const when = own(holder, 'x-docproof-when');
  found.add({
    name,
    value,
    pointer,
    ...more,
    ...(provenance ? { provenance } : {}),
    ...(when === undefined ? {} : { when }),
  });
}

/** A value in a documented example that breaks that example's own schema. */
export interface Placeholder {
  /** Where it is, with array indexes as `*`: the one item of an example represents all items. */
  readonly location: string;
  readonly value: JsonValue;
  readonly keyword: string;
  /** The place of that keyword in the document. */
  readonly schema: Pointer;
  /** The example that contains it. */
  readonly example: Example;
}

/** The placeholders of one media type. */
export interface Placeholders {
  readonly list: readonly Placeholder[];
  /** The placeholder that this fault repeats, or undefined. */
  repeatedBy(error: SchemaError): Placeholder | undefined;
}

/** The placeholders of a whole document, by the schema that they break. */
export interface SharedPlaceholders {
  /** A placeholder that the example of any operation documents for the same rule of a shared schema. */
  repeatedBy(error: SchemaError): Placeholder | undefined;
}

/** Holds the examples against their own schema. Only values count: an example that lacks a property repeats nothing. */
export function findPlaceholders(
  schemas: Schemas,
  schema: Pointer,
  direction: Direction,
  examples: readonly Example[],
  shared?: SharedPlaceholders,
): Placeholders {
  const list: Placeholder[] = [];
  for (const example of examples) {
    if (example.bytes || example.unreadable !== undefined) continue;
    for (const error of schemas.explain(schema, direction, example.value)) {
      if (!mayBePlaceholder(error.value)) continue;
      list.push({
        location: withoutIndexes(error.location),
        value: error.value,
        keyword: error.keyword,
        schema: error.schema,
        example,
      });
    }
  }
  const known = new Map(list.map((placeholder) => [keyOf(placeholder.location, placeholder.value), placeholder]));
  return {
    list,
    repeatedBy: (error) =>
      mayBePlaceholder(error.value)
        ? (known.get(keyOf(withoutIndexes(error.location), error.value)) ?? shared?.repeatedBy(error))
        : undefined,
  };
}

/** Placeholders are words. Where an example has null, a boolean or a number, it and its schema disagree. */
function mayBePlaceholder(value: JsonValue): boolean {
  return typeof value === 'string';
}

function keyOf(location: string, value: JsonValue): string {
  return `${location} ${writeJson(value)}`;
}
