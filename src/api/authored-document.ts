import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Contract } from '../contract/index.js';
import { type Document, isRemote, type OpenApiRoot, originOf, positionsIn } from '../document/index.js';
import { nodeFiles } from '../io/index.js';
import {
  type AuthoredDocument,
  at,
  child,
  excerptOf,
  fileText,
  InputError,
  isObject,
  type Pointer,
  type Provenance,
  tokensOf,
} from '../model/index.js';

/**
 * A document's files, read again, for reports that point to lines of them; of a document that was made of pages, the
 * pages. Files that are gone or have become something else are not pointed into.
 */
export async function authoredDocument({ document }: Contract, pointers: Iterable<Pointer>): Promise<AuthoredDocument> {
  const isOfPages = document.files.some((file) => /\.(?:md|markdown)$/i.test(file));
  return isOfPages ? inPages(document, pointers) : inFiles(document, pointers);
}

/** By provenance: the nearest part around that says from which page and line it comes. */
async function inPages({ root, files }: Document, pointers: Iterable<Pointer>): Promise<AuthoredDocument> {
  const fileOf = (page: string): string | undefined =>
    files.find((path) => path.replaceAll('\\', '/').endsWith(`/${page}`));
  const pages = new Map<string, readonly string[]>();
  for (const pointer of pointers) {
    const page = provenanceAround(root, pointer)?.page;
    const file = page === undefined || pages.has(page) ? undefined : fileOf(page);
    const text = file === undefined ? undefined : await readText(file);
    if (page !== undefined && text !== undefined) pages.set(page, text.split('\n'));
  }
  return {
    locate(pointer) {
      const source = provenanceAround(root, pointer);
      const file = source && fileOf(source.page);
      return file === undefined ? undefined : { file: nameOf(file), line: source?.line ?? 1, column: 1 };
    },
    quote: ({ page, line }) => pages.get(page)?.[line - 1]?.trim(),
    excerpt({ file, line }) {
      const page = [...pages.keys()].find((name) => file === name || file.endsWith(`/${name}`));
      const lines = page === undefined ? undefined : pages.get(page);
      return lines && excerptOf(lines, line);
    },
  };
}

function provenanceAround(root: OpenApiRoot, pointer: Pointer): Provenance | undefined {
  for (let tokens = tokensOf(pointer); tokens.length > 0; tokens = tokens.slice(0, -1)) {
    const source = at(root, child(tokens.reduce(child, ''), 'x-source'));
    if (!isObject(source) || typeof source.page !== 'string' || typeof source.line !== 'number') continue;
    return { page: source.page, line: source.line };
  }
  return undefined;
}

async function inFiles(document: Document, pointers: Iterable<Pointer>): Promise<AuthoredDocument> {
  const uris = new Set<string>();
  for (const pointer of pointers) {
    const origin = originOf(document, pointer);
    if (origin) uris.add(origin.uri);
  }
  const files = new Map<string, Awaited<ReturnType<typeof positionsIn>>>();
  const texts = new Map<string, string>();
  for (const uri of uris) {
    const text = await readText(uri);
    if (text === undefined) continue;
    files.set(uri, await positionsIn(text));
    texts.set(nameOf(uri), text);
  }
  return {
    locate(pointer) {
      const origin = originOf(document, pointer);
      const place = origin && files.get(origin.uri)?.(origin.pointer);
      return origin && place && { file: nameOf(origin.uri), ...place };
    },
    quote: () => undefined,
    excerpt({ file, line, column }) {
      const text = texts.get(file);
      return text === undefined ? undefined : excerptOf(text.split('\n'), line, column);
    },
  };
}

async function readText(uri: string): Promise<string | undefined> {
  try {
    return fileText(await nodeFiles.read(uri));
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** As it is named from the current folder, with slashes on every system. On another drive of Windows it is a URL. */
export function nameOf(uri: string): string {
  if (isRemote(uri)) return uri;
  const path = relative(process.cwd(), uri).replaceAll('\\', '/');
  return /^[a-z]:/i.test(path) ? pathToFileURL(uri).href : path;
}
