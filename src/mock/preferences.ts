import { headerValue, type Range, readRange, type Writable } from '../model/index.js';
import { type Call, type Failure, failure } from './answer.js';
import { type InjectedFault, readInjectedFault } from './faults/faults.js';
import type { Memory } from './memory.js';
import type { RequestValidation } from './settings.js';

/** The wishes of the client in `Prefer` (RFC 7240), or in `__code`, `__example` and so on in the query. */
export interface Preferences {
  readonly code?: number;
  readonly example?: string;
  readonly dynamic?: boolean;
  readonly seed?: string;
  readonly validateRequest?: RequestValidation;
  readonly auth?: boolean;
  /** In milliseconds. */
  readonly delay?: Range;
  readonly fault?: InjectedFault;
  /** Between the items of a stream, in milliseconds. */
  readonly pace?: Range;
  /** `return=minimal` (RFC 7240 §4.2). */
  readonly minimal?: boolean;
  /** OData's and Graph's preferences, which have no value. */
  readonly flags?: ReadonlySet<string>;
}

/** The preferences of a request that has none: always this object. */
export const NO_PREFERENCES: Preferences = {};

/**
 * A reader of the preferences of calls: the same object for the same `Prefer` field, as long as it is remembered. The
 * query is asked only where there is no `Prefer` header, as in Prism.
 */
export function createPreferenceReader(memory: Memory): (call: Call) => Preferences | Failure {
  const known = memory.texts<Preferences | Failure>('preferences');
  return ({ headers, target }) => {
    const { prefer } = headers;
    if (prefer === undefined) return target.includes('__') ? fromQuery(target) : NO_PREFERENCES;
    const text = Array.isArray(prefer) ? prefer.join(',') : (headerValue(headers, 'prefer') ?? '');
    const before = known.get(text);
    if (before) return before;
    const preferences = toPreferences(parsePrefer(text));
    known.set(text, preferences);
    return preferences;
  };
}

/** `code=404, example="a b"; x=y` → code and example, the first of a kind. */
function parsePrefer(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', quoted, token] of text.matchAll(
    /(?:^|,)\s*([\w.-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^,;]*)))?/g,
  )) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, quoted?.replace(/\\(.)/g, '$1') ?? token?.trim() ?? '');
  }
  return found;
}

function fromQuery(target: string): Preferences | Failure {
  const found = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(target.slice(target.indexOf('?') + 1))) {
    if (name.startsWith('__') && !found.has(name.slice(2))) found.set(name.slice(2), value);
  }
  return found.size === 0 ? NO_PREFERENCES : toPreferences(found);
}

/** Reads each preference; returns a sentence where its value is not understood. Other names are not the mock's. */
const READERS: Readonly<Record<string, (value: string, into: Writable<Preferences>) => string | undefined>> = {
  code(value, into) {
    if (!/^[1-5]\d\d$/.test(value))
      return `the preference code=${value} is not a status: write three digits, such as code=404`;
    into.code = Number(value);
    return undefined;
  },
  example(value, into) {
    into.example = value;
    return undefined;
  },
  dynamic(value, into) {
    if (value !== 'true' && value !== 'false') return `the preference dynamic=${value} is neither true nor false`;
    into.dynamic = value === 'true';
    return undefined;
  },
  seed(value, into) {
    into.seed = value;
    return undefined;
  },
  'validate-request'(value, into) {
    if (value !== 'error' && value !== 'warn' && value !== 'off')
      return `the preference validate-request=${value} is not one of error, warn, off`;
    into.validateRequest = value;
    return undefined;
  },
  'no-auth'(_value, into) {
    into.auth = false;
    return undefined;
  },
  delay(value, into) {
    const range = readRange(value);
    if (!range) return `the preference delay=${value} is not a time in milliseconds: write delay=300 or delay=200..800`;
    into.delay = range;
    return undefined;
  },
  pace(value, into) {
    const range = readRange(value);
    if (!range) return `the preference pace=${value} is not a time in milliseconds: write pace=200 or pace=100..300`;
    into.pace = range;
    return undefined;
  },
  fault(value, into) {
    const fault = readInjectedFault(value);
    if (!fault) return `the preference fault=${value} is not one of reset, slow, or a status such as fault=503`;
    into.fault = fault;
    return undefined;
  },
  return(value, into) {
    if (value === 'minimal') into.minimal = true;
    return undefined;
  },
};

function toPreferences(found: ReadonlyMap<string, string>): Preferences | Failure {
  const preferences: Writable<Preferences> = {};
  const flags = new Set<string>();
  for (const [name, value] of found) {
    const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (!reader) flags.add(name);
    const fault = reader?.(value, preferences);
    if (fault !== undefined) return failure('UNPROCESSABLE_ENTITY', fault);
  }
  return flags.size === 0 ? preferences : { ...preferences, flags };
}

/** The names of all preferences, for the reference of the site. */
export const PREFERENCE_NAMES: readonly string[] = Object.keys(READERS);
