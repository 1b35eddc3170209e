import { type Framing, framingOf, isJsonType, type MediaType, parseMediaType } from '../../http/index.js';
import { type Body, readJson, writeSequence } from '../../model/index.js';
import type { Content } from '../compiled.js';

/** The documented type of a value of which only the JSON is known: a kind of JSON, else a sequence of JSON texts. */
export function typeOfValue({ keys }: Content): string {
  const types = keys.map((key) => ({ key, type: parseMediaType(key) }));
  const json = types.find(({ type }) => type && isJsonType(type));
  const sequence = types.find(({ type }) => type && isJsonSequence(framingOf(type)));
  return (json ?? sequence)?.key ?? 'application/json';
}

/** A value as the text of its type: in a sequence a list is the items, and anything else is the only one. */
export function asSent(body: Body, type: MediaType): Body {
  const framing = framingOf(type);
  if (!isJsonSequence(framing) || body.state !== 'present' || typeof body.content !== 'string') return body;
  const value = readJson(body.content);
  return { state: 'present', content: writeSequence(framing, Array.isArray(value) ? value : [value]) };
}

function isJsonSequence(framing: Framing | undefined): framing is 'lines' | 'records' {
  return framing === 'lines' || framing === 'records';
}
