import { type Assertion, type IsChar, type PatternNode, parsePattern } from './parse.js';

/** A pattern of more steps than this is too large: each character of a text may have to be held against all of them. */
const MAX_STEPS = 10_000;

/**
 * Matches patterns with look-ahead and look-behind in time that grows with the text and the pattern, never with more:
 * all ways through the pattern are followed at once. What a look finds depends on the place in the text alone, so each
 * is worked out for all places beforehand, a look-ahead backwards from the end.
 * @param flags with which the platform compiles it: `u`, or nothing
 * @returns whether a text has a match
 * @throws SyntaxError for a pattern with back-references, and for one that is too large
 */
export function lookAroundMatcher(source: string, flags: string): (text: string) => boolean {
  const looks: Look[] = [];
  const budget = { left: MAX_STEPS };
  const main = compile(parsePattern(source, flags), false, looks, budget);
  return (text) => {
    const chars =
      flags === 'u'
        ? Array.from(text, codeOf)
        : Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
    const found: Uint8Array[] = [];
    for (const { program, isAhead } of looks) found.push(placesOf(program, chars, found, isAhead));
    return placesOf(main, chars, found, false, true).includes(1);
  };
}

function codeOf(char: string): number {
  return char.codePointAt(0) ?? 0;
}

/** One step of a program. `next` are the numbers of the steps that follow. */
type Step =
  | { readonly kind: 'char'; readonly is: IsChar; readonly next: number }
  | { readonly kind: 'assertion'; readonly at: Assertion; readonly next: number }
  | { readonly kind: 'look'; readonly number: number; readonly wanted: 0 | 1; readonly next: number }
  | { readonly kind: 'fork'; readonly next: number[] }
  | { readonly kind: 'end' };

interface Program {
  readonly steps: readonly Step[];
  readonly first: number;
}

/** A look-around: a look-ahead is a program that reads backwards from where its match ends. */
interface Look {
  readonly program: Program;
  readonly isAhead: boolean;
}

/** Makes the steps from the last to the first; `isBackward` turns each sequence round. */
function compile(node: PatternNode, isBackward: boolean, looks: Look[], budget: { left: number }): Program {
  const steps: Step[] = [];
  const add = (step: Step): number => {
    budget.left -= 1;
    if (budget.left < 0) throw new SyntaxError('the pattern is too large to be matched in bounded time');
    return steps.push(step) - 1;
  };
  const lookNumbers = new Map<PatternNode, number>();
  const before = (part: PatternNode, next: number): number => {
    switch (part.kind) {
      case 'char':
        return add({ kind: 'char', is: part.is, next });
      case 'assertion':
        return add({ kind: 'assertion', at: part.at, next });
      case 'look': {
        // Inside a repetition it is met several times.
        const number = lookNumbers.get(part) ?? looks.push(lookOf(part, looks, budget)) - 1;
        lookNumbers.set(part, number);
        return add({ kind: 'look', number, wanted: part.isNegative ? 0 : 1, next });
      }
      case 'sequence':
        return isBackward
          ? part.parts.reduce((after, each) => before(each, after), next)
          : part.parts.reduceRight((after, each) => before(each, after), next);
      case 'choice': {
        const [only, ...others] = part.branches;
        if (only && others.length === 0) return before(only, next);
        return add({ kind: 'fork', next: part.branches.map((branch) => before(branch, next)) });
      }
      case 'repeat':
        return beforeRepeat(part, next);
    }
  };
  const beforeRepeat = ({ node: each, min, max }: PatternNode & { kind: 'repeat' }, next: number): number => {
    let after = next;
    if (max === Number.POSITIVE_INFINITY) {
      const targets = [next];
      after = add({ kind: 'fork', next: targets });
      targets.push(before(each, after));
    } else {
      for (let count = min; count < max; count += 1) after = add({ kind: 'fork', next: [next, before(each, after)] });
    }
    for (let count = 0; count < min; count += 1) after = before(each, after);
    return after;
  };
  const end = add({ kind: 'end' });
  return { steps, first: before(node, end) };
}

function lookOf({ node, isAhead }: PatternNode & { kind: 'look' }, looks: Look[], budget: { left: number }): Look {
  return { program: compile(node, isAhead, looks, budget), isAhead };
}

/**
 * The places at which the program comes to its end: 1 for each of them. It may begin at any place.
 * @param found what the looks found
 * @param isFirstEnough whether one place is all that is asked for
 */
function placesOf(
  { steps, first }: Program,
  chars: readonly number[],
  found: readonly Uint8Array[],
  isBackward: boolean,
  isFirstEnough = false,
): Uint8Array {
  const places = new Uint8Array(chars.length + 1);
  // The place at which each step was last entered, so that none is entered twice.
  const entered = new Int32Array(steps.length).fill(-1);
  let waiting: number[] = [];
  let reading: (Step & { kind: 'char' })[] = [];
  const enterAll = (place: number): void => {
    for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
      const step = steps[number];
      if (!step || entered[number] === place) continue;
      entered[number] = place;
      if (step.kind === 'char') reading.push(step);
      else if (step.kind === 'end') places[place] = 1;
      else if (step.kind === 'fork') for (const each of step.next) waiting.push(each);
      else if (step.kind === 'look' ? found[step.number]?.[place] === step.wanted : holds(step.at, chars, place))
        waiting.push(step.next);
    }
  };
  for (let count = 0; count <= chars.length; count += 1) {
    const place = isBackward ? chars.length - count : count;
    waiting.push(first);
    enterAll(place);
    if (isFirstEnough && places[place] === 1) break;
    const char = chars[isBackward ? place - 1 : place];
    const active = reading;
    reading = [];
    waiting = [];
    if (char !== undefined) for (const step of active) if (step.is(char)) waiting.push(step.next);
  }
  return places;
}

function holds(at: Assertion, chars: readonly number[], place: number): boolean {
  if (at === 'start') return place === 0;
  if (at === 'end') return place === chars.length;
  return (isWord(chars[place - 1]) !== isWord(chars[place])) === (at === 'boundary');
}

function isWord(char: number | undefined): boolean {
  return char !== undefined && char < 128 && /\w/.test(String.fromCharCode(char));
}
