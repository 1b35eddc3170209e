import type { JsonObject } from '../../model/index.js';
import type { Page } from '../page.js';
import { compare } from '../reference/groups.js';
import { namespaceOf, simpleName, type TypeEntry, type TypeIndex } from '../reference/types.js';

/** The data that the writers of a group's schemas and operations share. */
export interface WriteContext {
  readonly index: TypeIndex;
  /** Whether the document quotes sentences of the pages. */
  readonly hasDescriptions: boolean;
  /** A reference to the type's schema, which is written if it is not yet. */
  refTo(entry: TypeEntry): JsonObject;
  /** The types that derive from a type. */
  derived(entry: TypeEntry): readonly TypeEntry[];
}

/**
 * `x-source`: the page and line from which a piece of the document comes. Pages in the folder `api` omit the folder.
 */
export function sourceOf(page: Page, line: number): JsonObject {
  return { page: page.name.replace(/^api\//, ''), line };
}

/** A description, where there is one that says something. */
export function described(context: WriteContext, text: string): JsonObject {
  const isSaid = text.trim() !== '' && !/^\W*TODO\b/i.test(text);
  return context.hasDescriptions && isSaid ? { description: text.trim() } : {};
}

/**
 * Names of schemas: the type's own word. If another type already has it, the last word of the namespace comes first.
 * @param prefix of every name, if one document covers several versions
 */
export function schemaNames({ entries, conventions }: TypeIndex, prefix: string): Map<TypeEntry, string> {
  const usual = conventions.namespace.toLowerCase();
  const names = new Map<TypeEntry, string>();
  const taken = new Set<string>();
  const sorted = [...entries.values()].sort(
    (a, b) => rank(a, usual) - rank(b, usual) || compare(a.fullName, b.fullName),
  );
  for (const entry of sorted) {
    const word = simpleName(entry.fullName);
    const space = simpleName(namespaceOf(entry.fullName));
    const choices = [word, `${lowerFirst(space)}${upperFirst(word)}`, entry.fullName];
    const free = choices
      .map((choice) => `${prefix}${choice.replace(/[^\w.-]/g, '_')}`)
      .find((choice) => !taken.has(choice.toLowerCase()));
    const name = free ?? `${prefix}${entry.fullName}_${taken.size}`;
    taken.add(name.toLowerCase());
    names.set(entry, name);
  }
  return names;
}

/** Types that operations use keep their short names, those of the usual namespace first. */
function rank({ fullName, rows, donated, samples }: TypeEntry, usual: string): number {
  const isUsual = namespaceOf(fullName).toLowerCase() === usual;
  return (rows.length + donated.length + samples.length > 0 ? 0 : 2) + (isUsual ? 0 : 1);
}

export function lowerFirst(word: string): string {
  return word.slice(0, 1).toLowerCase() + word.slice(1);
}

export function upperFirst(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
