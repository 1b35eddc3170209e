import MarkdownIt, { type Token } from 'markdown-it';
import type { JsonObject } from '../../model/index.js';
import { closeFences } from './fences.js';
import { type FrontMatter, takeFrontMatter } from './front-matter.js';
import { type Piece, piecesOf, plain } from './inline.js';

/** The comment before a block that describes it, as members of an object. */
export interface Annotation {
  readonly line: number;
  readonly members: JsonObject;
}

/**
 * Reads the annotation in a comment, as a template writes it.
 * @returns undefined if the comment is not an annotation, `broken` if it looks like one and cannot be read
 */
export type ReadAnnotation = (html: string, line: number) => Annotation | 'broken' | undefined;

/** A row of a table. */
export interface Row {
  /** 1-based. */
  readonly line: number;
  /** The pieces of a cell, counted from 0; empty if the cell is missing. */
  cell(index: number): readonly Piece[];
  /** Cells that the table gives it. */
  readonly size: number;
  /** Cells that the line itself has, which may be more or fewer than the table's columns. */
  readonly width: number;
  /** Whether the line begins with a bar. */
  readonly hasBar: boolean;
  /** Whether the line has no bar at all. */
  readonly isBare: boolean;
}

/** A block of a section. Lines are 1-based. */
export type Block =
  | { readonly kind: 'text'; readonly line: number; readonly pieces: readonly Piece[] }
  | { readonly kind: 'table'; readonly line: number; readonly heads: readonly string[]; readonly rows: readonly Row[] }
  | {
      readonly kind: 'fence';
      /** Of the first line between the fences. */
      readonly line: number;
      readonly language: string;
      readonly text: string;
      /** Of the comment before it. */
      readonly annotation?: Annotation;
    };

/** A heading with the blocks up to the next heading. */
export interface Section {
  readonly title: string;
  /** The title in lower case, without decoration. */
  readonly key: string;
  readonly level: number;
  readonly line: number;
  /** The titles of the sections above, outermost first, in lower case. */
  readonly above: readonly string[];
  readonly blocks: readonly Block[];
}

/** A page as its Markdown says it. */
export interface Outline {
  readonly front: FrontMatter;
  readonly sections: readonly Section[];
  /** Lines of comments that look like annotations and are not JSON. */
  readonly brokenAnnotations: readonly number[];
  /** Lines of fences that no line closes. */
  readonly openFences: readonly number[];
  readonly lines: readonly string[];
}

/** A line of dashes ends a group of tabs, and never makes a heading of the line above; what is indented is text. */
const markdown = new MarkdownIt({ html: true }).disable(['lheading', 'code', 'inline', 'text_join']);

/** Whether a tab shows HTTP: the other tabs of a group say the same in other languages. */
const HTTP_TAB = /#tab\/http$/i;

/**
 * Reads Markdown (CommonMark 0.31 with tables of GFM) into sections. Never throws.
 * Front matter, DocFX tabs and a template's annotations in comments are recognized.
 */
export function readOutline(text: string, readAnnotation: ReadAnnotation = () => undefined): Outline {
  const { front, lines: body } = takeFrontMatter(text.split(/\r\n|\n|\r/));
  const { lines, open } = closeFences(body);
  /** Link definitions, which may be anywhere on the page. */
  const environment = {};
  const builder = new OutlineBuilder(lines, (token) => inlineOf(token, environment), readAnnotation);
  builder.add(markdown.parse(lines.join('\n'), environment));
  return { front, sections: builder.sections, brokenAnnotations: builder.broken, openFences: open, lines };
}

/** Texts are read when something asks for them: most cells of a reference are never looked at. */
function inlineOf(token: Token | undefined, environment: object): Piece[] {
  const tokens: Token[] = [];
  if (token) markdown.inline.parse(token.content, markdown, environment, tokens);
  return piecesOf(tokens);
}

class OutlineBuilder {
  readonly sections: Section[] = [];
  readonly broken: number[] = [];
  readonly #lines: readonly string[];
  readonly #inline: (token: Token | undefined) => Piece[];
  readonly #annotationIn: ReadAnnotation;
  /** The section that is open, and those above it. */
  readonly #path: Section[] = [];
  #blocks: Block[] = [];
  #annotation: Annotation | undefined;
  #isSkipped = false;

  constructor(lines: readonly string[], inline: (token: Token | undefined) => Piece[], readAnnotation: ReadAnnotation) {
    this.#lines = lines;
    this.#inline = inline;
    this.#annotationIn = readAnnotation;
    this.#open('', 0, 1);
  }

  add(tokens: readonly Token[]): void {
    for (let index = 0; index < tokens.length; index += 1) {
      const token = tokens[index];
      if (!token) continue;
      const line = (token.map?.[0] ?? 0) + 1;
      if (token.type === 'heading_open') this.#heading(token, tokens[index + 1], line);
      else if (token.type === 'hr') this.#isSkipped = false;
      else if (this.#isSkipped) continue;
      else if (token.type === 'paragraph_open') this.#text(tokens[index + 1], line);
      else if (token.type === 'table_open') index = this.#table(tokens, index, line);
      else if (token.type === 'fence' || token.type === 'code_block') this.#fence(token, line);
      else if (token.type === 'html_block') this.#comment(token.content, line);
    }
  }

  #heading(token: Token, inline: Token | undefined, line: number): void {
    const pieces = this.#inline(inline);
    const tab = pieces.find(({ href }) => href && /#tab\//i.test(href));
    if (tab?.href) {
      this.#isSkipped = !HTTP_TAB.test(tab.href);
      return;
    }
    this.#isSkipped = false;
    this.#annotation = undefined;
    this.#open(plain(pieces), Number(token.tag.slice(1)), line);
  }

  #open(title: string, level: number, line: number): void {
    this.#blocks = [];
    while ((this.#path.at(-1)?.level ?? -1) >= level) this.#path.pop();
    const key = title
      .toLowerCase()
      .replace(/[:.]+$/, '')
      .trim();
    const above = this.#path.map((section) => section.key);
    const section: Section = { title, key, level, line, above, blocks: this.#blocks };
    this.sections.push(section);
    this.#path.push(section);
  }

  #text(inline: Token | undefined, line: number): void {
    this.#blocks.push(new Paragraph(line, () => this.#inline(inline)));
  }

  #fence(token: Token, line: number): void {
    const isFence = token.type === 'fence';
    this.#blocks.push({
      kind: 'fence',
      line: isFence ? line + 1 : line,
      language: token.info.trim().toLowerCase(),
      text: token.content,
      ...(this.#annotation ? { annotation: this.#annotation } : {}),
    });
    this.#annotation = undefined;
  }

  #comment(content: string, line: number): void {
    const annotation = this.#annotationIn(content, line);
    if (annotation === undefined) return;
    if (annotation === 'broken') this.broken.push(line);
    else this.#annotation = annotation;
  }

  /** @returns the index of the table's last token */
  #table(tokens: readonly Token[], start: number, line: number): number {
    let heads: readonly string[] = [];
    const rows: Row[] = [];
    let cells: Token[] = [];
    let at = line;
    let index = start;
    for (; index < tokens.length; index += 1) {
      const token = tokens[index];
      if (!token || token.type === 'table_close') break;
      if (token.type === 'tr_open') {
        cells = [];
        at = (token.map?.[0] ?? 0) + 1;
      } else if (token.type === 'inline') cells.push(token);
      else if (token.type === 'tr_close') {
        if (heads.length === 0) heads = cells.map((cell) => plain(this.#inline(cell)));
        else {
          const written = (this.#lines[at - 1] ?? '').trim();
          rows.push(new TableRow(at, written, cells, this.#inline));
        }
      }
    }
    this.#blocks.push({ kind: 'table', line, heads, rows });
    return index;
  }
}

class Paragraph {
  readonly kind = 'text';
  readonly line: number;
  readonly #read: () => Piece[];
  #pieces: readonly Piece[] | undefined;

  constructor(line: number, read: () => Piece[]) {
    this.line = line;
    this.#read = read;
  }

  get pieces(): readonly Piece[] {
    this.#pieces ??= this.#read();
    return this.#pieces;
  }
}

class TableRow implements Row {
  readonly line: number;
  readonly width: number;
  readonly hasBar: boolean;
  readonly isBare: boolean;
  readonly #tokens: readonly Token[];
  readonly #inline: (token: Token | undefined) => Piece[];
  readonly #cells: Piece[][] = [];

  constructor(line: number, written: string, tokens: readonly Token[], inline: (token: Token | undefined) => Piece[]) {
    this.line = line;
    this.width = widthOf(written);
    this.hasBar = written.startsWith('|');
    this.isBare = !/(?<!\\)\|/.test(written);
    this.#tokens = tokens;
    this.#inline = inline;
  }

  get size(): number {
    return this.#tokens.length;
  }

  cell(index: number): readonly Piece[] {
    const known = this.#cells[index];
    if (known) return known;
    const pieces = this.#inline(this.#tokens[index]);
    this.#cells[index] = pieces;
    return pieces;
  }
}

/** All cells of a row, in order. */
export function cellsOf(row: Row): readonly (readonly Piece[])[] {
  return Array.from({ length: row.size }, (_, index) => row.cell(index));
}

/** How many cells a row has by its own bars (GFM §4.10). */
function widthOf(line: string): number {
  const bars = line.replace(/^\|/, '').replace(/(?<!\\)\|$/, '');
  return bars.split(/(?<!\\)\|/).length;
}

/** The sections of that title, with those below them. */
export function under(sections: readonly Section[], title: RegExp): Section[] {
  return sections.filter((section) => title.test(section.key) || section.above.some((above) => title.test(above)));
}
