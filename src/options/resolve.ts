import { InputError } from '../model/index.js';
import { expectation, type Kind, readConfigured, readText, type Value } from './kind.js';
import type { Group, Resolved, Row, Rows } from './row.js';
import { flagOf, variableOf } from './spelling.js';

/** Where options come from, the strongest first. */
export interface Sources {
  /** Values of flags by the rows' names, read by `readFlag`. */
  readonly flags: object;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The content of `docproof.yaml`. */
  readonly config: object;
  /** How messages name that file. @default 'docproof.yaml' */
  readonly configFile?: string;
  /** Further checks, by the rows' names: each throws an InputError for a value that cannot be used. */
  readonly checks?: Checks;
}

/** Checks of values whose syntax belongs to the code that uses them. */
export type Checks = Readonly<Record<string, (value: Value) => void>>;

/** A source of one value, as messages name it. */
interface Origin {
  readonly name: string;
  readonly code: 'bad-option' | 'bad-config';
  readonly cure: (expected: string) => string;
}

/**
 * The options of a group: flag, `DOCPROOF_*` variable, `docproof.yaml`, default. Lists that are joined have the values
 * of all. A variable that is empty counts as not set. Every source is checked, also one that another overrules.
 * @throws InputError `bad-option`, `bad-config` with source, value and cure
 */
export function resolve<R extends Rows>(group: Group<R>, sources: Sources): Resolved<R> {
  const entries: [string, Value][] = [];
  for (const [name, row] of Object.entries(group.rows)) {
    const value = resolveRow(name, row, group, sources);
    if (value !== undefined) entries.push([name, value]);
  }
  const resolved: object = Object.fromEntries(entries);
  assertResolved(resolved, group.rows);
  return resolved;
}

/**
 * The values of variables for options that `docproof.yaml` cannot have. The command line adds them to its flags, so
 * that they hold before that file is found and read.
 * @throws InputError `bad-option`
 */
export function fromEnvironment(group: Group, environment: Sources['environment']): Map<string, Value> {
  const found = new Map<string, Value>();
  for (const [name, row] of Object.entries(group.rows)) {
    if (row.key !== undefined) continue;
    const value = fromVariable(name, row, { flags: {}, environment, config: {} });
    if (value !== undefined) found.set(name, value);
  }
  return found;
}

/** The default of every row that has one, under what a caller says. */
export function withDefaults<R extends Rows>({ rows }: Group<R>, options: object): Resolved<R> {
  const given = new Map<string, unknown>(Object.entries(options));
  const entries = Object.entries(rows)
    .map(([name, row]): [string, unknown] => [name, given.get(name) ?? row.default])
    .filter(([, value]) => value !== undefined);
  const resolved: object = Object.fromEntries(entries);
  assertResolved(resolved, rows);
  return resolved;
}

function assertResolved<R extends Rows>(record: object, rows: R): asserts record is Resolved<R> {
  for (const [name, row] of Object.entries(rows))
    if (row.default !== undefined && !Object.hasOwn(record, name)) throw new TypeError(`${name} has no value`);
}

function resolveRow(name: string, row: Row, group: Group, sources: Sources): Value | undefined {
  const flag = fromFlag(name, row, sources);
  const variable = fromVariable(name, row, sources);
  const configured = fromConfig(name, row, group, sources);
  if (row.join === undefined) return flag ?? variable ?? configured ?? row.default;
  const given = row.join === 'flags-first' ? [flag, variable, configured] : [configured, variable, flag];
  const lists = given.filter((value) => value !== undefined).map(textsOf);
  return lists.length === 0 ? row.default : lists.flat();
}

/**
 * Flags were read when the command line was: what is left to check is syntax that belongs to the code that uses them.
 */
function fromFlag(name: string, { kind }: Row, { flags, checks }: Sources): Value | undefined {
  const given: unknown = new Map<string, unknown>(Object.entries(flags)).get(name);
  if (given === undefined) return undefined;
  const value = kind.type === 'choice' && given === false ? kind.off : given;
  if (!isValue(value)) return undefined;
  checks?.[name]?.(value);
  return value;
}

function fromVariable(name: string, row: Row, { environment, checks }: Sources): Value | undefined {
  const variable = variableOf(name, row);
  const text = variable === undefined ? undefined : environment[variable];
  if (variable === undefined || text === undefined || text === '') return undefined;
  const origin: Origin = {
    name: `${variable}=${shown(text)}`,
    code: 'bad-option',
    cure: (expected) => `Set ${variable} to ${expected}, or remove it.`,
  };
  return checked(readText(row.kind, text), row.kind, origin, checks?.[name]);
}

function fromConfig(name: string, row: Row, { section }: Group, sources: Sources): Value | undefined {
  if (row.key === undefined) return undefined;
  const part = section === undefined ? sources.config : member(sources.config, section);
  const written = member(part, row.key);
  if (written === undefined) return undefined;
  const file = sources.configFile ?? 'docproof.yaml';
  const origin: Origin = {
    name: `${file}: ${section === undefined ? '' : `${section}.`}${row.key}: ${shown(JSON.stringify(written))}`,
    code: 'bad-config',
    cure: (expected) => `Write ${expected}; on the command line it is --${flagOf(name, row)}.`,
  };
  return checked(readConfigured(row.kind, written), row.kind, origin, sources.checks?.[name]);
}

function checked(
  value: Value | undefined,
  kind: Kind,
  { name, code, cure }: Origin,
  check: ((value: Value) => void) | undefined,
): Value {
  const expected = expectation(kind);
  if (value === undefined) throw new InputError(code, `${name}: it must be ${expected}`, { cure: cure(expected) });
  try {
    check?.(value);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(code, `${name}: ${error.problem}`, { cure: error.cure ?? cure(expected), cause: error });
  }
  return value;
}

function member(record: unknown, key: string): unknown {
  if (typeof record !== 'object' || record === null) return undefined;
  return Object.hasOwn(record, key) ? Reflect.get(record, key) : undefined;
}

function isValue(value: unknown): value is Value {
  return ['boolean', 'number', 'string'].includes(typeof value) || Array.isArray(value);
}

function textsOf(value: Value): string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

/** A value in a message: on one line, not too long, without the password of a URL. */
function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/\/\/[^/?#\s]*@/g, '//');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
