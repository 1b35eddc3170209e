import { describe, expect, test } from 'vitest';
import { latin1Bytes, latin1Text, utf8Bytes, utf8Text } from '../../src/model/index.js';

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe('bytes as text', () => {
  test.each([0, 1, 1_024, 1_025, 100_000])('Text of ISO 8859-1 has one character for each of %d bytes', (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => index * 7);
    const text = latin1Text(bytes);
    expect(text.length).toBe(length);
    expect(Buffer.from(text, 'latin1').equals(bytes)).toBe(true);
    expect(Buffer.from(latin1Bytes(text)).equals(bytes)).toBe(true);
  });

  test('Text of ISO 8859-1 takes bytes from 0x80 to 0x9F for control characters, not for signs of Windows', () => {
    expect(latin1Text(EVERY_BYTE)).toBe(Buffer.from(EVERY_BYTE).toString('latin1'));
    expect(latin1Text(EVERY_BYTE.subarray(0x80, 0x82))).toBe('\x80\x81');
  });

  test('Text of UTF-8 keeps its byte-order mark, and has U+FFFD for what is malformed', () => {
    const bytes = Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0xff, 0xe2, 0x82);
    expect(utf8Text(bytes)).toBe('\ufeffa\ufffd\ufffd');
    expect(utf8Text(bytes)).toBe(Buffer.from(bytes).toString('utf8'));
    expect([...utf8Bytes('ä€')]).toEqual([0xc3, 0xa4, 0xe2, 0x82, 0xac]);
  });
});
