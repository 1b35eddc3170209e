import type { Kind, ValueOf } from './kind.js';

/** An option. Its name in the table is that in code: `ignoreExamples`. */
export interface Row {
  readonly kind: Kind;
  /** Its effect, as `--help` and the reference page say it. Begins with a small letter, ends without a full stop. */
  readonly help: string;
  /** The value where no source has one. Without it, the code that uses the option decides. */
  readonly default?: boolean | number | string;
  /** How the default is described where the table does not hold it. */
  readonly defaultText?: string;
  /** The long flag without its dashes. @default the name in kebab case */
  readonly flag?: string;
  /** The short flag without its dash. */
  readonly short?: string;
  /** Other spellings of the long flag. */
  readonly aliases?: readonly string[];
  /** The placeholder of the value in `--help`: `FILE`. Each option except a boolean has one. */
  readonly value?: string;
  /** Its key in `docproof.yaml`, in the section of its group. Without it, that file cannot have it. */
  readonly key?: string;
  /** Its environment variable. @default `DOCPROOF_` and the flag, such as `DOCPROOF_PORT`; false: it has none */
  readonly variable?: string | false;
  /** Values of all sources are put together instead: those of the flags first, or last. */
  readonly join?: 'flags-first' | 'flags-last';
  /** Names of options of the same verb that cannot be given beside it. */
  readonly conflicts?: readonly string[];
  /** The verb does not run without it. */
  readonly required?: boolean;
}

/** A table: options by name. */
export type Rows = Readonly<Record<string, Row>>;

/** Sections of `docproof.yaml`. */
export type Section = 'mock' | 'check' | 'lint' | 'redact';

/** Options that belong together: one heading in `--help` and in the reference, one section of `docproof.yaml`. */
export interface Group<R extends Rows = Rows> {
  readonly title: string;
  /** Where the keys of its rows are. Without it, at the root of the file. */
  readonly section?: Section;
  readonly rows: R;
}

/** Options of a table, all of them optional: what a caller may say. */
export type Options<R extends Rows> = { readonly [K in keyof R]?: ValueOf<R[K]['kind']> };

/** Options of a group, all of them optional. */
export type OptionsOf<G extends Group> = Options<G['rows']>;

/** Options of a table after defaults: those that have one are there. */
export type Resolved<R extends Rows> = {
  readonly [K in keyof R as R[K] extends { readonly default: unknown } ? K : never]: ValueOf<R[K]['kind']>;
} & { readonly [K in keyof R as R[K] extends { readonly default: unknown } ? never : K]?: ValueOf<R[K]['kind']> };

/** Options of a group after defaults. */
export type ResolvedOf<G extends Group> = Resolved<G['rows']>;

/** The members of `docproof.yaml` for a table's options. */
export type ConfigOf<R extends Rows> = {
  readonly [K in keyof R as R[K] extends { readonly key: infer Key extends string } ? Key : never]?: ValueOf<
    R[K]['kind']
  >;
};

/** Makes a group, and keeps the literal types of its rows. */
export function group<const R extends Rows>(title: string, rows: R): Group<R>;
export function group<const R extends Rows>(title: string, section: Section, rows: R): Group<R>;
export function group<const R extends Rows>(title: string, second: Section | R, third?: R): Group<R> {
  if (typeof second !== 'string') return { title, rows: second };
  if (third === undefined) throw new TypeError(`the group ${title} has no rows`);
  return { title, section: second, rows: third };
}

/** A group with some of the rows of another. */
export function pick<R extends Rows, K extends keyof R & string>(
  { title, section, rows }: Group<R>,
  ...names: readonly K[]
): Group<Pick<R, K>> {
  const some: Partial<Pick<R, K>> = {};
  for (const name of names) some[name] = rows[name];
  assertComplete(some, names);
  return { title, ...(section === undefined ? {} : { section }), rows: some };
}

function assertComplete<T extends object, K extends keyof T>(
  some: Partial<Pick<T, K>>,
  names: readonly K[],
): asserts some is Pick<T, K> {
  const missing = names.find((name) => some[name] === undefined);
  if (missing !== undefined) throw new TypeError(`there is no row ${String(missing)}`);
}
