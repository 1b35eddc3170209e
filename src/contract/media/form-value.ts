import { covers, isFormType, isJsonType, isXmlType, type MediaType, parseMediaType } from '../../http/index.js';
import { isObject, type JsonObject, type JsonValue, type Located, latin1Text, own } from '../../model/index.js';
import { namedTypes, propertiesIn, type Shape } from '../../schema/index.js';
import { mayBeSplitOtherwise, readFields, type Serialization } from '../parameters/deserialize.js';
import type { Fields } from '../parameters/fields.js';
import { toValue } from '../parameters/value.js';
import { parseBody, parseJson } from './body.js';
import type { Part } from './multipart.js';
import { xmlValue } from './xml.js';

/** A Media Type Object, whose `encoding` counts. */
type Media = Pick<Located, 'node'>;

/**
 * Form fields as the object that the schema describes; `encoding` says how each is written (OpenAPI 3.1 §4.8.15).
 * @param written the same fields with values as they are written
 */
export function formValue(media: Media, shape: Shape | undefined, fields: Fields, written: () => Fields): JsonValue {
  const object: Record<string, JsonValue> = Object.create(null);
  const byBase = groupedByBase(fields);
  for (const name of new Set([...propertiesIn(shape), ...byBase.keys()])) {
    const here = byBase.get(baseOf(name)) ?? NO_FIELDS;
    const member = shape?.property(name);
    const types = member ? namedTypes(member) : new Set<string>();
    const encoding = encodingOf(media, name);
    // A member that is announced as JSON is JSON in one field.
    const field = fieldOf(name, encoding, types);
    const asWritten = field.explode ? undefined : written();
    const isStrict = asWritten !== undefined && !mayBeSplitOtherwise(field, asWritten);
    const raw = isJsonText(encoding)
      ? here.get(name)?.at(-1)
      : readFields(field, here, isStrict ? asWritten : undefined);
    if (raw === undefined) continue;
    object[name] = typeof raw === 'string' && isJsonText(encoding) ? jsonOrText(raw) : toValue(raw, member);
  }
  for (const [key, values] of fields) {
    const [name = '', bracketed] = key.split('[', 2);
    // `a[b]=1` where nothing says that `a` has members: it is a separate field, which is not documented.
    if (bracketed !== undefined && !Object.hasOwn(object, name)) object[key] = values.at(-1) ?? '';
  }
  return object;
}

const NO_FIELDS: Fields = new Map();

/** A field's name without the brackets behind it. */
function baseOf(name: string): string {
  return name.split('[', 1)[0] ?? '';
}

/** Fields by their base: each member is read from its own alone, or many members are as many passes over all. */
function groupedByBase(fields: Fields): ReadonlyMap<string, Fields> {
  const groups = new Map<string, Map<string, readonly string[]>>();
  for (const [key, values] of fields) {
    const base = baseOf(key);
    const group = groups.get(base);
    if (group) group.set(key, values);
    else groups.set(base, new Map([[key, values]]));
  }
  return groups;
}

/** A fault of one part, besides its value. */
export interface PartFault {
  readonly name: string;
  readonly keyword: 'undocumented-media-type' | 'unparseable-body';
  readonly params: Readonly<Record<string, JsonValue>>;
}

/**
 * The parts of a multipart body as the object that the schema describes (OpenAPI 3.1 §4.8.14.4). Files are text with a
 * character a byte.
 */
export function partsValue(
  media: Media,
  shape: Shape | undefined,
  parts: readonly Part[],
): { readonly value: JsonValue; readonly faults: readonly PartFault[] } {
  const object: Record<string, JsonValue> = Object.create(null);
  const faults: PartFault[] = [];
  const byName = new Map<string, Part[]>();
  for (const part of parts) {
    const own = byName.get(part.name);
    if (own) own.push(part);
    else byName.set(part.name, [part]);
  }
  for (const [name, own] of byName) {
    const member = shape?.property(name);
    const types = namedTypes(member);
    const encoding = encodingOf(media, name);
    const isList = types.has('array') && !types.has('string');
    if (typeof encoding?.style === 'string') {
      const fields: Fields = new Map([[name, own.map(({ content }) => new TextDecoder().decode(content))]]);
      const raw = readFields(fieldOf(name, encoding, types), fields);
      if (raw !== undefined) object[name] = toValue(raw, member);
      continue;
    }
    const values = own.map((part, index) => {
      for (const each of contentTypeFaults(part, encoding)) faults.push(each);
      return partValue(part, isList ? member?.item(index) : member, faults);
    });
    const [only] = values;
    object[name] = isList && !(values.length === 1 && Array.isArray(only)) ? values : (values.at(-1) ?? null);
  }
  return { value: object, faults };
}

const JSON_TYPE: MediaType = { type: 'application', subtype: 'json', parameters: new Map() };

function partValue(part: Part, shape: Shape | undefined, faults: PartFault[]): JsonValue {
  const types = namedTypes(shape);
  const wantsStructure = (types.has('object') || types.has('array')) && !types.has('string');
  const isOwn = isJsonType(part.type) || (wantsStructure && (isXmlType(part.type) || isFormType(part.type)));
  // What its schema describes as an object or a list is JSON, whatever type a client gives it.
  if (isOwn || (wantsStructure && !part.isFile)) {
    const type = isOwn ? part.type : JSON_TYPE;
    const parsed = parseBody(part.content, type);
    if (parsed.kind === 'value') return parsed.value;
    if (parsed.kind === 'xml') return xmlValue(parsed.root, shape);
    if (parsed.kind === 'form') return formValue({ node: {} }, shape, parsed.fields, parsed.written);
    faults.push({
      name: part.name,
      keyword: 'unparseable-body',
      params: {
        mediaType: `${type.type}/${type.subtype}`,
        detail: parsed.kind === 'unparseable' ? parsed.detail : 'it cannot be read',
      },
    });
    return null;
  }
  if (part.isFile || part.type.type !== 'text') return latin1Text(part.content);
  const text = parseBody(part.content, part.type);
  return toValue(text.kind === 'text' ? text.text : new TextDecoder().decode(part.content), shape);
}

/** `encoding.contentType` lists the media types that a part may have. */
function contentTypeFaults({ name, type }: Part, encoding: JsonObject | undefined): PartFault[] {
  if (typeof encoding?.contentType !== 'string') return [];
  const documented = encoding.contentType.split(',').map((text) => text.trim());
  const fits = documented.map(parseMediaType).some((range) => range && covers(range, type));
  const mediaType = `${type.type}/${type.subtype}`;
  return fits ? [] : [{ name, keyword: 'undocumented-media-type', params: { mediaType, documented } }];
}

function encodingOf({ node }: Media, name: string): JsonObject | undefined {
  const encodings = own(node, 'encoding');
  const encoding = isObject(encodings) ? own(encodings, name) : undefined;
  return isObject(encoding) ? encoding : undefined;
}

function isJsonText(encoding: JsonObject | undefined): boolean {
  const type = typeof encoding?.contentType === 'string' ? parseMediaType(encoding.contentType) : undefined;
  return type !== undefined && isJsonType(type) && encoding?.style === undefined;
}

function jsonOrText(text: string): JsonValue {
  const parsed = parseJson(text);
  return parsed.kind === 'value' ? parsed.value : text;
}

function fieldOf(name: string, encoding: JsonObject | undefined, types: ReadonlySet<string>): Serialization {
  const { explode, ...written } = encoding ?? {};
  // The note is of the conversion from Swagger 2.0, as for parameters: OpenAPI 3 has no style with tabs.
  const style = written['x-collectionFormat'] === 'tsv' ? 'tabDelimited' : written.style;
  return {
    name,
    style: typeof style === 'string' ? style : types.has('object') ? 'deepObject' : 'form',
    explode: typeof explode === 'boolean' ? explode : style === undefined || style === 'form',
    types,
  };
}
