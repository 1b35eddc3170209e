/** The kinds of values that an option may have. */
export type Kind =
  | { readonly type: 'boolean' }
  | { readonly type: 'integer'; readonly minimum: number; readonly maximum: number }
  /** A share, with or without its sign: `80`, `80%`. */
  | { readonly type: 'percent' }
  | { readonly type: 'text' }
  /** A file or folder. In a configuration file it is relative to that file. */
  | { readonly type: 'path' }
  /** Scheme and host, at least. */
  | { readonly type: 'url' }
  /** One of several words. With `on` and `off`, `true` and `false` mean these two, and the flag needs no value. */
  | { readonly type: 'choice'; readonly values: readonly string[]; readonly on?: string; readonly off?: string }
  /** Several values, one a flag. In a variable, `separator` divides them. */
  | { readonly type: 'list'; readonly of: 'text' | 'path' | 'url'; readonly separator: ',' | '\n' }
  /** A time or a range of times in milliseconds: `300`, `200..800`. The code that uses it parses it. */
  | { readonly type: 'time' }
  /** A day: `2027-01-31`. */
  | { readonly type: 'date' }
  /** HTTP statuses: `501,404`. */
  | { readonly type: 'statuses' }
  /** Reports to write: `text`, or `junit=report.xml`. */
  | { readonly type: 'targets'; readonly formats: readonly string[] };

/** One report to write, to standard output or to a file. */
export interface TargetOf<Format extends string = string> {
  readonly format: Format;
  readonly file?: string;
}

/** Any value of any option. */
export type Value = boolean | number | string | readonly string[] | readonly number[] | readonly TargetOf[];

/** The type of the values of a kind. */
export type ValueOf<K extends Kind> = K extends { readonly type: 'boolean' }
  ? boolean
  : K extends { readonly type: 'integer' | 'percent' }
    ? number
    : K extends { readonly type: 'text' | 'path' | 'url' | 'date' }
      ? string
      : K extends { readonly type: 'choice'; readonly values: readonly (infer V)[] }
        ? V
        : K extends { readonly type: 'list' }
          ? readonly string[]
          : K extends { readonly type: 'time' }
            ? string | number
            : K extends { readonly type: 'statuses' }
              ? readonly number[]
              : K extends { readonly type: 'targets'; readonly formats: readonly (infer F extends string)[] }
                ? readonly TargetOf<F>[]
                : never;

/** Whether an option of this kind can be given several times. */
export function isRepeatable({ type }: Kind): boolean {
  return type === 'list' || type === 'targets';
}

/**
 * Reads the value of one flag. URLs and times are judged by the code that uses them. Undefined where it is not of the
 * kind.
 */
export function readFlag(kind: Kind, text: string): Value | undefined {
  if (kind.type === 'list') return [text];
  if (kind.type === 'targets') return readTargets(kind.formats, [text]);
  return kind.type === 'url' ? text : readText(kind, text);
}

/** Reads the value of a variable, in which several values are divided. Undefined where it is not of the kind. */
export function readText(kind: Kind, text: string): Value | undefined {
  switch (kind.type) {
    case 'boolean':
      return readBoolean(text);
    case 'integer': {
      const number = Number(text);
      return /^\d+$/.test(text) && number >= kind.minimum && number <= kind.maximum ? number : undefined;
    }
    case 'percent': {
      const number = Number(text.replace(/%$/, ''));
      return text.trim() !== '' && number >= 0 && number <= 100 ? number : undefined;
    }
    case 'url':
      return isUrl(text) ? text : undefined;
    case 'choice':
      return readChoice(kind, text);
    case 'list':
      return readList(kind, text);
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
    case 'statuses':
      return readStatuses(text);
    case 'targets':
      return readTargets(kind.formats, text.split(','));
    default:
      return text;
  }
}

/** Whether a value of a configuration file is of the kind, and that value. Only kinds that such a file can have are. */
export function readConfigured(kind: Kind, value: unknown): Value | undefined {
  switch (kind.type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'integer':
    case 'percent':
      return typeof value === 'number' ? readNumber(kind, value) : undefined;
    case 'time':
      return typeof value === 'string' || typeof value === 'number' ? value : undefined;
    case 'choice':
      return kind.values.find((known) => known === value);
    case 'list': {
      if (!Array.isArray(value)) return undefined;
      const items: string[] = value.filter((item) => typeof item === 'string' && (kind.of !== 'url' || isUrl(item)));
      return items.length === value.length ? items : undefined;
    }
    default:
      return typeof value === 'string' ? readText(kind, value) : undefined;
  }
}

/** The requirement on a value, as it continues "must be". */
export function expectation(kind: Kind): string {
  switch (kind.type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
      return `a whole number from ${kind.minimum} to ${kind.maximum}`;
    case 'percent':
      return 'a number from 0 to 100';
    case 'url':
      return 'a URL with scheme and host, such as http://127.0.0.1:4010';
    case 'choice':
      return `one of ${kind.values.join(', ')}`;
    case 'list':
      return kind.of === 'url' ? 'URLs with scheme and host, such as http://127.0.0.1:4010' : 'a list of texts';
    case 'time':
      return 'a time or a range in milliseconds, such as 300 or 200..800';
    case 'date':
      return 'a day such as 2027-01-31';
    case 'statuses':
      return 'statuses separated by commas, such as 501,404';
    case 'targets':
      return `one of ${kind.formats.join(', ')}`;
    default:
      return 'a text';
  }
}

function readBoolean(text: string): boolean | undefined {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

function readNumber(kind: Kind, number: number): number | undefined {
  if (kind.type === 'percent') return number >= 0 && number <= 100 ? number : undefined;
  if (kind.type !== 'integer' || !Number.isInteger(number)) return undefined;
  return number >= kind.minimum && number <= kind.maximum ? number : undefined;
}

function isUrl(text: string): boolean {
  return /^https?:\/\/[^/]/i.test(text) && URL.canParse(text);
}

function readChoice({ values, on, off }: Extract<Kind, { type: 'choice' }>, text: string): string | undefined {
  if (text === 'true' && on !== undefined) return on;
  if (text === 'false' && off !== undefined) return off;
  return values.find((known) => known === text);
}

function readList({ of, separator }: Extract<Kind, { type: 'list' }>, text: string): string[] | undefined {
  const items = text
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');
  return of !== 'url' || items.every(isUrl) ? items : undefined;
}

function readStatuses(text: string): number[] | undefined {
  const list = text.split(',').map((status) => status.trim());
  return list.every((status) => /^[1-5]\d\d$/.test(status)) ? list.map(Number) : undefined;
}

function readTargets(formats: readonly string[], parts: readonly string[]): TargetOf[] | undefined {
  const targets = parts.map((part): TargetOf | undefined => {
    const [name = '', ...rest] = part.split('=');
    const format = formats.find((known) => known === name);
    const file = rest.join('=');
    return format === undefined ? undefined : { format, ...(file === '' ? {} : { file }) };
  });
  const known = targets.filter((target) => target !== undefined);
  return known.length === targets.length ? known : undefined;
}
