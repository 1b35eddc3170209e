import type { GenerationRun } from './run.js';
import { NAMED_NUMBERS, NAMED_TEXTS } from './vocabulary.js';

/** Writes one thing of a kind. */
export type Maker<T> = (run: GenerationRun, owner: readonly string[]) => T;

/**
 * The words of a name in camelCase, snake_case, kebab-case or dotted, in lower case: `@odata.typeName` is odata, type,
 * name.
 */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/** The name of one item of what this names: `ipAddresses` is ipAddress. */
export function singular(name: string): string {
  if (/(?:ss|us|is)$/i.test(name)) return name;
  return name
    .replace(/ies$/i, 'y')
    .replace(/(ss|x|ch|sh)es$/i, '$1')
    .replace(/s$/i, '');
}

/** How texts of that name look, if it tells. The longest ending that is known decides. */
export function textNamed(words: readonly string[]): Maker<string> | undefined {
  return longestEnding(words, NAMED_TEXTS);
}

/** How numbers of that name look, if it tells. */
export function numberNamed(words: readonly string[]): Maker<number> | undefined {
  return longestEnding(words, NAMED_NUMBERS);
}

function longestEnding<T>(words: readonly string[], table: ReadonlyMap<string, T>): T | undefined {
  for (let from = 0; from < words.length; from += 1) {
    const found = table.get(words.slice(from).join(' '));
    if (found !== undefined) return found;
  }
  return undefined;
}
