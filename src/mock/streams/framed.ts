import type { Framing } from '../../http/index.js';
import { isContainer, isObject, type JsonObject, type JsonValue, writeJson, writeSequence } from '../../model/index.js';

/** Writes a value in a framing: a list is its items, anything else is one item. Text stays as it is. */
export function toFramed(framing: Exclude<Framing, 'parts'>, value: JsonValue): string {
  if (typeof value === 'string') return value;
  const items = Array.isArray(value) ? value : [value];
  switch (framing) {
    case 'lines':
    case 'records':
      return writeSequence(framing, items);
    case 'events':
      return items.map(toEvent).join('');
    case 'comma-rows':
      return toTable(items)
        .map((row) => `${row.map(quoted).join(',')}\r\n`)
        .join('');
    case 'tab-rows':
      return toTable(items)
        .map((row) => `${row.map(oneLine).join('\t')}\n`)
        .join('');
  }
}

/** The fields of an event, in the order in which services send them (HTML standard §9.2.5). */
const EVENT_FIELDS = ['id', 'event', 'retry', 'data'] as const;

/**
 * One event. An object with `data`, and nothing but fields of an event, is the event; any other value is its data.
 */
function toEvent(value: JsonValue): string {
  const names: readonly string[] = EVENT_FIELDS;
  const isEvent =
    isObject(value) && value.data !== undefined && Object.keys(value).every((name) => names.includes(name));
  const fields: JsonObject = isEvent ? value : { data: value };
  const lines = EVENT_FIELDS.flatMap((name) => {
    const member = fields[name];
    // Each line of a text is a separate field: the reader joins them again.
    return member === undefined
      ? []
      : cell(member)
          .split(/\r\n|\r|\n/)
          .map((line) => `${name}: ${line}\n`);
  });
  return `${lines.join('')}\n`;
}

/** Rows of text. Objects have a header: the names of all their members, in order of appearance. */
function toTable(items: readonly JsonValue[]): string[][] {
  const names = [...new Set(items.flatMap((item) => (isObject(item) ? Object.keys(item) : [])))];
  const rows = items.map((item) => {
    if (isObject(item)) return names.map((name) => cell(item[name] ?? null));
    return Array.isArray(item) ? item.map(cell) : [cell(item)];
  });
  return names.length === 0 ? rows : [names, ...rows];
}

function cell(value: JsonValue): string {
  if (value === null) return '';
  return isContainer(value) ? writeJson(value) : String(value);
}

/** A field of a comma-separated row (RFC 4180 §2). */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A field of a tab-separated row has neither tabs nor line breaks: the type has no way to write them. */
function oneLine(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ');
}
