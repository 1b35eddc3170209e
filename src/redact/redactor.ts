import {
  headerKindOf,
  isAboutSecret,
  isOnlyAbout,
  kindByValue,
  plainName,
  type SecretKind,
  secretKindOf,
} from './names.js';
import { type KnownPaths, looseSegments, type SecretPath, secretSegments } from './path-template.js';
import type { Span } from './shapes.js';
import { spellings } from './spellings.js';

/** The replacement for secrets that need not be distinguished. */
export const REDACTED = '[redacted]';

/** A longer name is not taken apart. */
const MAX_WAY = 200;

/** Rules for secrets, in addition to those that always hold. */
export interface SecretRules {
  /**
   * Names of members, parameters, headers and form fields that hold secrets. Letter case, `-` and `_` do not matter.
   */
  readonly names?: readonly string[];
  /** Names that hold none, whatever they look like. They win. */
  readonly keep?: readonly string[];
  /** Secrets by their form. Each must take linear time. */
  readonly patterns?: readonly SecretPattern[];
  /** Names that hold secrets in one place only: the API keys of a document's security schemes. */
  readonly carriers?: readonly SecretCarrier[];
  /** Paths of the document that have secrets in them. */
  readonly paths?: readonly SecretPath[];
  /** The document's other paths. */
  readonly known?: KnownPaths;
}

/** Finds secrets of one form in a text. */
export interface SecretPattern {
  find(text: string): Iterable<{ readonly start: number; readonly end: number }>;
}

/** The header, query parameter or cookie in which a security scheme has its key. */
export interface SecretCarrier {
  readonly in: 'header' | 'query' | 'cookie';
  readonly name: string;
}

/** Replaces secrets. */
export interface Redactor {
  /**
   * The kind of secret that a value of this name is; undefined if it is not a secret. `place` also asks the document's
   * security schemes, and `value` decides where the name says little, as `auth` does.
   */
  kindOf(name: string, place?: SecretCarrier['in'], value?: string): SecretKind | undefined;
  /** Whether the values of this name stay as they are. */
  isKept(name: string): boolean;
  /** Which of a path's segments, decoded, are secrets. @param isTarget whether an exchange went there */
  segmentsOf(segments: readonly string[], isTarget?: boolean): ReadonlyMap<number, SecretKind>;
  /** Whether there are patterns of the user's. */
  readonly hasPatterns: boolean;
  /** Where the user's patterns find secrets. */
  find(text: string): readonly Span[];
  /** The replacement for a secret. */
  replace(secret: string, kind: SecretKind): string;
}

/**
 * Redacts by the common rules and these.
 * @param replace returns the replacement; called once for each place of a secret
 */
export function createRedactor(rules: SecretRules, replace: Redactor['replace']): Redactor {
  const { patterns = [], carriers = [], paths = [], known = NOTHING_KNOWN } = rules;
  const names = new Set((rules.names ?? []).map(foldName));
  const kept = new Set((rules.keep ?? []).map(foldName));
  const carried = new Map(carriers.map(({ in: place, name }) => [`${place} ${name.toLowerCase()}`, name]));
  const isKept = (name: string): boolean => kept.size > 0 && kept.has(foldName(name));
  const kindOf: Redactor['kindOf'] = (name, ...rest) => {
    const kind = kindAsWritten(name, ...rest);
    if (kind !== undefined || isKept(name)) return kind;
    for (const spelled of spellings(name)) {
      const found = kindAsWritten(spelled, ...rest);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const kindAsWritten: Redactor['kindOf'] = (name, place, value) => {
    if (isKept(name)) return undefined;
    if (names.size > 0 && names.has(foldName(name))) return secretKindOf(name) ?? 'secret';
    if (place !== undefined && carried.has(`${place} ${name.toLowerCase()}`)) return secretKindOf(name) ?? 'key';
    if (/[.[]/.test(name)) return kindOfWay(wayOf(name), place, value);
    const kind = secretKindOf(name) ?? (place === 'header' ? headerKindOf(name) : undefined);
    return kind ?? (value === undefined ? undefined : kindByValue(name, value, place === 'query'));
  };
  /** Of a member by its way: `user[token]`, `token[0]`, `user.password.confirm`. */
  const kindOfWay = (way: readonly string[], ...[place, value]: [SecretCarrier['in']?, string?]) => {
    if (isOnlyAbout(way.join('-'))) return undefined;
    let kind: SecretKind | undefined;
    let isTold = false;
    for (const [index, part] of way.entries()) {
      const own = kindAsWritten(part, index === way.length - 1 ? place : undefined, value);
      if (own !== undefined || isKept(part) || isOnlyAbout(part)) isTold = true;
      kind = own ?? (kind === undefined || isKept(part) || isAboutSecret(part) ? undefined : kind);
    }
    // `api.key` has its meaning from both words.
    return isTold || way.length < 2 ? kind : secretKindOf(way.join('-'));
  };
  return {
    isKept,
    kindOf,
    hasPatterns: patterns.length > 0,
    segmentsOf(segments, isTarget = false) {
      const loose = looseSegments(known, segments, isTarget);
      if (paths.length === 0) return loose;
      return new Map([...loose, ...secretSegments(paths, segments, (name) => kindOf(name))]);
    },
    find: (text) =>
      patterns.flatMap((pattern) => [...pattern.find(text)].map((span): Span => ({ ...span, kind: 'secret' }))),
    replace: (secret, kind) => (secret === '' || isRedacted(secret) ? secret : replace(secret, kind)),
  };
}

const NOTHING_KNOWN: KnownPaths = { words: new Set() };

/** The names that a way consists of, without indices. */
function wayOf(name: string): string[] {
  return name
    .slice(0, MAX_WAY)
    .split(/[.[\]]+/)
    .filter((part) => part !== '' && !/^\d+$/.test(part));
}

/** By the common rules, with the same words for every secret: for reports and logs. */
export const plainRedactor: Redactor = createRedactor({}, () => REDACTED);

/** Whether a text already replaces a secret. */
export function isRedacted(text: string): boolean {
  return /^\[redacted(?:-[0-9a-f]+)?\]$/.test(text);
}

/** Whether a secret was replaced somewhere in a text. */
export function hasRedacted(text: string): boolean {
  return /\[redacted(?:-[0-9a-f]+)?\]/.test(text);
}

/**
 * Whether a text has what the filters of recorders write in place of a value: `<API_KEY>` by Ruby's VCR and its kin,
 * `[FILTERED]`, `REDACTED` and stars by habit.
 */
export function hasFilterMark(text: string): boolean {
  return FILTER_MARK.test(text);
}

const FILTER_MARK =
  /(?:<|%3C)[A-Z][A-Z0-9_ -]*(?:>|%3E)|[[<](?:[Ff]iltered|FILTERED|[Rr]edacted|REDACTED)[\]>]|^(?:REDACTED|FILTERED|\*{3,}|x{6,}|X{6,})$/;

/** The kind that a member's value has by its own name, or by that of the secret that it is part of. */
export function memberKind(
  redactor: Redactor,
  name: string,
  outer: SecretKind | undefined,
  value?: string,
): SecretKind | undefined {
  if (redactor.isKept(name)) return undefined;
  return redactor.kindOf(name, undefined, value) ?? (outer === undefined || isAboutSecret(name) ? undefined : outer);
}

function foldName(name: string): string {
  return plainName(name).replaceAll('-', '');
}
