import { RE2JS } from 're2js';
import { lookAroundMatcher } from './regexp/automaton.js';

/** The methods of a regular expression that ajv needs. */
interface Matcher {
  test(text: string): boolean;
  /** Another text for each pattern: ajv takes matchers of the same text for the same matcher. */
  toString(): string;
}

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
  if (!/[*+?{]/.test(pattern)) return native;
  const mayExplode = /\)[*+{]/.test(pattern) || /\{\d{3,}/.test(pattern) || countVariable(pattern) > 1;
  const linear = compileLinear(pattern, native.flags);
  if (!linear) {
    if (mayExplode && (/\)(?:[*+]|\{\d*,)/.test(pattern) || LOOKS_BACK.test(pattern))) {
      throw new SyntaxError(
        `the pattern ${pattern} cannot be matched in bounded time: write it without back-references or nested repetition`,
      );
    }
    return native;
  }
  if (mayExplode) return linear;
  return {
    test: (text) => (text.length <= SHORT ? native.test(text) : linear.test(text)),
    toString: () => `linear ${pattern}`,
  };
}

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

function compileLinear(pattern: string, flags: string): Matcher | undefined {
  const name = (): string => `linear ${pattern}`;
  try {
    const automaton = RE2JS.compile(RE2JS.translateRegExp(pattern));
    return { test: (text) => automaton.matcher(text).find(), toString: name };
  } catch {
    // RE2 does not look around.
  }
  try {
    return { test: lookAroundMatcher(pattern, flags), toString: name };
  } catch {
    return undefined;
  }
}

/** How many quantifiers leave the number of repetitions open: two and more may share the same text in many ways. */
function countVariable(pattern: string): number {
  const bare = pattern
    .replace(/\\./g, '')
    .replace(/\[[^\]]*\]/g, '.')
    .replaceAll('(?', '(');
  return bare.match(/[*+?]|\{\d+,\d*\}/g)?.length ?? 0;
}

/** Why a pattern cannot be compiled; undefined for one that can. */
export function whyUnmatchable(pattern: string): string | undefined {
  const matcher = matcherOf(pattern);
  return typeof matcher === 'string' ? matcher : undefined;
}

/**
 * Whether a name matches a `patternProperties` key. A pattern that cannot be compiled does not make a name
 * undocumented.
 */
export function nameMatches(pattern: string, name: string): boolean {
  const matcher = matcherOf(pattern);
  return typeof matcher === 'string' || matcher.test(name);
}

/** A matcher, or why there is none. */
function matcherOf(pattern: string): Matcher | string {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  let matcher: Matcher | string;
  try {
    matcher = compile(pattern, 'u');
  } catch (error) {
    matcher = error instanceof Error ? error.message : String(error);
  }
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(pattern, matcher);
  return matcher;
}

/** Patterns come from documents, not from traffic; the same ones are asked for again and again. */
const known = new Map<string, Matcher | string>();
const MAX_KNOWN = 5_000;

/** The engine for ajv's `code.regExp` option. */
export const linearRegExp = Object.assign(compile, { code: 'compile' });

/**
 * Finds all matches of a pattern, in linear time whatever the text.
 * @throws SyntaxError for a pattern that cannot be compiled so: one with look-around or back-references
 */
export function linearFinder(pattern: string): (text: string) => Iterable<{ start: number; end: number }> {
  let automaton: RE2JS;
  try {
    automaton = RE2JS.compile(RE2JS.translateRegExp(pattern));
  } catch (cause) {
    throw new SyntaxError(`the pattern ${pattern} cannot be matched in linear time`, { cause });
  }
  return function* find(text) {
    const matcher = automaton.matcher(text);
    while (matcher.find()) if (matcher.end() > matcher.start()) yield { start: matcher.start(), end: matcher.end() };
  };
}
