import type { JsonObject } from '../model/index.js';
import type { Page } from './page.js';
import { groupPages } from './reference/groups.js';
import { TEMPLATES, templateOf } from './templates/index.js';
import type { Template } from './templates/template.js';
import { type ReadGroup, readGroup, writeDocument } from './write/document.js';

/** A page as it is on disk. */
export interface PageFile {
  /** Relative to the folder of pages, with slashes. */
  readonly name: string;
  readonly text: string;
}

/** How pages are compiled. */
export interface CompileOptions {
  /** @default 'API' */
  readonly title?: string;
  /** The document's own version. @default '1.0.0' */
  readonly version?: string;
  /** Whether the document quotes sentences of the pages. @default true */
  readonly descriptions?: boolean;
}

/** The result of compiling pages. */
export interface Compiled {
  /** An OpenAPI 3.1 document, its examples inline. */
  readonly document: JsonObject;
  readonly pages: readonly Page[];
  readonly groups: readonly ReadGroup[];
  /** The one in which the pages are written. */
  readonly template: Template;
}

/**
 * Compiles pages of an API reference into an OpenAPI 3.1 document. Never throws: mistakes become findings.
 * @param templates among which is the one of the pages
 */
export function compilePages(
  files: readonly PageFile[],
  options: CompileOptions = {},
  templates: readonly Template[] = TEMPLATES,
): Compiled {
  const template = templateOf(files, templates);
  const pages = files.map(({ name, text }) => template.readPage(name, text));
  const { conventions } = template;
  const groups = groupPages(pages, conventions.folders).map((group) => readGroup(group, conventions));
  const { title = 'API', version = '1.0.0', descriptions = true } = options;
  return { document: writeDocument(groups, { title, version, descriptions }), pages, groups, template };
}
