import type { Finding, FindingSeverity } from '../../model/index.js';
import type { ExampleMessage, FieldRow, Page, PageLink, Resource } from '../page.js';
import type { JsonNode } from '../read/json.js';
import { indexPages, type PageIndex } from '../reference/links.js';
import type { TypeEntry } from '../reference/types.js';
import type { Conventions } from '../templates/conventions.js';
import type { ReadGroup } from '../write/document.js';

/** A finding as a rule reports it: the rule's own name and severity are added. */
export type Found = Omit<Finding, 'rule' | 'severity'>;

/** One thing that pages get wrong. */
export interface Rule {
  /** Stable: it is what users switch off. */
  readonly id: string;
  readonly severity: FindingSeverity;
  /** Whether it is silent unless it is asked for: what it finds is true, and mostly nobody corrects it. */
  readonly isOff?: boolean;
  /** One sentence: what it finds. */
  readonly finds: string;
  /** An example of its findings: Markdown on one line. */
  readonly example: string;
  /** In any order; linear in the pages. */
  check(context: RuleContext): Iterable<Found>;
}

/** Every rule that modules export. */
export function rulesIn(modules: readonly object[]): Rule[] {
  return modules.flatMap((module) => Object.values<unknown>({ ...module }).filter(isRule));
}

function isRule(value: unknown): value is Rule {
  return typeof value === 'object' && value !== null && 'check' in value;
}

/** The input of rules. */
export interface RuleContext {
  readonly pages: readonly Page[];
  /** Those of the template in which the pages are written. */
  readonly conventions: Conventions;
  readonly groups: readonly GroupFacts[];
  /** The pages of all groups. */
  readonly links: PageIndex;
}

/** The pages of one version of the API, with what was gathered from them. */
export interface GroupFacts extends ReadGroup {
  /** The objects of the examples whose type is known. */
  readonly objects: readonly TypedObject[];
  /** The type of an object of the examples, where it is known. */
  typeOf(node: JsonNode): TypeEntry | undefined;
}

/** An object of an example, with its type. */
export interface TypedObject {
  readonly page: Page;
  readonly node: JsonNode;
  readonly entry: TypeEntry;
  readonly isRequest: boolean;
}

/** Gathers what rules read. */
export function ruleContext(
  pages: readonly Page[],
  groups: readonly ReadGroup[],
  conventions: Conventions,
): RuleContext {
  return {
    pages,
    conventions,
    groups: groups.map(groupFacts),
    links: indexPages(pages),
  };
}

function groupFacts(group: ReadGroup): GroupFacts {
  const objects = [...group.index.entries.values()].flatMap((entry) =>
    entry.samples.map(({ page, node, isRequest }) => ({ page, node, entry, isRequest })),
  );
  const types = new Map(objects.map(({ node, entry }) => [node, entry]));
  return { ...group, objects, typeOf: (node) => types.get(node) };
}

/** A rule that looks at one page after the other. */
export function pageRule(
  about: Omit<Rule, 'check'>,
  check: (page: Page, context: RuleContext) => Iterable<Found>,
): Rule {
  return {
    ...about,
    *check(context) {
      for (const page of context.pages) yield* check(page, context);
    },
  };
}

/** A rule that looks at one version of the API after the other. */
export function groupRule(
  about: Omit<Rule, 'check'>,
  check: (group: GroupFacts, context: RuleContext) => Iterable<Found>,
): Rule {
  return {
    ...about,
    *check(context) {
      for (const group of context.groups) yield* check(group, context);
    },
  };
}

/** The rows of a type's tables. */
export function tableRows({ properties }: Resource): FieldRow[] {
  return properties.filter(({ isRepresented }) => !isRepresented);
}

/** Enters a value in the list of its key. */
export function enter<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Many rules need the same facts: results are cached as long as the page or group lives. */
export function memoized<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { value: V }>();
  return (key) => {
    const before = known.get(key);
    if (before) return before.value;
    const value = make(key);
    known.set(key, { value });
    return value;
  };
}

/** The messages of a page's examples, in their order. */
export const messagesOf = memoized((page: Page): readonly ExampleMessage[] =>
  page.examples.flatMap(({ request, response }) => [...(request ? [request] : []), ...(response ? [response] : [])]),
);

/** The links of a page's texts and tables. */
export const linksOf = memoized((page: Page): readonly PageLink[] => page.links());

/** A value as messages show it: JSON, cut. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Names as messages list them: the first ones. */
export function listed(names: readonly string[], most = 8): string {
  return names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ');
}

/** The 1-based line of a page from `first` on that holds a text; `first` where none does before `last`. */
export function lineWith({ outline }: Page, text: string, first: number, last = first + 30): number {
  for (let line = first; line <= Math.min(last, outline.lines.length); line += 1)
    if (outline.lines[line - 1]?.includes(text)) return line;
  return first;
}
