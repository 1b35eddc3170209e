import { endOfJsonString } from '../model/json.js';
import { type Edit, type Search, shifted } from './edits.js';
import { flagKind, isUserFlag } from './flags.js';
import { decodedBy, JSON_STRING } from './layers.js';
import { isHolding, isInherited, isNaming, type SecretKind, saysLittle } from './names.js';
import { memberKind, type Redactor } from './redactor.js';

/** An object or array that is being read. */
interface Level {
  readonly isObject: boolean;
  /** The kind of secret that everything in it is. */
  readonly kind: SecretKind | undefined;
  /** Of the member whose value comes next. */
  name: string | undefined;
  /** What a member such as `name` calls the value beside it, where that may be a secret. */
  label?: string | undefined;
  /** Of a list: the text before, which may be a flag of a command with its value behind it. */
  before?: string | undefined;
  /** Values that are secrets if another member says so. */
  readonly held: number[];
}

/** Whether a text is JSON that can hold secrets: an object, an array or a string, with or without a byte-order mark. */
export function isJson(text: string): boolean {
  if (!/^[\s\uFEFF]*[{["]/.test(text)) return false;
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return true;
  } catch {
    return false;
  }
}

/**
 * Where JSON text holds secrets. All else stays as it was written; memory for its values is not needed, and no depth is
 * too deep. Feed it what `JSON.parse` takes: in anything else it may lose its way.
 * @param search for the texts in it
 * @param outer the kind of secret that all of it is part of
 */
export function jsonEdits(redactor: Redactor, text: string, search: Search, outer?: SecretKind): Edit[] {
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
      const inherited = kind === undefined || isInherited(kind) ? kind : undefined;
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
        within(start, end);
      } else scalar(start, end);
    } else scalar(start, start + found.length);
  }
  return edits;

  function scalar(start: number, end: number): void {
    const { name, isObject } = level;
    const kind =
      isObject && name !== undefined && saysLittle(name)
        ? memberKind(redactor, name, level.kind, textOf(start, end))
        : (kindHere(redactor, level) ?? (isObject ? undefined : kindBehind(start, end)));
    if (isObject) level.name = undefined;
    if (kind !== undefined) {
      whole(start, end, kind);
      return;
    }
    if (isObject && name !== undefined && isHolding(name)) level.held.push(scalars.push({ start, end }) - 1);
    if (text[start] !== '"') return;
    if (isObject && name !== undefined && isNaming(name)) level.label ??= labelOf(parse(text.slice(start, end)));
    within(start, end);
  }

  /** Of a value in a list, by the text before it: `["--token", "…"]`. */
  function kindBehind(start: number, end: number): SecretKind | undefined {
    const { before } = level;
    level.before = text.startsWith('"-', start) ? textOf(start, end) : undefined;
    if (before === undefined || text[start] !== '"') return undefined;
    const value = textOf(start, end);
    return isUserFlag(before) && /^[^:\s]{1,128}:\S/.test(value) ? 'password' : flagKind(redactor, before, value);
  }

  /** What a string holds, between its quotes. */
  function within(start: number, end: number): void {
    const written = text.slice(start + 1, end - 1);
    const decoded = written.includes('\\') ? decodedBy(written, JSON_STRING) : undefined;
    const found = search(decoded ? decoded.text : written);
    if (found.length > 0) add(shifted(decoded ? decoded.written(found) : found, start + 1));
  }

  function labelOf(label: string): string | undefined {
    return saysLittle(label) || redactor.kindOf(label) !== undefined ? label : undefined;
  }

  function settle({ label, held }: Level): void {
    if (label === undefined) return;
    for (const index of held) {
      const { start, end } = scalars[index] ?? { start: 0, end: 0 };
      const kind = redactor.kindOf(label, undefined, textOf(start, end));
      if (kind !== undefined) whole(start, end, kind);
    }
  }

  function textOf(start: number, end: number): string {
    return text[start] === '"' ? parse(text.slice(start, end)) : text.slice(start, end);
  }

  function whole(start: number, end: number, kind: SecretKind): void {
    const secret = textOf(start, end);
    const clean = redactor.replace(secret, kind);
    if (clean !== secret) edits.push({ start, end, text: JSON.stringify(clean) });
  }

  function add(found: readonly Edit[]): void {
    for (const edit of found) edits.push(edit);
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
