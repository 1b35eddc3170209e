import type { FieldRow } from '../page.js';
import { bodyEntry } from '../reference/collect.js';
import { rowsByName } from '../reference/properties.js';
import { chainOf, namespaceOf, type PageRow, simpleName, type TypeEntry, type TypeIndex } from '../reference/types.js';
import type { SimpleType } from '../types/type-text.js';
import { basesByPages } from './bases.js';
import { type GroupFacts, groupRule, listed, type Rule } from './rule.js';

/**
 * Rows that describe one property on different pages: the row that takes precedence, and each other one.
 * Inherited rows are compared with those of their type.
 */
function* described({ index }: GroupFacts): Generator<{ first: PageRow; other: PageRow }> {
  const seen = new Set<FieldRow>();
  for (const entry of index.entries.values())
    for (const [, [first, ...others]] of rowsByName(entry))
      for (const other of others) {
        if (!first || other.page === first.page || seen.has(other.row) || other.row.isRepresented) continue;
        seen.add(other.row);
        yield { first, other };
      }
  for (const entry of index.entries.values())
    for (const other of [...entry.rows, ...resourceRows(entry)]) {
      const { inheritedFrom } = other.row.notes;
      const owner = inheritedFrom && index.find(inheritedFrom, other.page.name, namespaceOf(entry.fullName));
      const first = owner && owner !== entry ? rowsByName(owner).get(other.row.name)?.[0] : undefined;
      if (!first || first.page === other.page || seen.has(other.row)) continue;
      seen.add(other.row);
      yield { first, other };
    }
}

/** The type of a row in one spelling, to compare two rows. @returns undefined where it is not known */
function typeKey({ row }: PageRow): string | undefined {
  if (!row.type) return undefined;
  return `${row.type.of.map(simpleKey).sort().join('|')}${row.type.isCollection ? '[]' : ''}`;
}

function simpleKey(type: SimpleType): string {
  if (type.kind === 'named') return simpleName(type.name).toLowerCase();
  // No name has a blank.
  return type.kind === 'primitive' ? `type ${type.primitive.means ?? type.primitive.name}` : `type ${type.kind}`;
}

function isAnything({ type }: FieldRow): boolean {
  return type?.of.some(({ kind }) => kind === 'any') ?? false;
}

/** Whether two types are one, or one is a base of the other. */
function areRelated(a: PageRow, b: PageRow, index: TypeIndex): boolean {
  const [one, other] = [a, b].map(({ page, row }) => {
    const type = row.type?.of[0];
    return type?.kind === 'named'
      ? index.find(type, page.name, page.namespace?.text ?? namespaceOf(type.name))
      : undefined;
  });
  if (!one || !other) return false;
  return one === other || chainOf(one, index).includes(other) || chainOf(other, index).includes(one);
}

export const typesDiffer: Rule = groupRule(
  {
    id: 'types-differ',
    severity: 'warning',
    finds: 'A property that has different types on different pages.',
    example:
      '`|grams|Int32|` on one page, `|grams|Double|` on another. Types of which one derives from the other are not a contradiction.',
  },
  function* (group) {
    for (const { first, other } of described(group)) {
      const [wanted, written] = [typeKey(first), typeKey(other)];
      if (wanted === undefined || written === undefined || wanted === written) continue;
      if (isAnything(first.row) || isAnything(other.row)) continue;
      const sameForm = first.row.type?.isCollection === other.row.type?.isCollection;
      if (sameForm && areRelated(first, other, group.index)) continue;
      yield {
        page: other.page.name,
        line: other.row.line,
        message: `The type of ${other.row.name} is ${other.row.typeText} here; ${spot(first)} says ${first.row.typeText}.`,
        suggestion: 'Name the same type on both pages.',
        against: { page: first.page.name, line: first.row.line },
      };
    }
  },
);

export const membersDiffer: Rule = groupRule(
  {
    id: 'members-differ',
    severity: 'warning',
    finds: 'A property whose possible values differ between pages.',
    example: '`packed`, `sent`, `lost` on the page of the operation; `packed`, `sent` on that of the type.',
  },
  function* (group) {
    for (const { first, other } of described(group)) {
      const [wanted, written] = [first.row.notes.members, other.row.notes.members];
      if (!wanted || !written) continue;
      const missing = wanted.filter((member) => !written.includes(member));
      const more = written.filter((member) => !wanted.includes(member));
      if (missing.length + more.length === 0) continue;
      const parts = [
        ...(missing.length > 0
          ? [`This page does not list ${listed(missing)} for ${other.row.name}; ${spot(first)} does`]
          : []),
        ...(more.length > 0 ? [`This page lists ${listed(more)} for ${other.row.name}; ${spot(first)} does not`] : []),
      ];
      yield {
        page: other.page.name,
        line: other.row.line,
        message: `${parts.join('. ')}.`,
        suggestion: 'List the same values on both pages.',
        against: { page: first.page.name, line: first.row.line },
      };
    }
  },
);

export const baseDiffers: Rule = groupRule(
  {
    id: 'base-differs',
    severity: 'warning',
    finds:
      'A type that inherits by its rows on one page, and does not on its own page; reported once for each page and base.',
    example:
      "`Inherited from [item](../resources/item.md)` in the row of the operation's page, and no base type on the page of parcel.",
  },
  function* ({ group, index }) {
    for (const page of group.pages) {
      const entry = page.body.rows.length > 0 ? bodyEntry(page, index) : undefined;
      const described = entry?.resource;
      if (!entry || !described || described.resource.properties.length === 0) continue;
      const said = new Set<TypeEntry>();
      const bases = basesByPages(entry, index);
      for (const row of page.body.rows) {
        const { inheritedFrom } = row.notes;
        const owner: TypeEntry | undefined =
          inheritedFrom && index.find(inheritedFrom, page.name, namespaceOf(entry.fullName));
        if (!owner || owner === entry || said.has(owner) || !bases || bases.has(owner)) continue;
        said.add(owner);
        yield {
          page: page.name,
          line: row.line,
          message: `Here ${entry.fullName} inherits from ${simpleName(owner.fullName)}; its own page does not say so.`,
          suggestion: 'Name the base type on the page of the type.',
          against: { page: described.page.name, line: described.resource.line },
        };
      }
    }
  },
);

export const ownerDiffers: Rule = groupRule(
  {
    id: 'owner-differs',
    severity: 'info',
    finds: 'A property that one page inherits from a type which inherits it itself.',
    example: '`Inherited from [crate](crate.md)` on one page, and on that of crate `Inherited from [item](item.md)`.',
  },
  function* ({ group, index }) {
    for (const page of group.pages)
      for (const row of page.body.rows) {
        const { inheritedFrom } = row.notes;
        const owner = inheritedFrom && index.find(inheritedFrom, page.name, page.namespace?.text ?? '');
        if (!owner) continue;
        const own = rowsByName(owner)
          .get(row.name)
          ?.find((each) => further(each.row, owner) !== undefined);
        const origin = own && further(own.row, owner);
        if (!own || origin === undefined) continue;
        yield {
          page: page.name,
          line: row.line,
          message: `Here ${row.name} is inherited from ${simpleName(owner.fullName)}, which itself inherits it from ${origin}.`,
          suggestion: `Name ${origin}.`,
          against: { page: own.page.name, line: own.row.line },
        };
      }
  },
);

/** The type from which a row of `owner` is inherited, where that is another one. */
function further({ notes }: FieldRow, owner: TypeEntry): string | undefined {
  const name = notes.inheritedFrom?.name;
  return name !== undefined && simpleName(name).toLowerCase() !== simpleName(owner.fullName).toLowerCase()
    ? name
    : undefined;
}

/** A row's place, as messages name it. */
function spot({ page, row }: PageRow): string {
  return `${page.name}:${row.line}`;
}

function resourceRows({ resource }: TypeEntry): PageRow[] {
  return resource ? resource.resource.properties.map((row) => ({ page: resource.page, row })) : [];
}

export const credentialsUnsaid: Rule = groupRule(
  {
    id: 'credentials-unsaid',
    severity: 'info',
    finds: 'A table of headers that does not call Authorization required, where those of other pages do.',
    example: '`|Authorization|Bearer {token}|`, and on other pages `Bearer {token}. Required.`',
  },
  function* ({ group }) {
    const rows = group.pages.flatMap((page) =>
      page.headers.filter(({ name }) => name.toLowerCase() === 'authorization').map((row) => ({ page, row })),
    );
    const required = rows.find(({ row }) => row.notes.isRequired);
    if (!required) return;
    for (const { page, row } of rows)
      if (!/required|mandatory/i.test(row.description))
        yield {
          page: page.name,
          line: row.line,
          message: `This page does not say that ${row.name} is required; other pages do.`,
          suggestion: 'Say so here too.',
          against: { page: required.page.name, line: required.row.line },
        };
  },
);
