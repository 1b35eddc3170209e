import { type JsonObject, own } from '../../../model/index.js';
import type { Resource, Spot } from '../../page.js';
import { plain } from '../../read/inline.js';
import { readJson } from '../../read/json.js';
import type { Block, Outline, Section } from '../../read/outline.js';
import { fieldRows } from '../../read/rows.js';
import { type Table, tablesOfOne } from '../../read/tables.js';
import { isMember } from '../../types/members.js';
import { blockType, isTrue } from './annotation.js';
import { NAMESPACE, TYPE_MEMBER, typeName } from './conventions.js';
import { TYPE_WORDS } from './edm.js';
import { representedRows } from './representation.js';

type Fence = Extract<Block, { kind: 'fence' }>;

/** The types that a page describes: mostly one. */
export function readResources({ sections, front }: Outline, namespace: Spot | undefined, title: Spot): Resource[] {
  const fences = sections.flatMap((section) =>
    section.blocks.filter((block): block is Fence => block.kind === 'fence' && isResource(block, section)),
  );
  const properties = tables(sections, /^(?:properties|property)$/);
  const relationships = tables(sections, /^(?:relationships?|navigation properties)$/);
  const members = membersOf(sections, /^members?$/);
  const [fence] = fences;
  if (!fence && properties.length === 0 && !members && front.get('doc_type')?.value !== 'resourcePageType') return [];
  const said: JsonObject = fence?.annotation?.members ?? {};
  const base = text(said, 'baseType');
  const key = text(said, 'keyProperty');
  const rows = properties.flatMap((table) => fieldRows(table, TYPE_WORDS));
  const related = relationships.flatMap((table) => fieldRows(table, TYPE_WORDS));
  const representation = fence && readJson(fence.text, fence.line);
  return [
    {
      fullName: typeName(text(said, TYPE_MEMBER) ?? text(said, '@type') ?? '') ?? byTitle(title, namespace),
      line: title.line,
      ...(base ? { baseType: typeName(base) ?? base } : {}),
      isOpen: isTrue(own(said, 'openType')),
      isAbstract: isTrue(own(said, 'abstract')),
      ...(key ? { key } : {}),
      properties: [
        ...rows,
        ...representedRows(representation?.node, new Set([...rows, ...related].map(({ name }) => name))),
      ],
      relationships: related,
      ...(representation ? { representation } : {}),
      ...(members ? { members } : {}),
    },
  ];
}

function isResource(fence: Fence, section: Section): boolean {
  const type = fence.annotation ? blockType(fence.annotation) : '';
  return type === 'resource' || (type === '' && /^json representation$/.test(section.key) && /^\s*\{/.test(fence.text));
}

function text(members: JsonObject, name: string): string | undefined {
  const value = own(members, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function byTitle(title: Spot, namespace: Spot | undefined): string {
  const word = /^[`*]*([A-Za-z][\w.]*)/.exec(title.text)?.[1] ?? 'unnamed';
  return word.includes('.') ? word : `${namespace?.text ?? NAMESPACE}.${word}`;
}

function tables(sections: readonly Section[], title: RegExp): Table[] {
  return tablesOfOne(sections, title).filter(({ heads }) => !/^(?:member|value)s?$/i.test(heads[0] ?? ''));
}

/** Enumerations that a page lists under headings such as `riskLevel values`. */
export function readEnumerations(sections: readonly Section[]): Map<string, readonly Spot[]> {
  const found = new Map<string, readonly Spot[]>();
  for (const section of sections) {
    const name = /^[`*]*(?:microsoft\.graph\.)?([\w.]+)[`*]*\s+(?:values|members|enum(?:eration)?(?: values)?)$/i.exec(
      section.title,
    )?.[1];
    const members = name ? memberRows(section.blocks) : undefined;
    if (name && members) found.set(name, members);
  }
  return found;
}

function membersOf(sections: readonly Section[], title: RegExp): Spot[] | undefined {
  const members = sections.filter(({ key }) => title.test(key)).flatMap((section) => memberRows(section.blocks) ?? []);
  return members.length > 0 ? members : undefined;
}

function memberRows(blocks: readonly Block[]): Spot[] | undefined {
  const table = blocks.find(
    (block) =>
      block.kind === 'table' &&
      /^(?:members?(?: name)?|values?|name|enum(?:eration)? (?:member|value)s?)$/i.test(block.heads[0] ?? ''),
  );
  if (table?.kind !== 'table') return undefined;
  return table.rows.flatMap((row) => {
    const member = plain(row.cell(0)).replace(/^[`*"]+|[`*"]+$/g, '');
    return isMember(member) ? [{ text: member, line: row.line }] : [];
  });
}
