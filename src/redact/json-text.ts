import { endOfJsonString } from '../model/json.js';
import { isHolding, isNaming, type SecretKind } from './names.js';
import { memberKind, type Redactor } from './redactor.js';
import { redactText } from './text.js';

/** An object or array that is being read. */
interface Level {
  readonly isObject: boolean;
  /** The kind of secret that everything in it is. */
  readonly kind: SecretKind | undefined;
  /** Of the member whose value comes next. */
  name: string | undefined;
  /** The kind of secret that a member such as `name` gives to the value beside it. */
  labelled?: SecretKind | undefined;
  /** Values that are secrets if another member says so. */
  readonly held: number[];
}

/** A piece of the text that becomes another. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * JSON text with its secrets replaced. White space, numbers and the order of members stay as they were written; memory
 * for its values is not needed, and no depth is too deep. Feed it what `JSON.parse` takes: in anything else it may lose
 * its way.
 * @param outer the kind of secret that all of it is part of
 */
export function redactJsonText(redactor: Redactor, text: string, outer?: SecretKind): string {
  const edits: Edit[] = [];
  /** The ranges of scalars that may prove to be secrets. */
  const scalars: { start: number; end: number }[] = [];
  const levels: Level[] = [];
  let level: Level = { isObject: false, kind: outer, name: undefined, held: [] };
  const token = /[",{}[\]]|[-\d][\d.eE+-]*/g;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const { index: start } = match;
    const [found] = match;
    if (found === '{' || found === '[') {
      levels.push(level);
      const kind = kindHere(redactor, level);
      // A code is a number or a text; what has members is something else of that name.
      const inherited = kind === 'one-time code' ? undefined : kind;
      level = { isObject: found === '{', kind: inherited, name: undefined, held: [] };
    } else if (found === '}' || found === ']') {
      settle(level);
      level = levels.pop() ?? level;
      if (level.isObject) level.name = undefined;
    } else if (found === ',') {
      // After true, false and null, which are not tokens here.
      level.name = undefined;
    } else if (found === '"') {
      const end = endOfJsonString(text, start + 1);
      token.lastIndex = end;
      if (level.isObject && level.name === undefined) {
        level.name = parse(text.slice(start, end));
        const clean = redactText(redactor, level.name);
        if (clean !== level.name) edits.push({ start, end, text: JSON.stringify(clean) });
      } else scalar(start, end);
    } else scalar(start, start + found.length);
  }
  return apply(
    text,
    edits.sort((a, b) => a.start - b.start),
  );

  function scalar(start: number, end: number): void {
    const { name, isObject } = level;
    const kind = kindHere(redactor, level);
    if (isObject) level.name = undefined;
    if (kind !== undefined) {
      replace(start, end, kind);
      return;
    }
    if (text[start] !== '"') return;
    const value = parse(text.slice(start, end));
    if (isObject && name !== undefined) {
      if (isNaming(name)) level.labelled ??= redactor.kindOf(value);
      else if (isHolding(name)) level.held.push(scalars.push({ start, end }) - 1);
    }
    const clean = redactText(redactor, value);
    if (clean !== value) edits.push({ start, end, text: JSON.stringify(clean) });
  }

  function settle({ labelled, held }: Level): void {
    if (labelled === undefined) return;
    for (const index of held) {
      const place = scalars[index];
      if (place) replace(place.start, place.end, labelled);
    }
  }

  function replace(start: number, end: number, kind: SecretKind): void {
    const secret = text[start] === '"' ? parse(text.slice(start, end)) : text.slice(start, end);
    const clean = redactor.replace(secret, kind);
    if (clean !== secret) edits.push({ start, end, text: JSON.stringify(clean) });
  }
}

/** The kind that the next value has by its name, and by what it is part of. */
function kindHere(redactor: Redactor, { isObject, kind, name }: Level): SecretKind | undefined {
  return isObject && name !== undefined ? memberKind(redactor, name, kind) : kind;
}

function parse(written: string): string {
  if (!written.includes('\\')) return written.slice(1, -1);
  try {
    return String(JSON.parse(written));
  } catch {
    return written.slice(1, -1);
  }
}

/** The last edit of a place counts: it knows more than the one before. */
function apply(text: string, edits: readonly Edit[]): string {
  let clean = '';
  let from = 0;
  for (const [index, edit] of edits.entries()) {
    if (edits[index + 1]?.start === edit.start) continue;
    clean += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return from === 0 ? text : clean + text.slice(from);
}
