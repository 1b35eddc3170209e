import { covers, type MediaType, parseMediaType, splitterFor } from '../../http/index.js';
import {
  child,
  type Headers,
  headerValue,
  isTooDeep,
  type JsonValue,
  MAX_DEPTH,
  type Pointer,
} from '../../model/index.js';
import { namedTypes, type Shape } from '../../schema/index.js';
import type { CompiledParameter } from '../parameters/compile.js';
import { toTrimmedValue } from '../parameters/value.js';
import { parseBody, parseJson } from './body.js';
import type { PartEncoding } from './encodings.js';
import { formValue, partsValue } from './form-value.js';
import { textValue } from './text-value.js';
import { xmlValue } from './xml.js';

/** A part of a multipart body whose parts have no names. */
export interface SentPart {
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** What was found in a part, and in the parts within it. Locations are pointers in the value of the part. */
export interface PartReading {
  /** Undefined if none exists: of an unreadable part, or of one that nobody can read as its schema wants it. */
  readonly value: JsonValue | undefined;
  /** Whether numbers that no double holds may be in it. */
  readonly isExact: boolean;
  readonly faults: readonly PartFault[];
  /** The header fields that were sent, and the documented ones. */
  readonly fields: readonly PartFields[];
  /** Whether it was too deeply nested to be read. */
  readonly isTooLarge: boolean;
}

export interface PartFault {
  readonly location: Pointer;
  readonly keyword: 'undocumented-media-type' | 'unparseable-item';
  readonly params: Readonly<Record<string, JsonValue>>;
}

export interface PartFields {
  readonly location: Pointer;
  readonly headers: Headers;
  readonly documented: readonly CompiledParameter[];
}

/** Reads a part by its own media type, which is plain text where it names none (RFC 2046 §5.1). */
export function readPart(part: SentPart, shape: Shape | undefined, encoding: PartEncoding | undefined): PartReading {
  const reader = new PartReader();
  const value = reader.read(part, shape, encoding, '');
  return {
    value: reader.isIncomplete ? undefined : value,
    isExact: reader.isExact,
    faults: reader.faults,
    fields: reader.fields,
    isTooLarge: reader.isTooLarge,
  };
}

/** The media types that an encoding lists for its part. */
export function documentedTypes(encoding: PartEncoding | undefined): readonly string[] {
  const { contentType } = encoding?.node ?? {};
  return typeof contentType === 'string' ? contentType.split(',').map((text) => text.trim()) : [];
}

class PartReader {
  readonly faults: PartFault[] = [];
  readonly fields: PartFields[] = [];
  isExact = false;
  isTooLarge = false;
  /** Whether a part could not be read. */
  isIncomplete = false;

  read(part: SentPart, shape: Shape | undefined, encoding: PartEncoding | undefined, location: Pointer): JsonValue {
    const { headers, bytes } = part;
    const sent = headerValue(headers, 'content-type');
    const type = (sent === undefined ? undefined : parseMediaType(sent)) ?? PLAIN;
    const documented = documentedTypes(encoding);
    const fits =
      documented.length === 0 || documented.map(parseMediaType).some((range) => range && covers(range, type));
    const name = `${type.type}/${type.subtype}`;
    if (!fits)
      this.faults.push({
        location,
        keyword: 'undocumented-media-type',
        params: { mediaType: sent ?? name, documented },
      });
    if (encoding && encoding.headers.length > 0) this.fields.push({ location, headers, documented: encoding.headers });
    const value =
      type.type === 'multipart' && type.subtype !== 'form-data'
        ? this.#nested(bytes, type, shape, encoding, location)
        : this.#single(bytes, sent === undefined, type, shape, encoding, location);
    if (value === undefined) this.isIncomplete = true;
    return value ?? null;
  }

  /** A part that has parts. */
  #nested(
    bytes: Uint8Array,
    type: MediaType,
    shape: Shape | undefined,
    encoding: PartEncoding | undefined,
    location: Pointer,
  ): JsonValue | undefined {
    const types = namedTypes(shape);
    // As text it is what it is.
    if (types.size > 0 && !types.has('array')) return types.has('string') ? toText(bytes) : undefined;
    const values: JsonValue[] = [];
    if (location.split('/').length > MAX_NESTING) return undefined;
    const splitter = splitterFor(
      'parts',
      {
        item: ({ index, content }) => {
          if (content.kind === 'part')
            values[index] = this.read(
              content,
              shape?.item(index),
              encoding?.encodingAt?.(index),
              child(location, index),
            );
        },
        fault: ({ index, detail }) => {
          this.isIncomplete = true;
          const place = index === undefined ? location : child(location, index);
          this.#unparseable(place, type, detail);
        },
      },
      bytes.length,
      type.parameters.get('boundary'),
    );
    splitter?.write(bytes);
    splitter?.end(true);
    return values;
  }

  #single(
    bytes: Uint8Array,
    isBare: boolean,
    type: MediaType,
    shape: Shape | undefined,
    encoding: PartEncoding | undefined,
    location: Pointer,
  ): JsonValue | undefined {
    const types = namedTypes(shape);
    // Without a type, what its schema describes as an object or a list can only be JSON, as in forms.
    const isJson = isBare && (types.has('object') || types.has('array')) && !types.has('string');
    const parsed = isJson ? parseJson(new TextDecoder().decode(bytes)) : parseBody(bytes, type);
    switch (parsed.kind) {
      case 'value':
        if (parsed.isExact) this.isExact = true;
        if (bytes.length <= 2 * MAX_DEPTH || !isTooDeep(parsed.value)) return parsed.value;
        this.isTooLarge = true;
        return undefined;
      case 'form':
        return formValue({ node: encoding?.node ?? {} }, shape, parsed.fields, parsed.written);
      case 'parts': {
        const { value, faults } = partsValue({ node: encoding?.node ?? {} }, shape, parsed.parts);
        for (const { name, keyword, params } of faults) {
          if (keyword === 'unparseable-body') this.isIncomplete = true;
          const own = keyword === 'unparseable-body' ? 'unparseable-item' : keyword;
          this.faults.push({ location: child(location, name), keyword: own, params });
        }
        for (const { name, headers } of parsed.parts) {
          const documented = encoding?.partHeaders(name) ?? [];
          if (documented.length > 0) this.fields.push({ location: child(location, name), headers, documented });
        }
        return value;
      }
      case 'xml':
        return types.has('string') && types.size === 1 ? toText(bytes) : xmlValue(parsed.root, shape);
      case 'text':
        return types.has('object') || types.has('array')
          ? textValue(parsed.text, type, shape)
          : toTrimmedValue(parsed.text, shape);
      case 'bytes':
        return types.size === 0 || types.has('string') ? parsed.value : undefined;
      case 'unparseable':
        this.#unparseable(location, type, parsed.detail);
        return undefined;
      case 'too-deep':
        this.isTooLarge = true;
        return undefined;
      case 'unjudged':
        return undefined;
    }
  }

  #unparseable(location: Pointer, { type, subtype }: MediaType, detail: string): void {
    this.faults.push({ location, keyword: 'unparseable-item', params: { mediaType: `${type}/${subtype}`, detail } });
  }
}

/** Parts in parts are read so many levels deep. */
const MAX_NESTING = 5;

const PLAIN: MediaType = { type: 'text', subtype: 'plain', parameters: new Map() };

function toText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
