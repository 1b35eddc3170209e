import { covers, isFormType, isJsonType, isXmlType, type MediaType, parseMediaType } from '../../http/index.js';
import { isObject, type JsonObject, type JsonValue, type Located, latin1Text, own } from '../../model/index.js';
import { namedTypes, propertiesIn, type Shape } from '../../schema/index.js';
import { mayBeSplitOtherwise, readFields, type Serialization } from '../parameters/deserialize.js';
import type { Fields } from '../parameters/fields.js';
import { isList, type Raw, toTrimmedValue, toValue } from '../parameters/value.js';
import { parseBody } from './body.js';
import type { Part } from './multipart.js';
import { xmlValue } from './xml.js';

/** A Media Type Object, whose `encoding` counts. */
type Media = Pick<Located, 'node'>;

/**
 * Form fields as the object that the schema describes; `encoding` says how each is written (OpenAPI 3.1 §4.8.15). Where
 * it says nothing, an object is JSON in one field, or its members have their names in brackets, as many clients do.
 * @param written the same fields with values as they are written
 */
export function formValue(media: Media, shape: Shape | undefined, fields: Fields, written: () => Fields): JsonValue {
  const object: Record<string, JsonValue> = Object.create(null);
  const byBase = groupedByBase(fields);
  const names = new Set([...propertiesIn(shape), ...byBase.keys()]);
  const spread = new Set<string>();
  for (const name of names) {
    const member = shape?.property(name);
    const types = member ? namedTypes(member) : new Set<string>();
    const encoding = encodingOf(media, name);
    const field = fieldOf(name, encoding, types);
    const isSpread = types.has('object') && field.style === 'form' && field.explode;
    const here = isSpread ? spreadFields(member, shape, fields) : (byBase.get(baseOf(name)) ?? NO_FIELDS);
    if (isSpread) for (const key of here.keys()) spread.add(key);
    const asWritten = field.explode ? undefined : written();
    const isStrict = asWritten !== undefined && !mayBeSplitOtherwise(field, asWritten);
    // A member that is announced as JSON or XML is that in one field.
    const type = contentTypeOf(encoding);
    const text = (isSpread ? fields : here).get(name)?.at(-1);
    // What is there in another form is not passed over: it is no object.
    const raw = (type ? undefined : readFields(field, here, isStrict ? asWritten : undefined)) ?? text;
    if (raw !== undefined)
      object[name] = memberValue(raw, member, type ?? (isStyled(encoding) ? undefined : JSON_TYPE));
  }
  for (const key of spread) delete object[key];
  for (const [key, values] of fields) {
    const [name = '', bracketed] = key.split('[', 2);
    // `a[b]=1` where nothing says that `a` has members: it is a separate field, which is not documented.
    if (bracketed !== undefined && !Object.hasOwn(object, name)) object[key] = values.at(-1) ?? '';
  }
  return object;
}

/** The fields that are members of an object whose members are fields of their own. */
function spreadFields(member: Shape | undefined, shape: Shape | undefined, fields: Fields): Fields {
  const found = new Map<string, readonly string[]>();
  for (const key of propertiesIn(member)) {
    const values = propertiesIn(shape).has(key) ? undefined : fields.get(key);
    if (values) found.set(key, values);
  }
  return found;
}

/** A member of a form, as its schema sees it. @param type of what is an object or a list in one field */
function memberValue(raw: Raw, shape: Shape | undefined, type: MediaType | undefined): JsonValue {
  if (!type) return toValue(raw, shape);
  if (typeof raw === 'string') return textValue(raw, shape, type);
  if (!isList(raw)) return toValue(raw, shape);
  const items = raw.map((item, index) => textValue(item, shape?.item(index), type));
  const [only] = items;
  // One field with a list in it is the list itself.
  return items.length === 1 && Array.isArray(only) && !namedTypes(shape?.item(0)).has('array') ? only : items;
}

function textValue(text: string, shape: Shape | undefined, type: MediaType): JsonValue {
  if (type === JSON_TYPE && !wantsMembers(shape)) return toValue(text, shape);
  const parsed = parseBody(text, type);
  if (parsed.kind === 'value') return parsed.value;
  return parsed.kind === 'xml' ? xmlValue(parsed.root, shape) : toValue(text, shape);
}

function wantsMembers(shape: Shape | undefined): boolean {
  const types = namedTypes(shape);
  return (types.has('object') || types.has('array')) && !types.has('string');
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
      const raw = readFields(fieldOf(name, encoding, types), fields) ?? fields.get(name)?.at(-1) ?? '';
      object[name] = toValue(raw, member);
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
  const wantsStructure = wantsMembers(shape);
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
  return toTrimmedValue(text.kind === 'text' ? text.text : new TextDecoder().decode(part.content), shape);
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

/** The media type of a field that is not written in a style: JSON or XML. */
function contentTypeOf(encoding: JsonObject | undefined): MediaType | undefined {
  const type =
    typeof encoding?.contentType === 'string' && !isStyled(encoding) ? parseMediaType(encoding.contentType) : undefined;
  return type && (isJsonType(type) || isXmlType(type)) ? type : undefined;
}

/** Whether a style counts, and no media type (OpenAPI 3.1 §4.8.15.1.2). */
function isStyled(encoding: JsonObject | undefined): boolean {
  return ['style', 'explode', 'allowReserved'].some((keyword) => encoding?.[keyword] !== undefined);
}

function fieldOf(name: string, encoding: JsonObject | undefined, types: ReadonlySet<string>): Serialization {
  const { explode, ...written } = encoding ?? {};
  // The note is of the conversion from Swagger 2.0, as for parameters: OpenAPI 3 has no style with tabs.
  const style = written['x-collectionFormat'] === 'tsv' ? 'tabDelimited' : written.style;
  return {
    name,
    style: typeof style === 'string' ? style : types.has('object') && !isStyled(encoding) ? 'deepObject' : 'form',
    explode: typeof explode === 'boolean' ? explode : style === undefined || style === 'form',
    types,
    isMember: () => true,
  };
}
