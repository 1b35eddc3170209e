import { stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { type Document, dialectIn, isOpenApiRoot } from '../document/index.js';
import { asInputError, findFiles, readTexts } from '../io/index.js';
import { InputError, type JsonObject } from '../model/index.js';
import type { Compiled, CompileOptions, PageFile } from '../pages/index.js';
import { documentOfTexts, type KeptDocuments } from './kept-document.js';

/** Pages of a reference, with the files from which they were read. */
export interface PageFolder {
  readonly files: readonly PageFile[];
  /** Absolute paths. */
  readonly paths: readonly string[];
  /** The folder to which their names are relative; empty where no folder was named. */
  readonly folder: string;
}

/**
 * Reads the Markdown files of folders, and those named.
 * @param paths folders, files and patterns; pages are named relative to the folder that all named ones have in common,
 * else as they were named
 * @throws InputError `not-found` where no Markdown file is found
 */
export async function readPages(paths: readonly string[]): Promise<PageFolder> {
  const files = new Map<string, PageFile>();
  const found: { path: string; inside: readonly string[]; areInFolder: boolean }[] = [];
  for (const path of paths) {
    const { paths: inside, areInFolder } = await findFiles(path);
    found.push({ path, inside, areInFolder });
  }
  const folders = found.flatMap(({ path, areInFolder }) => (areInFolder ? [path] : []));
  const root = commonFolder(folders);
  for (const { path, inside, areInFolder } of found) {
    const pages = inside.filter((file) => /\.(?:md|markdown)$/i.test(file)).sort();
    // What was named by itself, and is not a page, must be there all the same: a name may be misspelt.
    if (!areInFolder && pages.length === 0) await assertThere(inside[0] ?? path);
    const texts = readTexts(pages);
    for (const [index, file] of pages.entries()) {
      const absolute = resolve(file);
      if (files.has(absolute)) continue;
      const isBelow = root !== undefined && absolute.startsWith(`${root}${sep}`);
      const name = relative(isBelow ? root : areInFolder ? path : '.', file);
      files.set(absolute, { name: name.split(sep).join('/'), text: texts[index] ?? '' });
    }
  }
  const folder = (paths.length === 1 ? folders[0] : root && (relative('.', root) || '.')) ?? '';
  if (files.size > 0) return { files: [...files.values()], paths: [...files.keys()], folder };
  const problem = folders.length > 0 ? 'there is no page in this folder: no file that ends in .md' : NO_PAGE;
  throw new InputError('not-found', problem, {
    place: { source: paths.join(', ') },
    cure: 'Name the folder that holds the pages of the API, or an OpenAPI document.',
  });
}

async function assertThere(path: string): Promise<void> {
  await stat(path).catch((error: unknown) => {
    throw asInputError(path, error);
  });
}

const NO_PAGE = 'this is not a page: its name does not end in .md';

/** The deepest folder that contains them all; undefined if that is the root of the file system. */
function commonFolder(folders: readonly string[]): string | undefined {
  const [first = [], ...others] = folders.map((folder) => resolve(folder).split(sep));
  const length = first.findIndex((name, at) => others.some((other) => other[at] !== name));
  const common = length < 0 ? first : first.slice(0, length);
  return common.length > 1 ? common.join(sep) : undefined;
}

/**
 * The document that a folder of pages makes.
 * @param source the folder, as it was named
 * @param kept where it may be kept for the next start
 * @throws InputError `no-operations` where no page has an HTTP request
 */
export async function documentOfPages(source: string, kept?: KeptDocuments): Promise<Document> {
  try {
    const pages = await readPages([source]);
    // The folder too: a page that is added to it changes the document.
    const make = async (): Promise<Document> =>
      asDocument((await compiled(pages, source)).document, source, [...pages.paths, resolve(source)]);
    return kept ? await documentOfTexts(kept, source, pages, make) : await make();
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

/** The compiled pages as a document. */
export function asDocument(root: JsonObject, source: string, files: readonly string[]): Document {
  if (!isOpenApiRoot(root)) throw new Error('pages make an OpenAPI document');
  return { source, root, dialect: dialectIn(root), files, binaries: new Map() };
}

/** Compiles pages. @throws InputError `no-operations` where none of them has an HTTP request */
export async function compiled(
  { files, folder }: PageFolder,
  source: string,
  options: CompileOptions = {},
): Promise<Compiled> {
  const { compilePages } = await import('../pages/index.js');
  const made = compilePages(files, { title: titleOf(folder === '' ? source : folder), ...options });
  if (made.groups.some(({ operations }) => operations.length > 0)) return made;
  throw new InputError(
    'no-operations',
    files.length === 1 ? 'the only page has no HTTP request' : `none of the ${files.length} pages has an HTTP request`,
    {
      place: { source },
      cure: 'Each operation has a page with a section "HTTP request" that holds a line such as GET /users/{id}.',
    },
  );
}

/** The name of the folder. */
function titleOf(source: string): string {
  return join(resolve(source)).split(sep).at(-1) || 'API';
}
