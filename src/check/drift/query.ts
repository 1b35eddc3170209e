import type { JsonObject, JsonValue } from '../../model/index.js';
import type { SchemaWriter } from '../../schema/index.js';
import { Inference, type Memory } from './inference.js';
import { isWritable } from './name.js';

/** What was sent as one query parameter or cookie. */
export interface SentParameter {
  readonly name: string;
  readonly place: 'query' | 'cookie';
  readonly values: Inference;
  /** Whether it was sent several times in one request, or as `name[]`. */
  isList: boolean;
  /** Whether it was sent as `name[member]`. */
  isDeep: boolean;
}

/** Of one operation more parameters are not documented. */
const MAX_PARAMETERS = 30;

/**
 * Takes note of a field.
 * @param known what was seen before, by the name of the parameter
 * @param field `top`, `ids[]`, `filter[name]`
 * @returns the parameter; undefined where it cannot be documented
 */
export function seeField(
  known: Map<string, SentParameter>,
  place: SentParameter['place'],
  field: string,
  values: readonly string[],
  memory: Memory,
): SentParameter | undefined {
  const [, name = '', bracket] = /^([\w$@.-]+)(?:\[([^\]]*)\].*)?$/.exec(field) ?? [];
  if (name === '' || !isWritable(name, memory.redactor)) return undefined;
  const key = `${place} ${name}`;
  let sent = known.get(key);
  if (!sent) {
    if (known.size >= MAX_PARAMETERS) return undefined;
    sent = { name, place, values: new Inference(memory), isList: false, isDeep: false };
    known.set(key, sent);
  }
  const isItem = bracket !== undefined && /^\d*$/.test(bracket);
  sent.isList ||= values.length > 1 || isItem;
  sent.isDeep ||= bracket !== undefined && !isItem;
  for (const value of values) sent.values.add(typed(value));
  return sent;
}

/** Adds what another one saw. */
export function mergeSent(known: Map<string, SentParameter>, more: ReadonlyMap<string, SentParameter>): void {
  for (const [key, other] of more) {
    const mine = known.get(key);
    if (!mine) known.set(key, other);
    else {
      mine.values.merge(other.values);
      mine.isList ||= other.isList;
      mine.isDeep ||= other.isDeep;
    }
  }
}

/** A Parameter Object. */
export function parameterOf({ name, place, values, isList, isDeep }: SentParameter, writer: SchemaWriter): JsonObject {
  if (isDeep) return { name, in: place, style: 'deepObject', explode: true, schema: { type: 'object' } };
  const schema = textual(values, writer);
  return { name, in: place, schema: isList ? { type: 'array', items: schema } : schema };
}

/** The number that a text is, where nothing of it would be lost. */
export function typed(text: string): JsonValue {
  return /^(?:0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

/** The schema of values that came as text: values of several types, such as a number now and a text then, are text. */
export function textual(values: Inference, writer: SchemaWriter): JsonObject {
  const kinds = values.kinds();
  return kinds.length === 1 ? values.schema(writer) : { type: 'string' };
}
