import { type Contract, createContract } from '../contract/index.js';
import { readJson, writeJson } from '../model/index.js';

type Document = Contract['document'];

/** A document as workers get it: bundled, with the binary files that examples name. */
interface PortableDocument extends Pick<Document, 'source' | 'root' | 'dialect' | 'files'> {
  /** By the name that the root has for it; in base64 (RFC 4648 §4). */
  readonly binaries: readonly (readonly [name: string, content: string])[];
}

/** The contract as a text: equal texts judge equally. */
export function contractText({ document: { source, root, dialect, files, binaries } }: Contract): string {
  const portable: PortableDocument = {
    source,
    root,
    dialect,
    files,
    binaries: [...binaries]
      .map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  };
  return writeJson(portable);
}

/** The contract of such a text. */
export function contractIn(text: string): Contract {
  const { binaries, ...document } = readJson<PortableDocument>(text);
  return createContract({
    ...document,
    binaries: new Map(binaries.map(([name, content]) => [name, Buffer.from(content, 'base64')])),
  });
}
