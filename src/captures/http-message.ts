import { type Body, type Headers, headersOf, headerValue, NO_BODY } from '../model/index.js';
import { isBlank, type LineBuffer } from './line-buffer.js';
import { wireBody } from './wire-body.js';

const LINE_FEED = 0x0a;

/**
 * A request line (RFC 9112 §3), of which documentation leaves out the version, and the status line of a response (§4).
 */
export const REQUEST_LINE = /^([A-Z]{3,20}) ((?:https?:\/\/|\/|\{\{)\S*)(?: HTTP\/\d(?:\.\d)?)?$/;
export const STATUS_LINE = /^HTTP\/\d(?:\.\d)? (\d{3})(?: .*)?$/;

const HEADER_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:\s*(.*)$/;

/** The head of a message is read up to this length, in characters. */
export const MAX_HEAD = 1024 * 1024;

/** A body among lines is read up to this size, in bytes. */
export const MAX_BODY = 64 * 1024 * 1024;

/**
 * Header fields from their lines; a line that begins with white space goes on with the one before (RFC 9112 §5.2).
 * Other lines are left out.
 */
export function headersFrom(lines: readonly string[]): Headers {
  const pairs: [string, string][] = [];
  for (const line of lines) {
    const last = pairs.at(-1);
    const [, name, value = ''] = HEADER_LINE.exec(line) ?? [];
    if (/^[ \t]/.test(line) && last) last[1] = `${last[1]} ${line.trim()}`;
    else if (name !== undefined) pairs.push([name, value.trimEnd()]);
  }
  return headersOf(pairs);
}

/** Whether a line may be among header fields. */
export function isHeaderLine(line: string): boolean {
  return HEADER_LINE.test(line);
}

/**
 * The target as a URL, where `Host` says at which service.
 * @param scheme where it is known; else secure but for this machine and odd ports
 */
export function urlOf(target: string, headers: Headers, scheme?: string): string {
  const host = headerValue(headers, 'host');
  if (!target.startsWith('/') || host === undefined || host === '') return target;
  const isPlain = /^(?:localhost|127\.|\[::1\])/i.test(host) || /:(?!443$)\d+$/.test(host);
  return `${scheme ?? (isPlain ? 'http' : 'https')}://${host}${target}`;
}

/**
 * A body from its lines: what `Content-Length` names if it is there, else all but the line feeds at its end.
 * Chunks (RFC 9112 §7.1) and content codings are undone.
 */
export function bodyFrom(lines: LineBuffer, headers: Headers): Body {
  const raw = lines.bytes();
  const length = declaredLength(headers);
  if (length !== undefined && raw.length >= length && isBlank(raw.subarray(length)))
    return wireBody(raw.subarray(0, length), headers);
  const whole = isBlank(raw) ? new Uint8Array(0) : trimEnd(raw);
  const isChunked = /\bchunked$/i.test(headerValue(headers, 'transfer-encoding') ?? '');
  const chunked = isChunked ? unchunk(raw) : undefined;
  if (chunked === 'cut') return { state: 'unknown', reason: 'body-cut' };
  const body = wireBody(chunked ?? whole, headers);
  return length !== undefined && length > whole.length && isCutJson(body, headers)
    ? { state: 'unknown', reason: 'body-cut' }
    : body;
}

/** What `Content-Length` names (RFC 9110 §8.6), in bytes. */
export function declaredLength(headers: Headers): number | undefined {
  const declared = headerValue(headers, 'content-length');
  return declared !== undefined && /^\d{1,15}$/.test(declared) ? Number(declared) : undefined;
}

/** A body of which only the headers tell. */
export function unseenBody(headers: Headers): Body {
  const isThere = Number(headerValue(headers, 'content-length') ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
  return isThere ? { state: 'unknown', reason: 'body-omitted' } : NO_BODY;
}

function trimEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === LINE_FEED || bytes[end - 1] === 0x0d)) end -= 1;
  return bytes.subarray(0, end);
}

/** Documentation writes any number as `Content-Length`, so only JSON that ends too early is taken for cut. */
function isCutJson(body: Body, headers: Headers): boolean {
  if (body.state !== 'present' || !/[/+]json\b/i.test(headerValue(headers, 'content-type') ?? '')) return false;
  try {
    JSON.parse(typeof body.content === 'string' ? body.content : new TextDecoder().decode(body.content));
    return false;
  } catch {
    return true;
  }
}

/**
 * The chunks put together; `cut` where the last is missing, undefined where they are not chunks, because the recorder
 * has put them together already.
 */
function unchunk(bytes: Uint8Array): Uint8Array | 'cut' | undefined {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(LINE_FEED, at);
    const line = Buffer.from(bytes.subarray(at, end < 0 ? undefined : end)).toString('latin1');
    const [, digits] = /^([0-9a-f]{1,8})(?:;.*)?\r?$/i.exec(line) ?? [];
    if (end < 0 || digits === undefined) break;
    const length = Number.parseInt(digits, 16);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(end + 1, end + 1 + length));
    at = end + 1 + length;
    while (bytes[at] === 0x0d || bytes[at] === LINE_FEED) at += 1;
  }
  return chunks.length === 0 ? undefined : 'cut';
}
