import { decodePercent, InputError, type Pointer, pointerOfFragment } from '../model/index.js';

/** The limits on what a document may read besides itself. */
export interface Reach {
  /** Folders, absolute paths or URLs with a trailing slash, in which referenced files may be. */
  readonly folders: readonly string[];
  /** Whether http(s) references to anywhere may be fetched. */
  readonly remote: boolean;
}

/** Whether the URI is an http(s) URL. */
export function isRemote(uri: string): boolean {
  return /^https?:\/\//i.test(uri);
}

/** Splits a reference at its fragment: `a.yaml#/x` is `['a.yaml', '#/x']`. */
export function splitReference(reference: string): [file: string, fragment: string] {
  const hash = reference.indexOf('#');
  return hash < 0 ? [reference, '#'] : [reference.slice(0, hash), reference.slice(hash)];
}

/** The pointer in a reference's fragment. One without its first slash, as in `#definitions/pet`, is meant with it. */
export function pointerOfReference(reference: string): Pointer {
  const pointer = pointerOfFragment(splitReference(reference)[1]);
  return pointer === '' || pointer.startsWith('/') ? pointer : `/${pointer}`;
}

/**
 * Resolves a relative reference against the file that contains it (RFC 3986 §5). Paths are POSIX-style; a backslash is
 * read as a slash, and `C:\x` as `file:///C:/x`, on every system.
 */
export function resolveUri(base: string, written: string): string {
  const reference = /^[a-z]:[\\/]/i.test(written) ? `file:///${written[0]?.toUpperCase()}${written.slice(1)}` : written;
  if (isRemote(reference)) return hrefOf(reference);
  if (isRemote(base)) return hrefOf(reference, base);
  if (isName(reference)) return reference;
  if (isName(base) || isNetworkPath(reference)) return reference;
  const encoded = hrefOf(reference, `file://${encodePath(base)}`);
  if (!URL.canParse(encoded)) return reference;
  const { host, pathname } = new URL(encoded);
  // A lone percent sign in a file's name is not an escape. A file of another machine is not one of this.
  return `${host === '' ? '' : `//${host}`}${pathname}`.replace(/(?:%[0-9a-f]{2})+/gi, decodePercent);
}

/** Whether the URI is a name, such as `urn:isbn:0`, that says nothing about where a file is. */
export function isName(uri: string): boolean {
  return /^[a-z][a-z\d+.-]+:/i.test(uri) && !isRemote(uri) && !/^file:/i.test(uri);
}

/** Whether a reference names a host without a scheme, as in `//host/x` (RFC 3986 §4.2). URLs take `\\` for `/`. */
function isNetworkPath(reference: string): boolean {
  return /^[/\\]{2}/.test(reference);
}

/** Text that is not a URL, such as one with a port of letters, stays as it is: nothing is found under it. */
function hrefOf(reference: string, base?: string): string {
  return URL.canParse(reference, base) ? new URL(reference, base).href : reference;
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** The path of `uri` relative to the folder of `base`, or `uri` itself where they share nothing. */
export function relativeUri(base: string, uri: string): string {
  if (isRemote(uri) || isRemote(base)) return uri;
  const from = base.split('/').slice(0, -1);
  const to = uri.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared += 1;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

/** @throws InputError `refused-ref` where `uri` is out of reach */
export function assertInReach(
  uri: string,
  reach: Reach,
  place: { source: string; pointer: string },
  reference: string,
): void {
  if (isNetworkPath(reference) && !isRemote(uri)) {
    throw new InputError('refused-ref', `the reference ${reference} names a host and no scheme`, {
      place,
      cure: 'Write a path within the folder of the document, or a whole URL such as https://host/x.',
    });
  }
  if (reach.folders.some((folder) => uri.startsWith(folder))) return;
  if (isRemote(uri)) {
    if (reach.remote) return;
    throw new InputError(
      'refused-ref',
      `the reference ${reference} leads to another host, and is not fetched unless it is allowed`,
      {
        place,
        cure: 'Pass --allow-remote if you trust it, or put a copy beside the document.',
      },
    );
  }
  throw new InputError('refused-ref', `the reference ${reference} leads out of the document's folder`, {
    place,
    cure: 'Pass --allow-path FOLDER if you trust it, or move the file below the document.',
  });
}
