import type { FieldRow, Page, PageLink, Permission, RequestLine, Spot } from '../../page.js';
import { type ExampleMarks, readExamples } from '../../read/examples.js';
import { plain } from '../../read/inline.js';
import { type Block, cellsOf, type Outline, readOutline, type Section, under } from '../../read/outline.js';
import { columnsOf, fieldRows } from '../../read/rows.js';
import { tablesOfOne } from '../../read/tables.js';
import { readNotes } from '../../types/notes.js';
import { exampleAnnotation, readAnnotation } from './annotation.js';
import { readDeprecation } from './deprecation.js';
import { EDM, TYPE_WORDS } from './edm.js';
import { readPromised } from './promised.js';
import { readRequests } from './requests.js';
import { readEnumerations, readResources } from './resource.js';

/**
 * Reads a page of an API reference. Never throws: missing information is absent, and mistakes stay as written.
 * @param name relative to the folder of pages, with slashes
 */
export function readPage(name: string, text: string): Page {
  const outline = readOutline(text, readAnnotation);
  const { sections } = outline;
  const title = sections.find(({ level }) => level === 1);
  const namespace = namespaceOf(sections);
  const deprecation = readDeprecation(title, name);
  const methods = under(sections, /^(?:methods|operations)$/).find(({ blocks }) =>
    blocks.some(({ kind }) => kind === 'table'),
  );
  const { requests, unread } = readRequests(sections);
  const titleSpot = title ? { text: title.title, line: title.line } : { text: frontText(outline, 'title'), line: 1 };
  return {
    name,
    outline,
    title: titleSpot,
    description: descriptionOf(outline, title),
    ...(deprecation ? { deprecation } : {}),
    ...(namespace ? { namespace } : {}),
    requests,
    unreadRequests: unread,
    permissions: readPermissions(under(sections, /^(?:permissions|prerequisites)$/)),
    headers: rowsOf(under(sections, /^(?:optional )?request headers$/)),
    parameters: [
      ...rowsOf(under(sections, /^(?:function|path|uri|url) parameters$/)).map((row) => ({ in: 'path' as const, row })),
      ...rowsOf(under(sections, /^(?:optional )?query (?:string )?parameters$/)).map((row) => ({
        in: 'query' as const,
        row,
      })),
      ...odataOptions(under(sections, /^(?:optional )?query (?:string )?parameters$/)),
    ],
    body: readBody(sections, requests),
    promised: readPromised(under(sections, /^responses?$/)),
    errors: readErrors(under(sections, /^error (?:responses?|codes?)$/)),
    examples: readExamples(sections, EXAMPLE_MARKS),
    resources: requests.length > 0 ? [] : readResources(outline, namespace, titleSpot),
    ...(methods ? { methods: { line: methods.line } } : {}),
    enumerations: readEnumerations(sections),
    links: () => linksOf(sections),
  };
}

/** `Example 1: …`, `Sample examples`; `Response 2`. */
const EXAMPLE_MARKS: ExampleMarks = {
  examples: /^(?:sample )?examples?\b/,
  response: /^response\b/,
  read: exampleAnnotation,
};

function blocksOf(sections: readonly Section[]): readonly Block[] {
  return sections.flatMap((section) => section.blocks);
}

function frontText({ front }: Outline, key: string): string {
  return front.get(key)?.value ?? '';
}

function namespaceOf(sections: readonly Section[]): Spot | undefined {
  for (const block of blocksOf(sections)) {
    const text = block.kind === 'text' ? /^namespace:\s*([\w.]+)/i.exec(plain(block.pieces))?.[1] : undefined;
    if (text) return { text, line: block.line };
  }
  return undefined;
}

/** The first paragraph below the title that describes, else what the front matter says. */
function descriptionOf(outline: Outline, title: Section | undefined): string {
  for (const block of title?.blocks ?? []) {
    if (block.kind !== 'text') continue;
    const text = plain(block.pieces);
    if (text !== '' && !/^(?:namespace:|\[!|note:|\[?!include)/i.test(text)) return text;
  }
  return frontText(outline, 'description');
}

function readPermissions(sections: readonly Section[]): Permission[] {
  return blocksOf(sections).flatMap((block) =>
    block.kind === 'table' && /^permission type/i.test(block.heads[0] ?? '')
      ? block.rows.map((row) => ({
          caller: plain(row.cell(0)),
          names: [
            ...new Set(
              plain(cellsOf(row).slice(1).flat())
                .split(/[\s,;|/]+/)
                .map((word) => word.replace(/^[("'`*]+|[)"'`*.:]+$/g, ''))
                .filter(isPermission),
            ),
          ],
          line: row.line,
        }))
      : [],
  );
}

/** `User.Read.All`, `eDiscovery.Read.All`: words joined by dots, those after a dot with a capital; scopes of OpenID. */
function isPermission(word: string): boolean {
  return /^[A-Za-z][\w-]*(?:\.[A-Z][\w-]*)+$/.test(word) || /^(?:openid|offline_access)$/.test(word);
}

function rowsOf(sections: readonly Section[]): FieldRow[] {
  return blocksOf(sections).flatMap((block) => (block.kind === 'table' ? fieldRows(block, TYPE_WORDS) : []));
}

const ODATA_OPTIONS = ['$count', '$expand', '$filter', '$orderby', '$search', '$select', '$skip', '$top'];

/** The query options of OData that a page's sentences name, or all where it names none of them. */
function odataOptions(sections: readonly Section[]): Page['parameters'] {
  for (const block of blocksOf(sections)) {
    if (block.kind !== 'text') continue;
    const text = plain(block.pieces);
    if (/\b(?:not support|no support|none)\b/i.test(text)) continue;
    const named = ODATA_OPTIONS.filter((option) => text.includes(option));
    if (named.length === 0 && !/OData query parameters/i.test(text)) continue;
    return (named.length > 0 ? named : ODATA_OPTIONS).map((name) => ({
      in: 'query' as const,
      row: optionRow(name, block.line),
    }));
  }
  return [];
}

function optionRow(name: string, line: number): FieldRow {
  const type: FieldRow['type'] = { isCollection: false, of: [{ kind: 'primitive', primitive: EDM.String }] };
  return { name, line, typeText: '', type, description: '', pieces: [], notes: readNotes([]), surplus: 0 };
}

const BODY = /^request body$/;

function readBody(all: readonly Section[], requests: readonly RequestLine[]): Page['body'] {
  const sections = under(all, BODY);
  const blocks = blocksOf(sections);
  const texts = blocks.flatMap((block) => (block.kind === 'text' ? [{ block, text: plain(block.pieces) }] : []));
  const rows = tablesOfOne(all, BODY).flatMap((table) =>
    (columnsOf(table)?.type ?? -1) > 0 ? fieldRows(table, TYPE_WORDS) : [],
  );
  const type = texts.map(bodyType).find((found) => found !== undefined);
  return {
    rows,
    line: sections[0]?.line ?? 1,
    isNone:
      rows.length === 0 &&
      texts.some(({ text }) =>
        /\bdo(?:es)? not (?:supply|provide|specify|include|have|require|need)\b.*\bbody\b|\bno request body\b|request body (?:is|must be|should be) empty/i.test(
          text,
        ),
      ),
    ...(type ? { type } : {}),
    // Pages of updates have the sentence of those that create.
    areRequired:
      requests.some(({ method }) => method !== 'PATCH') &&
      texts.some(({ text }) =>
        /\bproperties (?:that )?are required when you create\b|\bare required when creating\b/i.test(text),
      ),
  };
}

function bodyType({
  text,
  block: { pieces, line },
}: {
  text: string;
  block: Extract<Block, { kind: 'text' }>;
}): Page['body']['type'] {
  // Parameters of an action are not properties of a type.
  if (
    !/\brepresentation\b/i.test(text) ||
    /\brepresentation (?:of|for) (?:the |these )?(?:[\w-]+ )?parameters?\b/i.test(text)
  )
    return undefined;
  const link = pieces.find((piece) => piece.kind === 'link' && /\.md/i.test(piece.href ?? ''));
  if (link)
    return {
      name: link.text.trim().replace(/\s+(?:object|resource)s?$/i, ''),
      ...(link.href ? { href: link.href } : {}),
      line,
    };
  const name = /representation (?:of|for) (?:the |an? )?(?:new |updated )?([A-Za-z][\w.]*)/i.exec(text)?.[1];
  return name &&
    !/^(?:object|objects|properties|property|only|values?|following|resource|request|body|action|inputs?|arguments?|fields?|one|any|all|either|this|these|that|it|them)$/i.test(
      name,
    )
    ? { name, line }
    : undefined;
}

function readErrors(sections: readonly Section[]): Page['errors'] {
  return blocksOf(sections).flatMap((block) =>
    block.kind === 'table'
      ? block.rows.flatMap((row) => {
          const status = /\b([45]\d\d)\b/.exec(cellsOf(row).map(plain).join(' '))?.[1];
          const description = plain(row.cell(row.size - 1));
          return status ? [{ status: Number(status), description, line: row.line }] : [];
        })
      : [],
  );
}

function linksOf(sections: readonly Section[]): PageLink[] {
  const links: PageLink[] = [];
  const take = (pieces: readonly { kind: string; text: string; href?: string }[], line: number): void => {
    for (const { kind, text, href } of pieces) if (kind === 'link' && href) links.push({ text, href, line });
  };
  for (const block of blocksOf(sections)) {
    if (block.kind === 'text') take(block.pieces, block.line);
    if (block.kind === 'table') for (const row of block.rows) take(cellsOf(row).flat(), row.line);
  }
  return links;
}
