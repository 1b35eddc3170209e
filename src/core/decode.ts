import { BodyCollector, type ContentCoding, type Decode, TooLarge } from '../http/index.js';

/** How the web platform calls the codings that it can undo (Compression standard §2). */
const FORMATS: Partial<Record<ContentCoding, 'gzip' | 'deflate'>> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  deflate: 'deflate',
};

/** The codings that can be undone everywhere. */
export const PLATFORM_CODINGS: readonly ContentCoding[] = ['gzip', 'x-gzip', 'deflate'];

/** Undoes a content coding with what the web platform has. @throws TooLarge, or any error for what is malformed */
export const decodeByPlatform: Decode<Promise<Uint8Array>> = async (coding, bytes, limit) => {
  const format = FORMATS[coding];
  if (!format) throw new TypeError(`${coding} cannot be undone here`);
  const source = new Blob([new Uint8Array(bytes)]).stream();
  const collector = new BodyCollector(limit);
  const reader = source.pipeThrough(new DecompressionStream(format)).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (collector.add(next.value)) continue;
    await reader.cancel();
    throw new TooLarge();
  }
  return collector.bytes;
};

/** Whether all codings of a message can be undone here. @param header the value of `Content-Encoding` */
export function isUndoable(header: string): boolean {
  return header.split(',').every((name) => {
    const coding = name.trim().toLowerCase();
    return coding === '' || coding === 'identity' || PLATFORM_CODINGS.some((known) => known === coding);
  });
}
