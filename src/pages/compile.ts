import { isMethod } from '../http/index.js';
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
  /**
   * The version of OpenAPI. By 3.1 a request with a method that a Path Item Object has no field for is one that cannot
   * be read; by 3.2 it is an additional operation.
   * @default '3.1'
   */
  readonly openapi?: '3.1' | '3.2';
}

/** The result of compiling pages. */
export interface Compiled {
  /** An OpenAPI document, its examples inline. */
  readonly document: JsonObject;
  readonly pages: readonly Page[];
  readonly groups: readonly ReadGroup[];
  /** The one in which the pages are written. */
  readonly template: Template;
}

/**
 * Compiles pages of an API reference into an OpenAPI document. Never throws: mistakes become findings.
 * @param templates among which is the one of the pages
 */
export function compilePages(
  files: readonly PageFile[],
  options: CompileOptions = {},
  templates: readonly Template[] = TEMPLATES,
): Compiled {
  const template = templateOf(files, templates);
  const { title = 'API', version = '1.0.0', descriptions = true, openapi = '3.1' } = options;
  const read = files.map(({ name, text }) => template.readPage(name, text));
  const pages = openapi === '3.1' ? read.map(withoutOtherMethods) : read;
  const { conventions } = template;
  const groups = groupPages(pages, conventions.folders).map((group) => readGroup(group, conventions));
  return { document: writeDocument(groups, { title, version, descriptions, openapi }), pages, groups, template };
}

/**
 * A page as it is read where the document can only have the methods of a Path Item Object: lines with other methods are
 * no requests, and their examples are left out.
 */
function withoutOtherMethods(page: Page): Page {
  const others = page.requests.filter(({ method }) => !isMethod(method));
  const examples = page.examples.filter(({ request }) => {
    const start = request?.message.start;
    return start?.kind !== 'request' || isMethod(start.method);
  });
  if (others.length === 0 && examples.length === page.examples.length) return page;
  return {
    ...page,
    requests: page.requests.filter(({ method }) => isMethod(method)),
    unreadRequests: [...page.unreadRequests, ...others.map(({ written: text, line }) => ({ text, line }))].sort(
      (a, b) => a.line - b.line,
    ),
    examples,
  };
}
