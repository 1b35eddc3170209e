import { type JsonObject, type JsonValue, readJson, sameJson } from '../../model/index.js';
import type { Members, Place } from './rebuild.js';

/** Of what an example is one: which of its forms OpenAPI 3.1 expects under `value`. */
type Use = 'json' | 'text' | 'plain-text' | 'parameter' | 'unknown';

/**
 * An example of 3.2 in the words of 3.1, which has one field for both forms: `value` is data beside JSON and in
 * parameters, and a text as it is sent beside other media types (OpenAPI 3.1 §4.8.19, 3.2 §4.19). What cannot be said
 * stays in the words of 3.2.
 */
export function loweredExample(members: Members, place: Place): void {
  lower(members, useOf(place));
}

/** Whether an example that several places refer to must be written in this one, because `value` differs here. */
export function needsOwnExample(target: JsonObject, place: Place): boolean {
  if (target.dataValue === undefined && target.serializedValue === undefined) return false;
  const [here, there]: [Members, Members] = [{ ...target }, { ...target }];
  lower(here, useOf(place));
  lower(there, 'unknown');
  return !sameJson(here, there);
}

function lower(members: Members, use: Use): void {
  const { dataValue, serializedValue, value, externalValue } = members;
  if (value !== undefined || externalValue !== undefined) return;
  const parsed = use === 'json' && typeof serializedValue === 'string' ? parsedJson(serializedValue) : undefined;
  const isSerialized = typeof serializedValue === 'string';
  if ((use === 'text' || use === 'plain-text') && isSerialized) {
    members.value = serializedValue;
    delete members.dataValue;
    delete members.serializedValue;
  } else if (dataValue !== undefined) {
    // A text beside XML or a form would be what is sent.
    if (use === 'text' && typeof dataValue === 'string') return;
    members.value = dataValue;
    delete members.dataValue;
    if (parsed !== undefined && sameJson(parsed, dataValue)) delete members.serializedValue;
  } else if (parsed !== undefined || (use === 'unknown' && isSerialized)) {
    members.value = parsed ?? serializedValue;
    delete members.serializedValue;
  }
}

function parsedJson(text: string): JsonValue | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

function useOf({ parent, key, kind }: Place): Use {
  if (kind === 'MediaType') return useOfType(key);
  if (kind === 'Parameter' || kind === 'Header') return 'parameter';
  return parent && kind === 'Example' ? useOf(parent) : 'unknown';
}

function useOfType(type: string): Use {
  const [name = ''] = type.toLowerCase().split(';');
  if (/[/+]json$/.test(name.trim())) return 'json';
  if (name.includes('*')) return 'unknown';
  return name.trim() === 'text/plain' ? 'plain-text' : 'text';
}
