import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { type Document, dialectIn, isOpenApiRoot, type Origin } from '../document/document.js';
import type { LoadRequest } from '../document/file-reader.js';
import { type Files, paths } from '../io/index.js';
import { type JsonValue, readJson } from '../model/index.js';
import { type Link, linked, plainText } from './shared-nodes.js';

/** Where documents are kept that were read, so that the next start need not read them again. */
export interface KeptDocuments {
  /** Names this build: what another one kept is never read. */
  readonly build: string;
  /** What was kept under the name, whole; undefined where nothing was. */
  read(name: string): Uint8Array | undefined;
  /** Keeps what `make` gives, when the process has time: where that is much work, when it ends. */
  write(name: string, make: () => Uint8Array | undefined, isLarge: boolean): void;
}

/** A file as it was read. */
interface KeptFile {
  readonly uri: string;
  /** Where it really is: a link may lead elsewhere later, where the document must not reach. */
  readonly real: string;
  readonly size: number;
}

/** What is kept beside the root: a first line of JSON. */
interface Header {
  /** Under which it is kept: a file that is copied or renamed in the folder is not one of another document. */
  readonly name: string;
  readonly files: readonly KeptFile[];
  /** Of the content of all these files. */
  readonly digest: string;
  /** Whether the root is nothing but what the file says, so that it is read there. */
  readonly isWhole: boolean;
  readonly made: Omit<Document, 'root' | 'source' | 'dialect' | 'binaries' | 'origins'>;
  readonly binaries: readonly (readonly [string, string])[];
  readonly origins?: readonly (readonly [string, Origin])[];
  readonly links: readonly Link[];
}

/** Larger documents are written when the process ends, in bytes of their files; still larger ones never. */
const LARGE = 1 << 20;
const LARGEST = 64 << 20;

/** The files of a document while they are read, with their digests. */
export interface Reading {
  readonly files: Files;
  /** Called where the root is what its only file says, as it is. */
  onUntouched(): void;
  /** Keeps the document that was made of these files. */
  keep(document: Document): void;
}

/** A document that was read before, if each of its files says what it said then, byte by byte, and is where it was. */
export function keptDocument(kept: KeptDocuments, request: LoadRequest): Document | undefined {
  try {
    const name = nameOf(kept, aboutOf(request));
    const bytes = kept.read(name);
    return bytes && readEntry(request.source, name, bytes);
  } catch {
    // Whatever was kept can be read from the files themselves.
    return undefined;
  }
}

/** Takes note of the files that are read, so that the document can be kept. */
export function reading(kept: KeptDocuments, request: LoadRequest, files: Files): Reading {
  const { uri } = request;
  const hash = createHash('sha256');
  const read = new Map<string, number>();
  const reals = new Map([[uri, uri]]);
  let isWhole = false;
  return {
    files: {
      ...files,
      async read(named) {
        // What cannot be read now may be there later, and what is read twice may say two things.
        const isFirst = !read.has(named);
        read.set(named, Number.NaN);
        const bytes = await files.read(named);
        if (isFirst) read.set(named, bytes.length);
        hash.update(bytes);
        return bytes;
      },
      async realPath(named) {
        const real = await files.realPath(named);
        reals.set(named, real);
        return real;
      },
    },
    onUntouched() {
      isWhole = true;
    },
    keep(document) {
      const used = [...read].map(([name, size]): KeptFile => ({ uri: name, real: reals.get(name) ?? '', size }));
      const size = used.reduce((sum, file) => sum + file.size, 0);
      const areMissing = document.absent !== undefined || document.missing !== undefined;
      if (areMissing || !(size <= LARGEST) || !used.every(isStill)) return;
      const digest = hash.digest('hex');
      const name = nameOf(kept, aboutOf(request));
      const about = { name, files: used, digest, isWhole: isWhole && used.length === 1 };
      kept.write(name, () => writtenDocument(document, about), !isWhole && size > LARGE);
    },
  };
}

/** The pages of a folder, and where they are. */
interface Texts {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly folder: string;
  readonly paths: readonly string[];
}

/**
 * The document of a folder of pages: one that was made before of pages that say the same, or what `make` gives.
 * @param pages with their names and texts
 */
export async function documentOfTexts(
  kept: KeptDocuments,
  source: string,
  { files, folder, paths: from }: Texts,
  make: () => Promise<Document>,
): Promise<Document> {
  const hash = createHash('sha256');
  let size = 0;
  hash.update(JSON.stringify(from));
  for (const { name, text } of files) {
    hash.update(`${name.length} ${name} ${text.length} `).update(text);
    size += text.length;
  }
  const digest = hash.digest('hex');
  const name = nameOf(kept, ['pages', source, folder]);
  try {
    const bytes = kept.read(name);
    const before = bytes && readEntry(source, name, bytes, digest);
    if (before) return before;
  } catch {
    // The pages are there.
  }
  const document = await make();
  kept.write(name, () => writtenDocument(document, { name, files: [], digest, isWhole: false }), size > LARGE);
  return document;
}

function writtenDocument(
  document: Document,
  about: Pick<Header, 'name' | 'files' | 'digest' | 'isWhole'>,
): Uint8Array | undefined {
  const { root, source: _, dialect: __, binaries, origins, ...made } = document;
  const plain = about.isWhole ? { text: '', links: [] } : plainText(root);
  if (!plain) return undefined;
  const header: Header = {
    ...about,
    made,
    binaries: [...binaries].map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]),
    ...(origins ? { origins: [...origins] } : {}),
    links: plain.links,
  };
  return Buffer.from(`${inLatin1(JSON.stringify(header))}\n${inLatin1(plain.text)}`, 'latin1');
}

/** @param digest of the texts that are there now, where they were read already */
function readEntry(source: string, name: string, bytes: Uint8Array, digest?: string): Document | undefined {
  const end = bytes.indexOf(LINE_END);
  const header: Header = JSON.parse(latin1(bytes.subarray(0, end)));
  const { made, binaries, origins, links } = header;
  if (header.name !== name) return undefined;
  const contents = digest === undefined ? contentsOf(header) : digest === header.digest ? [] : undefined;
  if (!contents) return undefined;
  // Only a root without exact numbers is kept.
  const [whole] = contents;
  const read: JsonValue =
    header.isWhole && whole ? readJson(new TextDecoder().decode(whole)) : JSON.parse(latin1(bytes.subarray(end + 1)));
  const root = linked(read, links);
  if (!isOpenApiRoot(root)) return undefined;
  return {
    ...made,
    source,
    root,
    dialect: dialectIn(root),
    binaries: new Map(binaries.map(([name, bytes]) => [name, Buffer.from(bytes, 'base64')])),
    ...(origins ? { origins: new Map(origins) } : {}),
  };
}

/** What the files say now; undefined where one is not what it was. */
function contentsOf({ files, digest }: Header): Uint8Array[] | undefined {
  if (!files.every(isStill)) return undefined;
  const hash = createHash('sha256');
  const contents = files.map(({ uri }) => readFileSync(paths.pathOf(uri)));
  for (const bytes of contents) hash.update(bytes);
  const isSame = contents.every((bytes, index) => bytes.length === files[index]?.size) && hash.digest('hex') === digest;
  return isSame ? contents : undefined;
}

/** Whether the file is where it was, and as long. A pipe can be read only once. */
function isStill({ uri, real, size }: KeptFile): boolean {
  try {
    const path = paths.pathOf(uri);
    const found = statSync(path);
    return found.isFile() && found.size === size && paths.uriOf(realpathSync.native(path)) === real;
  } catch {
    return false;
  }
}

/** Under another reach a document would be refused, or read otherwise. */
function aboutOf({ source, uri, reach }: LoadRequest): JsonValue {
  return ['files', source, uri, reach.remote, ...reach.folders];
}

function nameOf({ build }: KeptDocuments, about: JsonValue): string {
  return createHash('sha256')
    .update(JSON.stringify([build, about]))
    .digest('hex');
}

const LINE_END = 0x0a;

/** JSON of which each character is one byte: V8 reads it in half the time, and in half the memory. */
function inLatin1(json: string): string {
  return json.replace(/[^\0-\xff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
