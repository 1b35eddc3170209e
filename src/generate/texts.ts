import type { JsonValue } from '../model/index.js';
import type { Facts } from './facts.js';
import { formatNamed } from './formats.js';
import { textNamed } from './names.js';
import { patternWriter } from './pattern.js';
import { type GenerationRun, Impossible } from './run.js';
import { phrase } from './vocabulary.js';

/** The place of a text: the property's name, its words, and those of the thing that has it. */
export interface TextContext {
  readonly name: string;
  readonly words: readonly string[];
  readonly owner: readonly string[];
  /** Whether a text keeps everything that its schemas say. */
  readonly fits: (value: JsonValue) => boolean;
}

/** A text longer than this is more than a body should hold. */
const MAX_TEXT = 100_000;

/** How often a pattern is tried: each time with longer repetitions. */
const PATTERN_TRIES = 40;

/** Makes texts: by pattern, by format, by name, else a few words; always of a length that is allowed. */
export function textMaker(facts: Facts, context: TextContext): (run: GenerationRun) => string | Impossible {
  const { minLength, maxLength } = facts;
  if (minLength > maxLength) return () => new Impossible('minLength', facts.pointer);
  if (minLength > MAX_TEXT) return () => new Impossible('minLength', facts.pointer);
  const format = formatNamed(facts.format);
  const named = format ? undefined : textNamed(context.words);
  const example = facts.examples.find((value) => typeof value === 'string');
  const plainText = typeof format?.plain === 'function' ? format.plain(context.name || 'id') : format?.plain;
  const guess = (run: GenerationRun): string => {
    if (run.plain) return plainText ?? 'string';
    if (format) return format.make(run, context.words);
    if (named) return named(run, context.owner);
    return typeof example === 'string' ? example : phrase(run);
  };
  const hasLength = (text: string): boolean => {
    if (text.length >= minLength && text.length <= maxLength && !/[\ud800-\udfff]/.test(text)) return true;
    const { length } = [...text];
    return length >= minLength && length <= maxLength;
  };
  const sized = (text: string): string => (format || hasLength(text) ? text : resize(text, minLength, maxLength));
  // A format leaves no room to cut or pad; where its texts have another length, a pattern or luck must help.
  if (facts.patterns.length === 0) {
    if (!format) return (run) => sized(guess(run));
    return (run) => {
      for (let attempt = 0; attempt < 8; attempt += 1) {
        const text = guess(run);
        if (hasLength(text)) return text;
        if (run.plain) break;
      }
      const { short = '' } = format;
      const text = hasLength(short) ? short : resize(guess(run), minLength, maxLength);
      return context.fits(text) ? text : (documented(facts, context) ?? new Impossible('format', facts.pointer));
    };
  }
  return patterned(facts, context, { guess: (run) => sized(guess(run)), hasLength });
}

interface Guesses {
  readonly guess: (run: GenerationRun) => string;
  readonly hasLength: (text: string) => boolean;
}

function patterned(
  facts: Facts,
  context: TextContext,
  { guess, hasLength }: Guesses,
): (run: GenerationRun) => string | Impossible {
  const [pattern = ''] = facts.patterns;
  const writers = facts.patterns.map(patternWriter).filter((writer) => writer !== undefined);
  const { minLength, maxLength } = facts;
  const longest = Math.min(Math.max(minLength, 12), 2_000);
  const open = Number.isFinite(maxLength) ? maxLength : 40;
  return (run) => {
    const first = guess(run);
    if (hasLength(first) && context.fits(first)) return first;
    for (let attempt = 0; attempt < PATTERN_TRIES; attempt += 1) {
      const writer = writers[attempt % writers.length];
      if (!writer) break;
      const stretch = attempt < 10 ? 4 : attempt < 20 ? 1 : attempt < 30 ? Math.max(longest, open) : longest * 3;
      const written = writer(run.random, stretch);
      const text = hasLength(written) ? written : fitted(written, pattern, facts);
      if (hasLength(text) && context.fits(text)) return text;
    }
    return documented(facts, context) ?? new Impossible('pattern', facts.pointer);
  };
}

/**
 * Cuts a text that is too long, in the hope that its end repeats what came before. An expression without an end says
 * nothing of what follows.
 */
function fitted(text: string, pattern: string, { minLength, maxLength }: Facts): string {
  if (text.length > maxLength) return [...text].slice(0, maxLength).join('');
  return pattern.endsWith('$') ? text : resize(text, minLength, maxLength);
}

/** The author's own sample, where it is valid: better than none. */
function documented(facts: Facts, { fits }: TextContext): string | undefined {
  return [...facts.examples, ...facts.defaults].find(
    (value): value is string => typeof value === 'string' && fits(value),
  );
}

function resize(text: string, min: number, max: number): string {
  const chars = [...(text === '' ? 'string' : text)];
  if (chars.length > max) return chars.slice(0, max).join('').trimEnd().padEnd(Math.min(min, max), 'x');
  if (chars.length >= min) return text;
  const times = Math.ceil(min / chars.length);
  return [...text.repeat(times)].slice(0, Math.max(min, 0)).join('');
}
