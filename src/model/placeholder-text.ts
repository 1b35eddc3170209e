import type { JsonValue } from './json.js';
import { type Pointer, tokensOf } from './pointer.js';

const TYPE_WORD =
  /^(?:string|text|integer|int|int16|int32|int64|long|number|double|float|decimal|single|boolean|bool|date|datetime|datetimeoffset|timestamp|guid|uuid|binary|byte|bytes|stream|duration|object|enum|enumeration)(?: \([\w ]+\))?$/i;

/**
 * How a text of an example describes a value instead of being one: `a word for a type`.
 * @param name of the property that has it
 * @returns undefined where it may be a value
 */
export function placeholderForm(name: string, text: string): string | undefined {
  const words = letters(text);
  const own = letters(name);
  if (
    /value$/i.test(text) &&
    own !== '' &&
    (words === `${own}value` || (own.endsWith('s') && words === `${own.slice(0, -1)}value`))
  )
    return 'the name of its property';
  if (TYPE_WORD.test(text)) return 'a word for a type';
  if (/^<[^<>]+>$/.test(text) || /^\{[^{}":]+\}$/.test(text)) return 'a name in brackets';
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*-value$/i.test(text)) return 'a word for a value';
  return /^(?:\.{3,}|…)$/.test(text) ? 'an ellipsis' : undefined;
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Whether the value at this place of a body describes a value instead of being one. */
export function isPlaceholderAt(location: Pointer, value: JsonValue): boolean {
  const name = tokensOf(location).findLast((token) => !/^\d+$/.test(token)) ?? '';
  return typeof value === 'string' && placeholderForm(name, value) !== undefined;
}
