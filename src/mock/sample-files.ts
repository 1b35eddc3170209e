import type { Example, MediaContent } from '../contract/index.js';

/** The smallest files of common types: where a document describes a file and gives no example, a page that shows it should have something to show. */
const FILES: Readonly<Record<string, Uint8Array>> = {
  'image/png': base64(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  ),
  'image/gif': base64('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'),
  'image/svg+xml': text('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'),
  'application/pdf': text(
    '%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  ),
  'application/zip': base64('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=='),
};

const made = new WeakMap<MediaContent, Example>();

/** A file for a media type whose schema asks for no more than one; undefined for others. */
export function sampleFile(media: MediaContent): Example | undefined {
  const bytes = FILES[media.key.split(';', 1)[0]?.trim().toLowerCase() ?? ''];
  const { schema } = media.node;
  const isFile =
    typeof schema === 'object' && schema !== null && 'format' in schema
      ? schema.format === 'binary'
      : schema === undefined;
  if (!bytes || !isFile) return undefined;
  const known = made.get(media) ?? { name: 'sample', value: '', pointer: media.pointer, bytes };
  made.set(media, known);
  return known;
}

function base64(encoded: string): Uint8Array {
  return Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
}

function text(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}
