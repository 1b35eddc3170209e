/** Query or form fields by decoded name. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** The fields of `application/x-www-form-urlencoded` content (WHATWG URL §5.1), in order, repeated ones together. */
export function parseForm(text: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  // A question mark at the start is part of the first name, and the reader would take it for that of a URL.
  for (const [name, value] of new URLSearchParams(text.startsWith('?') ? `?${text}` : text)) add(fields, name, value);
  return fields;
}

/** The same with values as they are written: in them a delimiter differs from one that is percent-encoded. */
export function writtenForm(text: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const [name = ''] = parseForm(equals < 0 ? part : part.slice(0, equals)).keys();
    add(fields, name, equals < 0 ? '' : part.slice(equals + 1));
  }
  return fields;
}

function add(fields: Map<string, string[]>, name: string, value: string): void {
  const values = fields.get(name);
  if (values) values.push(value);
  else fields.set(name, [value]);
}
