import { readFile } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import type { Contract } from '../../contract/index.js';
import type { Saved } from '../../feed/index.js';
import { occupantOf, writeNew } from '../../io/index.js';
import { InputError } from '../../model/index.js';
import { documentFolder } from '../document-folder.js';
import { unifiedDiff } from './diff.js';

/** A file that a page wants to write. */
export interface DraftFile {
  /** From the folder of the document, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** The folder into which pages write; undefined where the document has none, so that they can only show. */
export interface Home {
  readonly folder: string | undefined;
  /** The name of the document without its ending: `openapi` of `openapi.yaml`. */
  readonly name: string;
}

/** Where the files of a document go that pages write. */
export function homeOf(contract: Contract): Home {
  const { files, source } = contract.document;
  const named = /\.(?:ya?ml|json)$/i.test(files[0] ?? '') ? (files[0] ?? source) : 'docs';
  return { folder: documentFolder(contract), name: basename(named).replace(/\.\w+$/, '') };
}

/**
 * A file that the user named, from the folder of the document.
 * @throws InputError `bad-option` for one that is not below it
 */
export function placeIn({ folder }: Home, named: string): string {
  const path = folder === undefined ? named : relative(folder, resolve(named)).replaceAll('\\', '/');
  if (folder === undefined || !(path.startsWith('../') || isAbsolute(path))) return path;
  throw new InputError('bad-option', 'is not below the folder of the document, and pages write nowhere else', {
    place: { source: named },
    cure: 'Add the faults by docproof check --update-baseline, or move the file.',
  });
}

/** The text of a file that a page wrote before; undefined if none exists. @throws InputError for a link */
export async function textIn({ folder }: Home, path: string): Promise<string | undefined> {
  if (folder === undefined || (await placeOf(folder, path)) === 'free') return undefined;
  return readFile(join(folder, path), 'utf8');
}

/**
 * Shows what files would become, and writes them where that is wanted: each is written whole, or not at all.
 * @throws InputError `bad-option` for a place that cannot be written
 */
export async function saved(home: Home, drafts: readonly DraftFile[], write: boolean): Promise<Omit<Saved, 'next'>> {
  const files: { file: string; diff: string }[] = [];
  const { folder } = home;
  if (write && folder === undefined)
    throw new InputError('bad-option', 'the document has no folder into which a page may write', {
      cure: 'Serve your own document from a file: what is shown here can be saved by hand, too.',
    });
  for (const { path, text } of drafts) {
    const before = await textIn(home, path);
    if (write && folder !== undefined && before !== text) await writeNew(folder, path, text, before !== undefined);
    files.push({ file: shownName(folder, path), diff: unifiedDiff(path, before, text) });
  }
  return { files, written: write };
}

/** From the folder in which the server was started. */
export function shownName(folder: string | undefined, path: string): string {
  return folder === undefined ? path : relative(process.cwd(), join(folder, path)).replaceAll('\\', '/');
}

async function placeOf(folder: string, path: string): Promise<'free' | 'file'> {
  const occupant = await occupantOf(folder, path);
  if (occupant === 'free' || occupant === 'file') return occupant;
  const why = occupant === 'outside' ? 'leads out of the folder of the document' : 'is not a regular file';
  throw new InputError('bad-option', why, {
    place: { source: path },
    cure: 'Pages write regular files below the folder of the document, and follow no link. Move it away.',
  });
}
