import { InputError, type Pointer } from '../model/index.js';
import type { ReportFormat, ReportOptions } from './format.js';

/** All formats of one kind of data. */
export interface FormatRegistry<T, Name extends string, Text extends string | Promise<string>> {
  /** The names of the formats, the default first. */
  readonly names: readonly Name[];
  /** @throws InputError `bad-option` where no format has the name */
  find(name: string): ReportFormat<T, Name, Text>;
  /** The places of the document to which a format points, for this data; undefined if it never points to it. */
  pointers(name: Name, data: T): Iterable<Pointer> | undefined;
  /** Writes data in a format. @param options @default no colour, no terminal, no document */
  write(name: Name, data: T, options?: Partial<ReportOptions>): Text;
}

/**
 * A registry of formats. A format is a file, a line in the list, and its name in `names.ts`.
 * @param subject the data with its article, in messages: `a comparison`
 * @param names of all formats, the default first
 * @throws TypeError where a name has no format
 */
export function formatRegistry<T, Name extends string, Text extends string | Promise<string>>(
  subject: string,
  names: readonly Name[],
  formats: readonly ReportFormat<T, NoInfer<Name>, Text>[],
): FormatRegistry<T, Name, Text> {
  const byName = new Map<string, ReportFormat<T, Name, Text>>(formats.map((format) => [format.name, format]));
  const find = (name: string): ReportFormat<T, Name, Text> => {
    const format = byName.get(name);
    if (format) return format;
    throw new InputError('bad-option', `${subject} is not written as ${name}`, {
      cure: `Write it as ${names.join(', ').replace(/, ([^,]*)$/, ' or $1')}.`,
    });
  };
  const missing = names.find((name) => !byName.has(name));
  if (missing !== undefined) throw new TypeError(`${subject}: there is no format ${missing}`);
  return {
    names,
    find,
    pointers: (name, data) => find(name).pointers?.(data),
    write: (name, data, options = {}) => find(name).write(data, { color: false, ...options }),
  };
}

/** The names of a registry's formats, as a type. */
export type NamesOf<Registry> = Registry extends { readonly names: readonly (infer Name)[] } ? Name : never;
