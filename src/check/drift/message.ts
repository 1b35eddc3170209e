import { isJsonType, parseMediaType } from '../../http/index.js';
import {
  type Body,
  type Headers,
  headerValue,
  type JsonObject,
  type JsonValue,
  readJson,
  setMember,
} from '../../model/index.js';
import type { SchemaWriter } from '../../schema/index.js';
import { Inference, type Memory } from './inference.js';

/** Of one message, more media types than this are not told apart. */
const MAX_MEDIA_TYPES = 20;

/**
 * The bodies of messages that the document does not describe: their media types, and of JSON what is common to them.
 */
export interface BodyEvidence {
  add(headers: Headers, body: Body): void;
  merge(other: BodyEvidence): void;
  readonly types: ReadonlyMap<string, Inference | undefined>;
  /** A `content` map; undefined where no body was seen. */
  content(writer: SchemaWriter): JsonObject | undefined;
}

/** No bodies yet. */
export function newBodies(memory: Memory): BodyEvidence {
  const types = new Map<string, Inference | undefined>();
  const see = (key: string, value: JsonValue | undefined): void => {
    if (!types.has(key)) {
      if (types.size >= MAX_MEDIA_TYPES) return;
      types.set(key, undefined);
    }
    if (value === undefined) return;
    const inference = types.get(key) ?? new Inference(memory);
    inference.add(value);
    types.set(key, inference);
  };
  return {
    types,
    add(headers, body) {
      if (body.state === 'absent' || (body.state === 'present' && body.content.length === 0)) return;
      const sent = headerValue(headers, 'content-type');
      const value = jsonOf(sent, body);
      const key = essenceOf(sent) ?? (value === undefined ? 'application/octet-stream' : 'application/json');
      see(key, value);
    },
    merge(other) {
      for (const [key, inference] of other.types) {
        see(key, undefined);
        if (!inference || !types.has(key)) continue;
        const mine = types.get(key) ?? new Inference(memory);
        mine.merge(inference);
        types.set(key, mine);
      }
    },
    content(writer) {
      if (types.size === 0) return undefined;
      const content: Record<string, JsonValue | undefined> = {};
      for (const [key, inference] of types)
        setMember(content, key, inference ? { schema: inference.schema(writer) } : {});
      return content;
    },
  };
}

/** `Application/JSON; charset=utf-8` is `application/json`; undefined where it is not a media type. */
export function essenceOf(contentType: string | undefined): string | undefined {
  const type = contentType === undefined ? undefined : parseMediaType(contentType);
  return type && `${type.type}/${type.subtype}`;
}

/** A body as JSON, where its type says that it is, or says nothing. */
function jsonOf(contentType: string | undefined, body: Body): JsonValue | undefined {
  const type = contentType === undefined ? undefined : parseMediaType(contentType);
  if (body.state !== 'present' || (type && !isJsonType(type))) return undefined;
  const { content } = body;
  try {
    return readJson((typeof content === 'string' ? content : new TextDecoder().decode(content)).replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}
