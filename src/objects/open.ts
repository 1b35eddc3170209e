import { InputError } from '../model/index.js';
import type { ObjectLimits, ObjectStore, ObjectStoreOpener } from './port.js';

const onTheWeb: ObjectStoreOpener = async (url, limits) =>
  (await import('./web/web-objects.js')).webObjects(url, limits);

/** The kinds of objects, by the scheme of their URLs. */
const KINDS: Readonly<Record<string, ObjectStoreOpener>> = {
  file: async () => (await import('./file-objects.js')).fileObjects(),
  s3: async () => (await import('./s3/s3-objects.js')).s3Objects(),
  https: onTheWeb,
  http: onTheWeb,
};

/** A scheme (RFC 3986 §3.1) of two letters or more: `C:\captures` is a path on a drive. */
const SCHEME = /^([a-z][a-z\d+.-]+):(?:\/\/|[^/].*)?/is;

function schemeOf(url: string): string {
  return SCHEME.exec(url)?.[1]?.toLowerCase() ?? 'file';
}

/**
 * Opens what has objects of one kind.
 * @param url `s3://BUCKET/KEY`, with `?endpoint=URL` for other services than AWS; `file:` or a plain path; `https://…`,
 * an object, or a text that lists the URLs of objects, one a line. Any URL of that kind can be read then
 * @throws InputError `bad-option` where the scheme is not known, `not-found` where a package is missing
 */
export async function openObjects(url: string, limits: ObjectLimits = {}): Promise<ObjectStore> {
  const scheme = schemeOf(url);
  const open = Object.hasOwn(KINDS, scheme) ? KINDS[scheme] : undefined;
  if (open) return open(url, limits);
  throw new InputError('bad-option', `there are no ${scheme}: objects`, {
    place: { source: url.replace(/\/\/[^/@]*@/, '//').replace(/\?.*$/s, '') },
    cure: `Name a path, or a URL of a scheme that is known: ${Object.keys(KINDS).join(', ')}.`,
  });
}
