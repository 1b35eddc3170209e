import { rememberingText } from '../model/index.js';
import { lookAroundMatcher } from './regexp/automaton.js';
import { type Re2, re2 } from './regexp/re2.js';
import { statesOf } from './regexp/states.js';

/** The methods of a regular expression that ajv needs. */
interface Matcher {
  test(text: string): boolean;
  /** Another text for each pattern: ajv takes matchers of the same text for the same matcher. */
  toString(): string;
  /** Where it is an automaton: its states, each of which a character may have to be held against. */
  readonly states?: number;
}

/** A pattern of more states than this is not compiled: each character of a text may be held against all of them. */
const MAX_STATES = 20_000;

/**
 * Up to this many UTF-16 units the platform's matcher is used where the pattern cannot explode: it is the faster one.
 */
const SHORT = 2_000;

/**
 * Compiles a `pattern` so that no document and no body can stall the process: a pattern that could take more than
 * linear time is matched by an automaton (RE2, or our own where it looks around), as is every long text.
 * @throws SyntaxError for a text that is not an ECMA-262 pattern, and for one that can explode and that no automaton
 * matches, as with back-references
 */
function compile(pattern: string, flags: string): Matcher {
  const native = compileNative(pattern, flags);
  const isLong = pattern.length > MAX_NATIVE;
  if (!isLong && !/[*+?{|]/.test(pattern)) return native;
  const states = statesOf(pattern);
  if (states > MAX_STATES) throw tooLarge(pattern);
  const variable = countVariable(pattern);
  const mayExplode =
    /\)[*+{]/.test(pattern) || /\{\d{3,}/.test(pattern) || variable > 1 || pattern.split('|').length > MAX_CHOICES;
  const linear = compileLinear(pattern, native.flags, states);
  if (!linear) {
    if (isLong) throw tooLarge(pattern);
    if (mayExplode && (variable > 1 || /\)(?:[*+]|\{\d*,)/.test(pattern) || LOOKS_BACK.test(pattern))) {
      throw new UnboundedPattern(
        `the pattern ${shown(pattern)} cannot be matched in bounded time: write it without back-references or nested repetition`,
      );
    }
    return native;
  }
  if (mayExplode || isLong) return linear;
  return {
    test: (text) => (text.length <= SHORT ? native.test(text) : linear.test(text)),
    toString: () => `linear ${pattern}`,
    states,
  };
}

/** Of a longer pattern the platform may find only when it matches that it is too large, or its stack too small. */
const MAX_NATIVE = 20_000;

function tooLarge(pattern: string): UnboundedPattern {
  return new UnboundedPattern(`the pattern ${shown(pattern)} is too large: make it shorter`);
}

/** Up to so many bars in a pattern the platform tries all of them: each may double its ways. */
const MAX_CHOICES = 12;

function shown(pattern: string): string {
  return pattern.length > 60 ? `${pattern.slice(0, 60)}…` : pattern;
}

/** A pattern that can be read, and that no automaton matches. */
class UnboundedPattern extends SyntaxError {}

/** A back-reference. */
const LOOKS_BACK = /(?:^|[^\\])(?:\\\\)*\\(?:[1-9]|k<)/;

function compileNative(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch {
    // Many documents escape what the `u` flag forbids to escape, such as `\-`.
    return new RegExp(pattern);
  }
}

function compileLinear(pattern: string, flags: string, states: number): Matcher | undefined {
  const name = (): string => `linear ${pattern}`;
  const engine = re2();
  try {
    if (!isOtherInRe2(pattern, flags)) {
      const automaton = engine.compile(engine.translateRegExp(pattern));
      const test = rememberingText((text) => automaton.matcher(text).find(), TEXTS);
      return { test, toString: name, states };
    }
  } catch {
    // RE2 does not look around.
  }
  try {
    return { test: lookAroundMatcher(pattern, flags), toString: name, states };
  } catch {
    return undefined;
  }
}

/** What a pattern is for comes again and again: names, codes, lists of flags. */
const TEXTS = { most: 100, longest: 100 };

/**
 * Whether RE2 would read a pattern as another one: it takes a reference to a group by name for letters, and the escapes
 * of the `u` flag for what they mean there, also where the pattern has none (ECMA-262 §B.1.2).
 */
function isOtherInRe2(pattern: string, flags: string): boolean {
  return (flags === '' ? /\\(?:k|[uUpP]\{)/ : /\\k/).test(pattern);
}

/** How many quantifiers leave the number of repetitions open: two and more may share the same text in many ways. */
function countVariable(pattern: string): number {
  const bare = pattern
    .replace(/\\./g, '')
    .replace(/\[[^\]]*\]/g, '.')
    .replaceAll('(?', '(');
  return bare.match(/[*+?]|\{\d+,\d*\}/g)?.length ?? 0;
}

/** Why a pattern cannot be used. */
export interface Unmatchable {
  /** The problem in words. */
  readonly detail: string;
  /** Whether it is a pattern, and only matching it could have no end. */
  readonly isTooLarge?: true;
}

/** Why a pattern cannot be used; undefined for one that can. */
export function whyUnmatchable(pattern: string): Unmatchable | undefined {
  const matcher = matcherOf(pattern);
  return 'test' in matcher ? undefined : matcher;
}

/**
 * Whether a name matches a `patternProperties` key. A pattern that cannot be compiled does not make a name
 * undocumented.
 */
export function nameMatches(pattern: string, name: string): boolean {
  const matcher = matcherOf(pattern);
  return !('test' in matcher) || matcher.test(name);
}

/** A matcher, or why there is none. */
function matcherOf(pattern: string): Matcher | Unmatchable {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  let matcher: Matcher | Unmatchable;
  try {
    matcher = compile(pattern, 'u');
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    matcher = error instanceof UnboundedPattern ? { detail, isTooLarge: true } : { detail };
  }
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(pattern, matcher);
  return matcher;
}

/** Patterns come from documents, not from traffic; the same ones are asked for again and again. */
const known = new Map<string, Matcher | Unmatchable>();
const MAX_KNOWN = 5_000;

/** Compiles a pattern as `compile` does, for those who keep what comes out. */
export const linearRegExp = compile;

/** Texts up to this length are matched unpaid. */
const UNPAID = 256;

/**
 * The engine for ajv's `code.regExp` option. `code` is what precompiled code calls.
 * @param spend is told of each longer text, in steps
 */
export function countedRegExp(spend: (steps: number) => void): typeof compile & { code: string } {
  const engine = (pattern: string, flags: string): Matcher => {
    const matcher = compile(pattern, flags);
    const { states } = matcher;
    if (states === undefined) return matcher;
    const test = (text: string): boolean => {
      if (text.length > UNPAID) spend((text.length * states) / STATES_A_STEP);
      return matcher.test(text);
    };
    return { test, toString: () => matcher.toString() };
  };
  return Object.assign(engine, { code: '$.pattern' });
}

/** Of an automaton, this much is as much work as a branch. */
const STATES_A_STEP = 32;

/**
 * Finds all matches of a pattern, in linear time whatever the text.
 * @throws SyntaxError for a pattern that cannot be compiled so: one with look-around or back-references
 */
export function linearFinder(pattern: string): (text: string) => Iterable<{ start: number; end: number }> {
  const engine = re2();
  let automaton: ReturnType<Re2['compile']>;
  try {
    automaton = engine.compile(engine.translateRegExp(pattern));
  } catch (cause) {
    throw new SyntaxError(`the pattern ${pattern} cannot be matched in linear time`, { cause });
  }
  return function* find(text) {
    const matcher = automaton.matcher(text);
    while (matcher.find()) if (matcher.end() > matcher.start()) yield { start: matcher.start(), end: matcher.end() };
  };
}
