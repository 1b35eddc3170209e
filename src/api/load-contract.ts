import { realpathSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Contract, createContract, exampleWarnings } from '../contract/index.js';
import type { Document, LoadRequest } from '../document/index.js';
import { isRemote } from '../document/uri.js';
import { type Files, filesWith, nodeFiles, paths } from '../io/index.js';
import { fileText, InputError } from '../model/index.js';
import { type KeptDocuments, keptDocument, reading } from './kept-document.js';

/** How far a document may reach. */
export interface LoadOptions {
  /** Folders, besides the document's own, from which it may take files. @default [] */
  readonly allowPaths?: readonly string[];
  /**
   * Whether it may take files from any http(s) URL. One that is itself a URL may always take those beside it.
   * @default false
   */
  readonly allowRemote?: boolean;
  /**
   * Whether such URLs may lead to this machine and to private networks. The document's own origin may.
   * @default false
   */
  readonly allowPrivate?: boolean;
  /** Whether such URLs may be redirected to other hosts. @default false */
  readonly allowRedirects?: boolean;
  /** Paths or URLs of OpenAPI Overlays, applied to the document in their order when it is bundled. @default [] */
  readonly overlays?: readonly string[];
  /** Called with each overlay's action that selected nothing. @default nobody does */
  readonly onUnmatched?: (unmatched: UnmatchedAction) => void;
  /**
   * Called with the absolute path or URL of each file before it is read, also where it is not there: of a document that
   * cannot be loaded, these are the files of which a change may mend it.
   * @default nobody does
   */
  readonly onFile?: (file: string) => void;
}

/** How a document is loaded of which everything that is wrong should be told. */
export interface LenientOptions extends LoadOptions {
  /** Receives what the rest can be read without. @default it is thrown */
  readonly onFault?: (fault: InputError) => void;
}

/** How the command line loads a document that it serves. */
export interface KeepingOptions extends LenientOptions {
  /** Where documents are kept for the next start. @default nowhere: each is read from its files */
  readonly kept?: KeptDocuments | undefined;
}

/** An action of an overlay that selected nothing. */
export interface UnmatchedAction {
  /** The overlay, as it was named. */
  readonly overlay: string;
  /** 0-based. */
  readonly action: number;
  /** Line and column of its target in the overlay, 1-based. */
  readonly line?: number;
  readonly column?: number;
  readonly target: string;
}

/** The package's own folder: the built-in document takes its payloads from `mocks/` beside `spec/`. */
export const PACKAGE_FOLDER = realpathSync(fileURLToPath(new URL('../../', import.meta.url)));

/** The document that is used where none is named. */
export const BUILT_IN_DOCUMENT = fileURLToPath(new URL('../../spec/openapi.yaml', import.meta.url));

/** How that document is announced. */
export const BUILT_IN_NAME = 'built-in example: Microsoft Graph identity protection';

/**
 * Loads an OpenAPI 3.0, 3.1 or 3.2 document, a Swagger 2.0 one or a Postman collection, with the files that it refers
 * to, or a folder of documentation pages, as a contract.
 * @param documents path or URL, or several, which are merged; without any the built-in document
 * @throws InputError which names file, line or pointer, and the cure
 */
export function loadContract(
  documents: string | readonly string[] = BUILT_IN_DOCUMENT,
  options: LenientOptions = {},
): Promise<Contract> {
  return loadServedContract(documents, options);
}

/** The same for a command that is started again and again with the same documents. */
export async function loadServedContract(
  documents: string | readonly string[],
  options: KeepingOptions,
): Promise<Contract> {
  const [first = BUILT_IN_DOCUMENT, ...others] = typeof documents === 'string' ? [documents] : documents;
  const loaded: [Document, ...Document[]] = [await load(first, options)];
  for (const document of others) loaded.push(await load(document, options));
  const merged = others.length === 0 ? loaded[0] : (await import('../document/index.js')).mergeDocuments(loaded);
  const overlaid = await withOverlays(merged, options);
  const document =
    overlaid === merged ? merged : await (await import('./overlay-payloads.js')).withPayloads(overlaid, merged);
  return createContract(document, { mayBeEmpty: options.onFault !== undefined });
}

/** What a message says of the examples that were left out, because their files could not be read. */
export function absentExamples({ document }: Contract): ReturnType<Contract['loadWarnings']> {
  return exampleWarnings(document);
}

/** Merges overlays into a document. @throws InputError which names the overlay and the line */
export async function withOverlays(
  document: Document,
  { overlays = [], onUnmatched, onFile }: Pick<LoadOptions, 'overlays' | 'onUnmatched' | 'onFile'>,
): Promise<Document> {
  if (overlays.length === 0) return document;
  const { overlaidDocument, readOverlay } = await import('../document/overlay/index.js');
  const { positionOf } = await import('../document/index.js');
  let current = document;
  let { files } = document;
  for (const path of overlays) {
    const uri = isRemote(path) ? path : paths.pathOf(await nodeFiles.realPath(resolve(paths.given(path))));
    // Named by the configuration and by a flag: what it appends is appended once.
    if (files.includes(uri)) continue;
    onFile?.(uri);
    const text = await readText(uri, path);
    const overlay = readOverlay(text, path);
    const overlaid = overlaidDocument(current, overlay);
    current = overlaid.document;
    const link = linkTo(uri, path);
    files = [...files, uri, ...(link === undefined ? [] : [link])];
    for (const action of overlaid.unmatched) {
      const place = positionOf(text, `/actions/${action}/target`);
      onUnmatched?.({ overlay: path, action, ...place, target: overlay.actions[action]?.target ?? '' });
    }
  }
  return { ...current, files };
}

/** The error for a missing file uses the name that the user wrote. */
async function readText(uri: string, name: string): Promise<string> {
  return fileText(await nodeFiles.read(isRemote(uri) ? uri : name));
}

async function load(named: string, options: KeepingOptions): Promise<Document> {
  const document = isRemote(named) ? named : paths.given(named);
  const source =
    document === BUILT_IN_DOCUMENT ? 'spec/openapi.yaml' : isRemote(document) ? document : paths.shown(document);
  if (!isRemote(document) && (await isFolder(document))) {
    const { documentOfPages } = await import('./pages.js');
    return documentOfPages(document, options.kept);
  }
  const uri = isRemote(document) ? document : await nodeFiles.realPath(resolve(document));
  const folders = (options.allowPaths ?? []).map(async (folder) =>
    folderOf(await nodeFiles.realPath(resolve(paths.given(folder)))),
  );
  const reach = { folders: [homeOf(uri), ...(await Promise.all(folders))], remote: options.allowRemote ?? false };
  const { onFault, onFile } = options;
  const reachable = filesWith({
    named: new Set(isRemote(uri) && URL.canParse(uri) ? [new URL(uri).origin] : []),
    allowPrivate: options.allowPrivate ?? false,
    allowRedirects: options.allowRedirects ?? false,
  });
  const read = (file: string): Promise<Uint8Array> => {
    onFile?.(paths.pathOf(file));
    return reachable.read(file);
  };
  const files = onFile ? { ...reachable, read } : reachable;
  const request = { source, uri, reach, ...(onFault ? { onFault } : {}) };
  const kept = onFault || isRemote(uri) ? undefined : options.kept;
  const loaded = await (kept ? loadKept(request, files, kept) : loadFrom(request, files));
  const link = linkTo(paths.pathOf(uri), document);
  return link === undefined ? loaded : { ...loaded, files: [...loaded.files, link] };
}

/** The link by which a file was named, which may lead elsewhere later; undefined where it was named by its own path. */
function linkTo(file: string, named: string): string | undefined {
  const path = isRemote(named) ? named : resolve(paths.given(named));
  return path === file ? undefined : path;
}

async function loadFrom(request: LoadRequest, files: Files): Promise<Document> {
  const { source, uri } = request;
  // A document that was kept needs no reader.
  const { loadDocument } = await import('../document/index.js');
  const loaded = await loadDocument(request, files).catch((error: unknown) => {
    throw isMissing(error, uri) ? asGiven(error, source) : error;
  });
  return { ...loaded, files: loaded.files.map(paths.pathOf) };
}

async function loadKept(request: LoadRequest, files: Files, kept: KeptDocuments): Promise<Document> {
  const before = keptDocument(kept, request);
  if (before) return before;
  const { onUntouched, ...noted } = reading(kept, request, files);
  const loaded = await loadFrom({ ...request, onUntouched }, noted.files);
  noted.keep(loaded);
  return loaded;
}

function isMissing(error: unknown, uri: string): error is InputError {
  return error instanceof InputError && error.code === 'not-found' && error.place?.source === uri;
}

/** A missing document is told by the name that the user gave it. */
function asGiven(error: InputError, source: string): InputError {
  if (isRemote(source)) return error;
  const { code, problem, cause } = error;
  return new InputError(code, problem, { place: { source }, cure: paths.cureOf(source), cause });
}

/** Whether the path is a folder. */
export async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}

/** The folder of a document, with a slash at its end; for the built-in document the package's. */
function homeOf(uri: string): string {
  if (uri === paths.uriOf(join(PACKAGE_FOLDER, 'spec', 'openapi.yaml'))) return folderOf(paths.uriOf(PACKAGE_FOLDER));
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}

/** With a slash at its end. */
function folderOf(uri: string): string {
  return uri.endsWith('/') ? uri : `${uri}/`;
}
