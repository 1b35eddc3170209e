import { plain } from './inline.js';
import { type Block, type Section, under } from './outline.js';

/** A table of a page. */
export type Table = Extract<Block, { kind: 'table' }>;

/**
 * The tables below headings of a title that describe one thing. A table below a further heading describes another
 * thing if that heading names a type or property, or if the table has a name again.
 * @param title of headings, in lower case
 */
export function tablesOfOne(sections: readonly Section[], title: RegExp): Table[] {
  const found: Table[] = [];
  const names = new Set<string>();
  let first: Section | undefined;
  for (const section of under(sections, title)) {
    const tables = section.blocks.filter((block) => block.kind === 'table');
    if (tables.length === 0) continue;
    const own = tables.flatMap(namesOf);
    const isOther = first !== undefined && (isElsewhere(section, first, title) || own.some((name) => names.has(name)));
    if (isOther) continue;
    first ??= section;
    for (const each of tables) found.push(each);
    for (const name of own) names.add(name);
  }
  return found;
}

/** Whether a section is below another heading than the first one, or has a heading such as `fooBar properties`. */
function isElsewhere(section: Section, first: Section, title: RegExp): boolean {
  if (title.test(section.key) && placeOf(section, title) !== placeOf(first, title)) return true;
  return /^[`*]*(?:[a-z]+[A-Z]\w*|\w+(?:\.\w+)+)\b/.test(section.title);
}

/** The headings above the one of that title, which may be the section itself. */
function placeOf({ key, above }: Section, title: RegExp): string {
  return (
    title.test(key)
      ? above
      : above.slice(
          0,
          above.findIndex((each) => title.test(each)),
        )
  ).join();
}

function namesOf({ rows }: Table): string[] {
  return rows.map((row) => plain(row.cell(0)).toLowerCase()).filter((name) => name !== '');
}
