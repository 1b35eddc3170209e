import { join, relative, resolve, sep } from 'node:path';
import type { Compiled, CompileOptions, PageFile } from '../docs/index.js';
import { type Document, isOpenApiRoot } from '../document/index.js';
import { findFiles, readTexts } from '../io/index.js';
import { InputError, type JsonObject } from '../model/index.js';

/** Pages of a reference, with the files from which they were read. */
export interface PageFolder {
  readonly files: readonly PageFile[];
  /** Absolute paths. */
  readonly paths: readonly string[];
}

/**
 * Reads the Markdown files of folders, and those named.
 * @param paths folders, files and patterns; pages are named relative to the first folder in which they are, else as they were named
 * @throws InputError `not-found` where there is no Markdown file
 */
export async function readPages(paths: readonly string[]): Promise<PageFolder> {
  const files = new Map<string, PageFile>();
  for (const path of paths) {
    const found = await findFiles(path);
    const pages = found.paths.filter((file) => /\.(?:md|markdown)$/i.test(file)).sort();
    const texts = readTexts(pages);
    for (const [index, file] of pages.entries()) {
      const absolute = resolve(file);
      if (files.has(absolute)) continue;
      const name = found.areInFolder ? relative(path, file) : relative('.', file);
      files.set(absolute, { name: name.split(sep).join('/'), text: texts[index] ?? '' });
    }
  }
  if (files.size > 0) return { files: [...files.values()], paths: [...files.keys()] };
  throw new InputError('not-found', 'there is no page in this folder: no file that ends in .md', {
    place: { source: paths.join(', ') },
    cure: 'Name the folder that holds the pages of the API, or an OpenAPI document.',
  });
}

/**
 * The document that a folder of pages makes.
 * @param source the folder, as it was named
 * @throws InputError `no-operations` where no page has an HTTP request
 */
export async function documentOfPages(source: string): Promise<Document> {
  try {
    const { files, paths } = await readPages([source]);
    // The folder too: a page that is added to it changes the document.
    return asDocument((await compiled(files, source)).document, source, [...paths, resolve(source)]);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw (await meantDocument(source)) ?? error;
  }
}

/** The error for a folder without pages of operations that holds a document: most likely that one was meant. */
async function meantDocument(source: string): Promise<InputError | undefined> {
  const { paths } = await findFiles(source).catch(() => ({ paths: [] }));
  const document = paths.find((path) => /(?:^|[\\/])(?:openapi|swagger)\.(?:ya?ml|json)$/i.test(path));
  if (document === undefined) return undefined;
  return new InputError('is-directory', 'this is a folder without pages of operations', {
    place: { source },
    cure: `Name the document in it: ${document}.`,
  });
}

/** What was compiled, as a document. */
export function asDocument(root: JsonObject, source: string, files: readonly string[]): Document {
  if (!isOpenApiRoot(root)) throw new Error('pages make an OpenAPI document');
  return { source, root, dialect: '3.1', files, binaries: new Map() };
}

/** Compiles pages. @throws InputError `no-operations` where none of them has an HTTP request */
export async function compiled(
  files: readonly PageFile[],
  source: string,
  options: CompileOptions = {},
): Promise<Compiled> {
  const { compilePages } = await import('../docs/index.js');
  const made = compilePages(files, { title: titleOf(source), ...options });
  if (made.groups.some(({ operations }) => operations.length > 0)) return made;
  throw new InputError('no-operations', `none of ${files.length} pages has an HTTP request`, {
    place: { source },
    cure: 'Each operation has a page with a section "HTTP request" that holds a line such as GET /users/{id}.',
  });
}

/** The name of the folder. */
function titleOf(source: string): string {
  return join(resolve(source)).split(sep).at(-1) || 'API';
}
