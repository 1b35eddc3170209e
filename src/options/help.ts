import { isRepeatable } from './kind.js';
import type { Row } from './row.js';

/** The text of `--help` for an option: its effect, its values and its default. */
export function helpOf(row: Row): string {
  const { help, kind, required } = row;
  const notes = [
    ...(kind.type === 'choice' && !kind.values.every((value) => help.includes(value)) ? [listOf(kind.values)] : []),
    ...(kind.type === 'targets' ? [kind.formats.join(', ')] : []),
    ...(isRepeatable(kind) ? ['repeatable'] : []),
    ...(required ? ['required'] : []),
    ...defaultOf(row),
  ];
  return notes.length === 0 ? help : `${help} (${notes.join('; ')})`;
}

function listOf(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

function defaultOf({ default: fallback, defaultText }: Row): string[] {
  if (defaultText !== undefined) return [`default: ${defaultText}`];
  if (fallback === undefined || fallback === false || fallback === 0) return [];
  return [fallback === true ? 'on by default' : `default: ${fallback}`];
}
