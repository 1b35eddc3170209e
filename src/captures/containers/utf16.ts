/** The forms of UTF-16, by the order of their bytes. */
export type Utf16 = 'utf-16le' | 'utf-16be';

/**
 * Which form of UTF-16 a capture is in, by its first bytes: a byte-order mark, as `>` of Windows PowerShell writes it,
 * or a NUL beside the first character. Undefined where it is in none.
 */
export function utf16Of([first = 0, second = 0]: Uint8Array): Utf16 | undefined {
  if ((first === 0xff && second === 0xfe) || (isAscii(first) && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && isAscii(second)) ? 'utf-16be' : undefined;
}

function isAscii(byte: number): boolean {
  return byte > 0 && byte < 0x80;
}

/** The same text in UTF-8, without its byte-order mark. */
export async function* asUtf8(chunks: AsyncIterable<Uint8Array>, form: Utf16): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(form);
  const encoder = new TextEncoder();
  for await (const chunk of chunks) {
    const bytes = encoder.encode(decoder.decode(chunk, { stream: true }));
    if (bytes.length > 0) yield bytes;
  }
  const rest = encoder.encode(decoder.decode());
  if (rest.length > 0) yield rest;
}
