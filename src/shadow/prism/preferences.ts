/** What a request asks of Prism. */
export interface Preferences {
  readonly code?: number | undefined;
  readonly exampleKey?: string | undefined;
  readonly dynamic?: boolean | undefined;
  readonly seed?: string | undefined;
}

/** The fields of `Prefer` (RFC 7240) that Prism reads; else those of the query. Undefined where one is malformed. */
export function preferencesOf(
  prefer: string | undefined,
  query: Readonly<Record<string, unknown>>,
): Preferences | undefined {
  const found = prefer
    ? preferred(prefer)
    : new Map(['code', 'dynamic', 'seed', 'example'].map((name) => [name, query[`__${name}`]]));
  const [code, dynamic, seed, example] = ['code', 'dynamic', 'seed', 'example'].map((name) => found.get(name));
  if (code !== undefined && !(typeof code === 'string' && /^\d{3}$/.test(code))) return undefined;
  if (dynamic !== undefined && dynamic !== 'true' && dynamic !== 'false') return undefined;
  if (seed !== undefined && typeof seed !== 'string') return undefined;
  if (example !== undefined && typeof example !== 'string') return undefined;
  return {
    code: code === undefined ? undefined : Number(code),
    exampleKey: example,
    dynamic: dynamic === undefined ? undefined : dynamic === 'true',
    seed,
  };
}

/** The first of each counts; one without a value is `true`, which is not text. */
function preferred(text: string): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const preference of split(text, ',')) {
    let base: string | undefined;
    for (const segment of split(preference, ';')) {
      const index = segment.indexOf('=');
      const token = (index < 0 ? segment : segment.slice(0, index)).trim().toLowerCase();
      let value = index < 0 ? '' : segment.slice(index + 1).trim();
      if (value.length > 1 && value.startsWith('"') && value.endsWith('"')) value = value.slice(1, -1);
      const name = base === undefined ? token : `${base}-${token}`;
      base ??= token;
      if (!found.has(name)) found.set(name, value === '' ? true : value);
    }
  }
  return found;
}

/** Splits where no quotation is open. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let [start, isQuoted] = [0, false];
  for (let index = 0; index <= text.length; index += 1) {
    if (text[index] === '"') isQuoted = !isQuoted;
    if (index < text.length && (text[index] !== separator || isQuoted)) continue;
    parts.push(text.slice(start, index));
    start = index + 1;
  }
  return parts;
}
