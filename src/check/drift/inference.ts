import { validatorOf } from '../../contract/index.js';
import {
  isContainer,
  isNumeric,
  isObject,
  isWhole,
  type JsonObject,
  type JsonValue,
  setMember,
} from '../../model/index.js';
import type { Redactor } from '../../redact/index.js';
import type { SchemaWriter } from '../../schema/index.js';
import { bestOf, type DocumentedSchema, type DocumentedSchemas } from './documented.js';
import { isWritable, looksLikeId } from './name.js';

/** State that all inferences of one run share. */
export interface Memory {
  /** So many more parts of values, each a few hundred bytes. */
  left: number;
  /** Tells what is never written down. */
  readonly redactor: Redactor;
  /** The schemas that the document has already. */
  readonly documented?: DocumentedSchemas;
}

type Kind = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'null';

/** Objects with more names than this are maps: their names are data. */
const MAX_NAMES = 100;

/** So many names that look like identifiers, and no others, are a map too. */
const MIN_MAP_NAMES = 3;

/** Nested deeper than this, anything is allowed. */
const MAX_DEPTH = 16;

/** The formats that are told apart, the narrowest first. */
const FORMATS = ['uuid', 'date-time', 'date', 'email', 'uri'] as const;

type Format = (typeof FORMATS)[number];

/**
 * The common properties of all values at one place, and the schema that accepts them all. Its size does not grow
 * with their number. A schema says what was seen, not what must be: no member is required, no text an enumeration.
 */
export class Inference {
  readonly #memory: Memory;
  readonly #kinds = new Set<Kind>();
  /** Those that every text has; undefined before the first. */
  #formats: readonly Format[] | undefined;
  #members: Map<string, Inference> | undefined;
  /** Of a map: the schema of any name. */
  #others: Inference | undefined;
  #items: Inference | undefined;
  /** The documented schemas that describe all objects; undefined before the first. */
  #documented: readonly DocumentedSchema[] | undefined;

  constructor(memory: Memory) {
    this.#memory = memory;
    memory.left -= 1;
  }

  add(value: JsonValue, depth = 0): void {
    this.#kinds.add(kindOf(value));
    if (typeof value === 'string') this.#formats = (this.#formats ?? FORMATS).filter((format) => has(format, value));
    if (depth >= MAX_DEPTH || !isContainer(value)) return;
    if (Array.isArray(value)) {
      for (const item of value) this.#item()?.add(item, depth + 1);
    } else if (isObject(value)) {
      this.#documented = this.#memory.documented?.narrow(this.#documented, value);
      for (const name of Object.keys(value)) this.#member(name)?.add(value[name] ?? null, depth + 1);
    }
  }

  /** Takes over what another one saw. */
  merge(other: Inference): void {
    for (const kind of other.#kinds) this.#kinds.add(kind);
    const theirs = other.#formats;
    if (theirs) this.#formats = (this.#formats ?? FORMATS).filter((format) => theirs.includes(format));
    const known = other.#documented;
    if (known) this.#documented = this.#documented?.filter((schema) => known.includes(schema)) ?? known;
    if (other.#items) this.#item()?.merge(other.#items);
    if (other.#others) this.#openMap().merge(other.#others);
    for (const [name, member] of other.#members ?? []) this.#member(name)?.merge(member);
  }

  /**
   * The schema that takes all values; without a type where only null was seen, which tells nothing of the others. What
   * the document describes already is referred to.
   */
  schema(writer: SchemaWriter): JsonObject {
    const reference = this.#reference();
    if (reference === undefined) return this.ownSchema(writer);
    return this.#kinds.has('null') ? writer.nullableReference(reference) : { $ref: reference };
  }

  /** The schema that takes all values, itself no reference. */
  ownSchema(writer: SchemaWriter): JsonObject {
    const kinds = this.kinds();
    if (kinds.length === 0) return {};
    return writer.union(
      kinds.map((kind) => this.#schemaOf(kind, writer)),
      this.#kinds.has('null'),
    );
  }

  /** The types that were seen, but for null; of `integer` and `number` only the wider. */
  kinds(): Exclude<Kind, 'null'>[] {
    const kinds: Exclude<Kind, 'null'>[] = [];
    for (const kind of ['string', 'integer', 'number', 'boolean', 'object', 'array'] as const)
      if (this.#kinds.has(kind) && !(kind === 'integer' && this.#kinds.has('number'))) kinds.push(kind);
    return kinds;
  }

  get sawNull(): boolean {
    return this.#kinds.has('null');
  }

  #schemaOf(kind: Exclude<Kind, 'null'>, writer: SchemaWriter): JsonObject {
    if (kind === 'string') {
      const [format] = this.#formats ?? [];
      return format === undefined ? { type: kind } : { type: kind, format };
    }
    if (kind === 'array') return { type: kind, items: this.#items?.schema(writer) ?? {} };
    if (kind !== 'object') return { type: kind };
    const map = this.#others ?? this.#mapOfIds();
    if (map) return { type: kind, additionalProperties: map.schema(writer) };
    if (!this.#members || this.#members.size === 0) return { type: kind };
    const properties: Record<string, JsonValue | undefined> = {};
    for (const [name, member] of this.#members) setMember(properties, name, member.schema(writer));
    return { type: kind, properties };
  }

  /** The documented schema of all values, where nothing but objects was seen. */
  #reference(): string | undefined {
    const [kind, ...others] = this.kinds();
    if (kind !== 'object' || others.length > 0 || !this.#members) return undefined;
    return bestOf(this.#documented ?? [], [...this.#members.keys()])?.reference;
  }

  #mapOfIds(): Inference | undefined {
    const names = [...(this.#members?.keys() ?? [])];
    return names.length >= MIN_MAP_NAMES && names.every(looksLikeId)
      ? mergedOf(this.#members, this.#memory)
      : undefined;
  }

  #item(): Inference | undefined {
    if (!this.#items && this.#memory.left > 0) this.#items = new Inference(this.#memory);
    return this.#items;
  }

  #member(name: string): Inference | undefined {
    if (this.#others) return this.#others;
    this.#members ??= new Map();
    const known = this.#members.get(name);
    if (known || this.#memory.left <= 0) return known;
    if (this.#members.size >= MAX_NAMES || !isWritable(name, this.#memory.redactor)) return this.#openMap();
    const fresh = new Inference(this.#memory);
    this.#members.set(name, fresh);
    return fresh;
  }

  #openMap(): Inference {
    this.#others ??= mergedOf(this.#members, this.#memory);
    this.#members = undefined;
    return this.#others;
  }
}

/** The inference that covers several inferences. */
export function mergedOf(parts: ReadonlyMap<string, Inference> | undefined, memory: Memory): Inference {
  const merged = new Inference(memory);
  for (const part of parts?.values() ?? []) merged.merge(part);
  return merged;
}

function kindOf(value: JsonValue): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isNumeric(value)) return isWhole(value) ? 'integer' : 'number';
  return typeof value === 'string' ? 'string' : typeof value === 'boolean' ? 'boolean' : 'object';
}

const validators = new Map<Format, (value: JsonValue) => boolean>();

/** By the validator that will judge it. Nearly anything with a colon is a URI; only those of the web are meant. */
function has(format: Format, text: string): boolean {
  if (format === 'uri' && !/^https?:\/\//i.test(text)) return false;
  const isValid = validators.get(format) ?? validatorOf({ type: 'string', format });
  validators.set(format, isValid);
  return isValid(text);
}
