import { latin1Bytes } from '../model/bytes.js';
import { isUtf8 } from '../model/utf8.js';
import type { Search } from './edits.js';
import type { Span } from './shapes.js';

/**
 * What may be base64 (RFC 4648 §4 and §5) of a text: lines that belong together count as one. Texts in ASCII begin
 * with one of these letters, as do those in which an ASCII character precedes all others.
 */
const RUN =
  /(?<![\w+/-])[I-Za-f](?:[\w+/-]{59,75}(?:\r?\n[\w+/-]{60,76}){0,9999}(?:\r?\n[\w+/-]{1,76})?|[\w+/-]{7,})={0,2}(?![\w+/-])/g;

/** The first three characters of nearly every text: printable, and in ASCII; of an indented object, a line break. */
const BEGINS_PRINTABLE = /^(?:[I-Za-f][C-HS-Xi-ny-z0-3][ABEFIJMNQRUVYZcdghklopstwx014589]|[ew][wg][o0])/;

/** So much of a run is decoded to see whether the rest is worth it. */
const PROBE = 64;

/** `user:password` (RFC 7617 §2): a name without blanks, then anything in one line. */
const CREDENTIALS = /^[^\s:/{}<>"]{1,128}:\S[^\r\n]{0,1024}$/;

/** A key with nothing behind it, as some services want it. */
const LONE_KEY = /^(?=[^:]*\d)[\w.~-]{16,256}:$/;

/** What has a colon and is not a credential: URLs and URNs, times, ids and cursors of GraphQL servers. */
const NO_CREDENTIALS =
  /^(?:https?|urn|data|mailto|tel|file|gid|arn|cursor|arrayconnection|offset|page|after|before|sha\d{1,3}|md5):|^\d{4}-\d\d-\d\dT|^\d{1,2}:\d\d(?::\d\d)?$|^(?:\d{1,3}:)?[A-Z][A-Za-z]{2,40}:?\d{1,20}$/;

/** Where a text holds base64 of `user:password`, or of a text that has secrets. @param search for the decoded text */
export function base64Spans(text: string, search: Search): Span[] {
  const spans: Span[] = [];
  // A whole value may begin with any character; within other text that would be true of too many words.
  if (/^[\w+/-]{8,512}={0,2}$/.test(text) && isSecret(decodeBase64(text), search))
    return [{ start: 0, end: text.length, kind: 'secret' }];
  for (const match of text.matchAll(RUN)) {
    const [run] = match;
    for (const [offset, piece] of piecesOf(run)) {
      if (piece.length < 8 || !BEGINS_PRINTABLE.test(piece) || !isSecret(decodeBase64(piece), search)) continue;
      spans.push({ start: match.index + offset, end: match.index + offset + piece.length, kind: 'secret' });
      break;
    }
  }
  return spans;
}

/** Whether a text may hold base64 at all. */
export function mayHoldBase64(text: string): boolean {
  return text.length >= 8 && /[\w+/-]{8}/.test(text);
}

/** Base64 of text in UTF-8 as that text; undefined for anything else. Line breaks do not count. */
export function decodeBase64(written: string): string | undefined {
  const run = written
    .replace(/[\r\n=]+/g, '')
    .replace(/-/g, '+')
    .replace(/_/g, '/');
  if (run.length % 4 === 1) return undefined;
  if (run.length > PROBE && hasControls(binaryOf(run.slice(0, PROBE)))) return undefined;
  const binary = binaryOf(run);
  if (hasControls(binary)) return undefined;
  if (/^\p{ASCII}*$/u.test(binary)) return binary;
  const bytes = latin1Bytes(binary);
  // Most words are base64 of bytes that are not text: an error for each would cost more than all else here.
  return isUtf8(bytes) ? utf8.decode(bytes) : undefined;
}

const utf8 = new TextDecoder();

/** The run itself, its lines, and its parts between slashes, which separate paths too. */
function piecesOf(run: string): [offset: number, piece: string][] {
  const pieces: [number, string][] = [[0, run]];
  for (const part of /[/\n]/.test(run) ? run.matchAll(/[^/\r\n]{8,}/g) : []) pieces.push([part.index, part[0]]);
  return pieces;
}

function isSecret(decoded: string | undefined, search: Search): boolean {
  if (decoded === undefined) return false;
  if (CREDENTIALS.test(decoded) ? !NO_CREDENTIALS.test(decoded) : LONE_KEY.test(decoded)) return true;
  return search(decoded).length > 0;
}

function binaryOf(run: string): string {
  try {
    return atob(run);
  } catch {
    return '\0';
  }
}

function hasControls(text: string): boolean {
  return /[^\t\r\n\x20-\x7e\x80-\xff]/.test(text);
}
