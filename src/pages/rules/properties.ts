import type { FieldRow, Page } from '../page.js';
import { jsonOf } from '../read/message.js';
import { bodyEntry } from '../reference/collect.js';
import { propertyOf, rowsByName } from '../reference/properties.js';
import { chainOf, isRootType, type TypeEntry, type TypeIndex } from '../reference/types.js';
import { isConditional } from '../types/notes.js';
import { basesByPages } from './bases.js';
import { enter, type Found, type GroupFacts, groupRule, type Rule, type TypedObject } from './rule.js';

/** Whether pages say everything of a type's properties: it and its bases have pages, and none is open. */
function isFullyDescribed(entry: TypeEntry, index: TypeIndex): boolean {
  const chain = [entry, ...chainOf(entry, index)];
  const bases = basesByPages(entry, index);
  if (!bases || [...bases].some((base) => !chain.includes(base) && !isRootType(base.fullName, index))) return false;
  const last = chain.at(-1);
  if (last?.base !== undefined && !isRootType(last.base, index)) return false;
  return chain.every(
    (each) =>
      each.resource !== undefined &&
      !each.resource.resource.isOpen &&
      (each.resource.resource.properties.length > 0 || isRootType(each.fullName, index)),
  );
}

/** The types that derive from each, at any depth. */
function derivedOf(index: TypeIndex): ReadonlyMap<TypeEntry, readonly TypeEntry[]> {
  const derived = new Map<TypeEntry, TypeEntry[]>();
  for (const entry of index.entries.values()) for (const base of chainOf(entry, index)) enter(derived, base, entry);
  return derived;
}

/** Names of properties in lower case, with how they are written. */
function spellings(entry: TypeEntry, index: TypeIndex): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const each of [entry, ...chainOf(entry, index)])
    for (const name of rowsByName(each).keys()) names.set(name.toLowerCase(), name);
  return names;
}

interface Unknown {
  readonly object: TypedObject;
  readonly name: string;
  readonly line: number;
  /** How a row writes it, where only the case differs. */
  readonly written: string | undefined;
}

/** Members of examples that no row of their type describes. */
function* unknownMembers({ objects, index }: GroupFacts): Generator<Unknown> {
  const derived = derivedOf(index);
  for (const object of objects) {
    const { entry, node } = object;
    for (const { name, line } of node.members ?? []) {
      if (index.conventions.isControl(name) || propertyOf(entry, name, index)) continue;
      if ((derived.get(entry) ?? []).some((each) => rowsByName(each).has(name))) continue;
      yield { object, name, line, written: spellings(entry, index).get(name.toLowerCase()) };
    }
  }
}

export const propertyCase: Rule = groupRule(
  {
    id: 'property-case',
    severity: 'error',
    finds: 'A property that examples and tables write in different letter case.',
    example: 'The table has `userID`, the example `"userId": "7"`.',
  },
  function* (group) {
    for (const { object, name, line, written } of unknownMembers(group)) {
      const row = written === undefined ? undefined : propertyOf(object.entry, written, group.index);
      if (row && written)
        yield {
          page: object.page.name,
          line,
          message: `The example writes ${name}; the table writes ${written}.`,
          suggestion: 'Write both in the same case: JSON names are compared letter by letter.',
          against: { page: row.page.name, line: row.row.line },
        };
    }
  },
);

export const undocumentedProperty: Rule = groupRule(
  {
    id: 'undocumented-property',
    severity: 'warning',
    finds: 'A property of an example that no table of its type has.',
    example: '`"colour": "red"` in the example, and no such row on any page of parcel or its bases.',
  },
  function* (group) {
    const seen = new Set<string>();
    for (const { object, name, line, written } of unknownMembers(group)) {
      const { entry, page, isRequest } = object;
      const key = `${page.name} ${entry.fullName} ${name} ${isRequest}`;
      if (written !== undefined || seen.has(key) || !isFullyDescribed(entry, group.index)) continue;
      if (isRequest && page.body.rows.some((row) => row.name === name)) continue;
      seen.add(key);
      const described = entry.resource;
      yield {
        page: page.name,
        line,
        message: `No table of ${entry.fullName} describes ${name}.`,
        suggestion: 'Describe it in the table, or remove it from the example.',
        ...(described ? { against: { page: described.page.name, line: described.resource.line } } : {}),
      };
    }
  },
);

export const notOnTypePage: Rule = groupRule(
  {
    id: 'not-on-type-page',
    severity: 'warning',
    finds: "A property in a request body's table that the page of its type does not have.",
    example: '`|colour|String|` in the table of the request body, and nothing of it on the page of parcel.',
  },
  function* ({ group, index }) {
    for (const page of group.pages) {
      const entry = page.body.rows.length > 0 ? bodyEntry(page, index) : undefined;
      if (!entry || !isFullyDescribed(entry, index)) continue;
      const known = new Set([entry, ...chainOf(entry, index)].flatMap(({ resource }) => ownNames(resource?.resource)));
      const donors = new Set(page.body.rows.filter(({ notes }) => notes.inheritedFrom).map(({ name }) => name));
      for (const row of page.body.rows) {
        if (
          index.conventions.isControl(row.name) ||
          !/^\w+$/.test(row.name) ||
          known.has(row.name) ||
          donors.has(row.name)
        )
          continue;
        yield {
          page: page.name,
          line: row.line,
          message: `The page of ${entry.fullName} does not describe ${row.name}.`,
          suggestion: 'Describe it there too, or remove it here.',
          ...(entry.resource
            ? { against: { page: entry.resource.page.name, line: entry.resource.resource.line } }
            : {}),
        };
      }
    }
  },
);

function ownNames(resource: NonNullable<TypeEntry['resource']>['resource'] | undefined): string[] {
  return [...(resource?.properties ?? []), ...(resource?.relationships ?? [])].map(({ name }) => name);
}

export const requiredNotSent: Rule = groupRule(
  {
    id: 'required-not-sent',
    severity: 'warning',
    finds: 'A property that its row calls required, and that no example request sends.',
    example: '`|label|String|What is printed on it. Required.|`, and no request has a label.',
  },
  ({ group }) => group.pages.flatMap((page) => notSent(page, (row) => row.notes.isRequired)),
);

export const requiredBySentence: Rule = groupRule(
  {
    id: 'required-by-sentence',
    severity: 'info',
    isOff: true,
    finds: 'A property that the sentence above its table calls required, and that no example request sends.',
    example: '"properties that are required when you create the parcel" lists `id`, and no request has it.',
  },
  ({ group }) => group.pages.flatMap((page) => notSent(page, (row) => page.body.areRequired && !row.notes.isRequired)),
);

function notSent(page: Page, isMeant: (row: FieldRow) => boolean): Found[] {
  if (!page.requests.some(({ method }) => method === 'POST' || method === 'PUT')) return [];
  const bodies = page.examples.flatMap(({ request }) => {
    const body = request && jsonOf(request.message);
    return body?.members ? [body] : [];
  });
  const [first] = bodies;
  if (!first) return [];
  const sent = new Set(bodies.flatMap((body) => (body.members ?? []).map(({ name }) => name.toLowerCase())));
  return page.body.rows
    .filter(
      (row) => isMeant(row) && /^\w+$/.test(row.name) && !sent.has(row.name.toLowerCase()) && !isOptional(page, row),
    )
    .map((row) => ({
      page: page.name,
      line: row.line,
      message: `The page says that ${row.name} is required; no request of the examples sends it.`,
      suggestion: 'Send it in the example, or say that the service sets it.',
      against: { page: page.name, line: first.line },
    }));
}

/** Whether a row takes back what the sentence above the table says. */
function isOptional({ outline }: TypedObject['page'], { line, description }: FieldRow): boolean {
  const cells = (outline.lines[line - 1] ?? '').split('|').map((cell) => cell.trim());
  return (
    cells.some((cell) => /^(?:n|no|optional|false)$/i.test(cell)) ||
    /(?:^|[.;]\s*)optional\b/i.test(description) ||
    isConditional(description)
  );
}

export const requiredNotShown: Rule = groupRule(
  {
    id: 'required-not-shown',
    severity: 'warning',
    finds: 'An object inside an example request that lacks what the page of its type requires.',
    example: '`|vendor|String|Required.|` on the page of stamp, and `"stamp": {"price": 1}` in a request.',
  },
  function* ({ objects, index }) {
    for (const { page, node, entry, isRequest } of objects) {
      const described = entry.resource;
      const isWhole = page.requests.some(({ method }) => method === 'POST' || method === 'PUT');
      if (!isRequest || !isWhole || !described || isTop(page, node)) continue;
      const shown = new Set((node.members ?? []).map(({ name }) => name));
      for (const row of described.resource.properties) {
        if (!row.notes.isRequired || row.notes.isReadOnly || shown.has(row.name)) continue;
        if (index.byFullName(entry.fullName) !== entry) continue;
        yield {
          page: page.name,
          line: node.line,
          message: `This ${entry.fullName} lacks ${row.name}, which its page requires.`,
          suggestion: 'Add it to the example, or do not call it required.',
          against: { page: described.page.name, line: row.line },
        };
      }
    }
  },
);

function isTop(page: TypedObject['page'], node: TypedObject['node']): boolean {
  return page.examples.some(({ request }) => request && jsonOf(request.message) === node);
}

export const readOnlySent: Rule = groupRule(
  {
    id: 'read-only-sent',
    severity: 'warning',
    finds: 'A property that its row calls read-only, and that an example request sends.',
    example: '`|size|Int32|Read-only.|`, and `"size": 3` in the example\'s request.',
  },
  function* ({ objects, index }) {
    for (const found of objects.filter(({ isRequest }) => isRequest)) yield* readOnlyMembers(found, index);
  },
);

function* readOnlyMembers({ page, node, entry }: TypedObject, index: TypeIndex): Generator<Found> {
  for (const { name, line } of node.members ?? []) {
    const declared = propertyOf(entry, name, index);
    if (!declared?.row.notes.isReadOnly || index.conventions.isControl(name) || name === 'id') continue;
    if (page.body.rows.some((row) => row.name === name && !row.notes.isReadOnly)) continue;
    yield {
      page: page.name,
      line,
      message: `The request sends ${name}, which is read-only.`,
      suggestion: 'Remove it from the request, or do not call it read-only.',
      against: { page: declared.page.name, line: declared.row.line },
    };
  }
}
