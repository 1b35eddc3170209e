import { child, isObject, type JsonObject, type JsonValue, own, type Pointer, tokensOf } from '../model/index.js';
import { resolveUri, splitReference } from './uri.js';
import { MAPS, SCHEMA_LISTS, SCHEMA_MAPS, SCHEMAS } from './vocabulary.js';
import { isData, type WalkStart } from './walk.js';

/**
 * What references in a part of a file are relative to: the file, a schema with its own `$id` (a schema resource,
 * JSON Schema 2020-12 §4.3.5), or an outermost schema of a description. The last has the file's URI; only its dynamic
 * anchors are its own, so that each of many components may have one of the same name.
 */
export interface Resource {
  readonly pointer: Pointer;
  /** Absolute, without fragment. */
  readonly uri: string;
  /** The resource to which pointers and anchors refer: itself, or the file where it has no `$id`. */
  readonly root: Resource | undefined;
  readonly anchors: Map<string, Pointer>;
  /** By name. A file may have several of the same name, in different schemas. */
  readonly dynamicAnchors: Map<string, Pointer[]>;
  /** The `$schema` that applies. */
  readonly dialect: string | undefined;
}

/** The identifiers in one file: `$id`, `$anchor`, `$dynamicAnchor` and `$schema`. */
export interface Identifiers {
  /** All resources, the file first. */
  readonly resources: ReadonlyMap<Pointer, Resource>;
  /** The schemas, each with the resource that it is in. Empty where a file has no identifiers. */
  readonly schemas: ReadonlyMap<JsonObject, Resource>;
  /** The resource in which a place is. */
  at(pointer: Pointer): Resource;
}

/** Files whose text has none of these have no identifiers. */
const WORDS = /\$(?:id|anchor|dynamic(?:Ref|Anchor)|schema)\b|jsonSchemaDialect/;

/**
 * Finds the identifiers in a file. Only schemas have them: what an enumeration, an example or an unknown keyword holds
 * is data.
 * @param start what the file is as a whole, where that is known
 */
export function identifiersIn(content: JsonValue, text: string, uri: string, start?: WalkStart): Identifiers {
  const isDescription = isObject(content) && typeof content.openapi === 'string';
  const dialect = isDescription ? uriUnder(content, 'jsonSchemaDialect', uri) : undefined;
  const file = resource('', uri, undefined, dialect);
  const found = new Collector(file);
  if (WORDS.test(text)) found.collect(content, isDescription ? 'description' : kindOf(start));
  const { resources, schemas } = found;
  const at = (pointer: Pointer): Resource => {
    const tokens = resources.size === 1 ? [] : tokensOf(pointer);
    for (let length = tokens.length; length > 0; length -= 1) {
      const nearest = resources.get(tokens.slice(0, length).reduce<Pointer>(child, ''));
      if (nearest) return nearest;
    }
    return resources.get('') ?? file;
  };
  return { resources, schemas, at };
}

/** The place of a dynamic anchor in a resource; undefined if none exists, or where several could be meant. */
export function dynamicAnchorOf({ dynamicAnchors, root }: Resource, name: string): Pointer | undefined {
  const [nearest] = dynamicAnchors.get(name) ?? [];
  const inFile = root?.dynamicAnchors.get(name);
  return nearest ?? (inFile?.length === 1 ? inFile[0] : undefined);
}

/** What a value is on the way through a file. `unknown` may be anything that a description refers to. */
type Kind = 'description' | 'schema' | 'unknown';

function kindOf(start: WalkStart | undefined): Kind {
  const isSchema =
    start &&
    !start.isMap &&
    [...SCHEMAS, ...SCHEMA_LISTS, ...SCHEMA_MAPS, 'schema', 'itemSchema', 'schemas', 'mapping'].includes(start.under);
  return isSchema ? 'schema' : 'unknown';
}

class Collector {
  readonly resources = new Map<Pointer, Resource>();
  readonly schemas = new Map<JsonObject, Resource>();
  readonly #file: Resource;

  constructor(file: Resource) {
    this.#file = file;
    this.resources.set('', file);
  }

  collect(content: JsonValue, kind: Kind): void {
    if (kind === 'schema') this.#schema(content, '', undefined);
    else this.#part(content, '', kind, '', false);
  }

  /** A part that is not a schema. @param name the keyword or name above it */
  #part(node: JsonValue, pointer: Pointer, kind: Kind, name: string, isMap: boolean): void {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const [index, item] of node.entries()) this.#part(item, child(pointer, index), kind, name, false);
      return;
    }
    if (!isObject(node)) return;
    if (kind === 'unknown' && looksLikeSchema(node)) {
      this.#schema(node, pointer, undefined);
      return;
    }
    for (const [key, value] of Object.entries(node)) {
      if (typeof value !== 'object' || value === null) continue;
      const place = child(pointer, key);
      if (isMap && name === 'schemas') this.#schema(value, place, undefined);
      else if (isMap) this.#part(value, place, kind, key, false);
      else if (key === 'schema' || key === 'itemSchema') this.#schema(value, place, undefined);
      else if (!isData(key)) this.#part(value, place, kind, key, MAPS.has(key));
    }
  }

  /** @param outer the resource around it; undefined for an outermost schema */
  #schema(node: JsonValue, pointer: Pointer, outer: Resource | undefined): void {
    if (!isObject(node) || this.schemas.has(node)) return;
    const here = this.#resourceAt(node, pointer, outer);
    this.schemas.set(node, here);
    this.#addAnchors(node, pointer, here);
    for (const [key, value] of Object.entries(node)) {
      if (typeof value !== 'object' || value === null) continue;
      const place = child(pointer, key);
      if (SCHEMAS.has(key) && isObject(value)) this.#schema(value, place, here);
      else if (SCHEMA_MAPS.has(key) && isObject(value))
        for (const [name, item] of Object.entries(value)) this.#schema(item ?? true, child(place, name), here);
      else if ((SCHEMA_LISTS.has(key) || SCHEMAS.has(key)) && Array.isArray(value))
        for (const [index, item] of value.entries()) this.#schema(item, child(place, index), here);
    }
  }

  #resourceAt(node: JsonObject, pointer: Pointer, outer: Resource | undefined): Resource {
    const around = outer ?? this.#file;
    const [id = ''] = splitReference(textIn(node, '$id') ?? '');
    if (outer && id === '') return outer;
    const dialect = uriUnder(node, '$schema', this.#file.uri) ?? around.dialect;
    const uri = id === '' ? around.uri : resolveUri(around.uri, id);
    // The schema that is the whole file is the file's own resource, and known by its name too.
    const made = resource(pointer, uri, id === '' && pointer !== '' ? this.#file : undefined, dialect);
    this.resources.set(pointer, made);
    return made;
  }

  #addAnchors(node: JsonObject, pointer: Pointer, here: Resource): void {
    const owners = here.root ? [here, here.root] : [here];
    const dynamic = textIn(node, '$dynamicAnchor');
    for (const owner of owners) {
      for (const name of [textIn(node, '$anchor'), dynamic])
        if (name !== undefined && !owner.anchors.has(name)) owner.anchors.set(name, pointer);
      if (dynamic !== undefined) {
        const places = owner.dynamicAnchors.get(dynamic) ?? [];
        places.push(pointer);
        owner.dynamicAnchors.set(dynamic, places);
      }
    }
  }
}

function resource(pointer: Pointer, uri: string, root: Resource | undefined, dialect: string | undefined): Resource {
  return { pointer, uri, root, anchors: new Map(), dynamicAnchors: new Map(), dialect };
}

function looksLikeSchema(node: JsonObject): boolean {
  if (
    ['$id', '$schema', '$anchor', '$dynamicAnchor', '$dynamicRef', '$ref'].some(
      (name) => textIn(node, name) !== undefined,
    )
  )
    return true;
  const type = own(node, 'type');
  return (
    typeof type === 'string' ||
    Array.isArray(type) ||
    ['allOf', 'anyOf', 'oneOf'].some((name) => Array.isArray(own(node, name))) ||
    isObject(own(node, '$defs'))
  );
}

function uriUnder(node: JsonObject, keyword: string, base: string): string | undefined {
  const reference = textIn(node, keyword);
  return reference === undefined ? undefined : resolveUri(base, reference);
}

function textIn(node: JsonObject, name: string): string | undefined {
  const value = own(node, name);
  return typeof value === 'string' ? value : undefined;
}
