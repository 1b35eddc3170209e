import type { Example, MediaContent } from '../contract/index.js';
import { latin1Bytes } from '../model/index.js';
import type { Memory } from './memory.js';

/** The smallest files of common types: a page that shows a file gets one, even where the document has no example. */
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

/** Finds a file for a media type whose schema asks for nothing more; undefined for other types. */
export type SampleFiles = (media: MediaContent) => Example | undefined;

/** Sample files, one object for each media type: other stages recognise an example by its object. */
export function createSampleFiles(memory: Memory): SampleFiles {
  const made = memory.table<MediaContent, Example>('sample files');
  return (media) => {
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
  };
}

function base64(encoded: string): Uint8Array {
  return latin1Bytes(atob(encoded));
}

function text(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}
