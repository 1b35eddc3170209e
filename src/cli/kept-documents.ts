import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KeptDocuments } from '../api/kept-document.js';
import { keptFolder, readKept, whenSettled, writeKept } from './kept-files.js';

/** Documents of a few projects. */
const LIMITS = { files: 32, bytes: 128 * 1024 * 1024 };

/** The build writes its digest there: what another build read may be read otherwise by this one. */
const DIGEST = /^\/\*([0-9a-f]{16})\*\/$/;

/** Where documents are kept for the next start; nothing where none may be kept. */
export function keptDocuments(): KeptDocuments | undefined {
  const folder = keptFolder('documents');
  const build = folder === undefined ? undefined : DIGEST.exec(beginning(fileURLToPath(import.meta.url), 20))?.[1];
  if (folder === undefined || build === undefined) return undefined;
  const [soon, atEnd] = [queueFor(folder, false), queueFor(folder, true)];
  return {
    build: `${build} ${process.version}`,
    read: (name) => readKept(join(folder, name)),
    write: (name, make, isLarge) => (isLarge ? atEnd : soon)(name, make),
  };
}

/** What is to be written. A document that is read again and again while it is edited is written once. */
function queueFor(folder: string, isOnlyAtEnd: boolean): (name: string, make: () => Uint8Array | undefined) => void {
  const waiting = new Map<string, () => Uint8Array | undefined>();
  const writeAll = (): void => {
    for (const [name, make] of waiting) {
      const bytes = madeBy(make);
      if (bytes) writeKept(join(folder, name), bytes, LIMITS);
    }
    waiting.clear();
  };
  return (name, make) => {
    if (waiting.size === 0) whenSettled(writeAll, isOnlyAtEnd);
    waiting.set(name, make);
  };
}

/** Undefined where it cannot be made, such as of what is nested too deeply: a server goes on without it. */
function madeBy(make: () => Uint8Array | undefined): Uint8Array | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

function beginning(file: string, length: number): string {
  const bytes = Buffer.alloc(length);
  const handle = openSync(file, 'r');
  try {
    return bytes.toString('latin1', 0, readSync(handle, bytes, 0, length, 0));
  } finally {
    closeSync(handle);
  }
}
