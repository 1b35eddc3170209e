import { createHash, createHmac } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../model/index.js';

/** Hexadecimal digits: enough that no two contents of one place share a name (NIST FIPS 180-4, SHA-256, cut). */
const LENGTH = 32;

/** The name of a content. */
export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, LENGTH);
}

/** Whether a text is the name of a content. */
export function isDigest(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/** The name of a value, whatever the order of its members. */
export function digestOfJson(value: JsonValue): string {
  return digestOf(canonicalJson(value));
}

/** Tells whether two processes have the same key, and nothing else of it (HMAC-SHA-256, RFC 2104). */
export function printOf(key: string | Uint8Array): string {
  return createHmac('sha256', key).update('docproof').digest('hex').slice(0, LENGTH);
}
