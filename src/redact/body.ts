import { latin1Bytes, latin1Text } from '../model/bytes.js';
import type { Body } from '../model/exchange.js';
import { looksLikeEventStream, redactEventStream } from './event-stream.js';
import { redactHttpMessage } from './http-message.js';
import { isJson } from './json-text.js';
import { redactMultipart } from './multipart.js';
import type { Redactor } from './redactor.js';
import { redactForm, redactJsonText, redactTable, redactText } from './text.js';

/** A body with its secrets replaced. @param contentType as it was sent, with its parameters */
export function redactBody(redactor: Redactor, body: Body, contentType = ''): Body {
  if (body.state !== 'present') return body;
  const { content } = body;
  if (typeof content === 'string') {
    const clean = redactContent(redactor, content, contentType);
    return clean === content ? body : { state: 'present', content: clean };
  }
  const { text, write } = decode(content, contentType);
  const clean = redactContent(redactor, text, contentType);
  if (clean === text) return body;
  return write ? { state: 'present', content: write(clean) } : { state: 'unknown', reason: 'body-omitted' };
}

/** The content of a body as text, with its secrets replaced. */
export function redactContent(redactor: Redactor, text: string, contentType = ''): string {
  return redactNested(redactor, text, contentType, 0);
}

/** Parts within parts, more than this, are searched as text. */
const MAX_NESTING = 8;

function redactNested(redactor: Redactor, text: string, contentType: string, nesting: number): string {
  const redactPart = (part: string, type: string): string => redactNested(redactor, part, type, nesting + 1);
  if (/^\s*multipart\//i.test(contentType) && nesting < MAX_NESTING)
    return redactMultipart(redactor, text, contentType, redactPart);
  if (/^\s*(?:application\/http|message\/http)/i.test(contentType))
    return redactHttpMessage(redactor, text, redactPart);
  if (isJson(text)) return redactJsonText(redactor, text);
  if (/^\s*application\/x-www-form-urlencoded/i.test(contentType)) return redactForm(redactor, text);
  if (looksLikeEventStream(text, contentType)) return redactEventStream(redactor, text, redactPart);
  if (/^\s*(?:text|application)\/(?:x-)?(?:csv|tab-separated-values|comma-separated-values)/i.test(contentType))
    return redactTable(redactor, text);
  // Lines of JSON, each for itself: behind a broken one the others are still understood.
  if (/^\s*[{[]/.test(text) && text.includes('\n')) {
    const lines = text.split('\n').map((line) => (isJson(line) ? redactJsonText(redactor, line) : line));
    return redactText(redactor, lines.join('\n'));
  }
  return redactText(redactor, text);
}

interface DecodedText {
  readonly text: string;
  /** Makes bytes of it again; absent where that cannot be done. */
  readonly write?: (text: string) => Uint8Array;
}

const encoder = new TextEncoder();

/** Bytes as text in which secrets can be found: as the charset says, as UTF-8, or byte by byte. */
function decode(bytes: Uint8Array, contentType: string): DecodedText {
  const charset = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType)?.[1] ?? charsetOf(bytes);
  if (charset !== undefined && /^utf-?16/i.test(charset))
    return { text: decodedText(bytes, charset) ?? latin1Text(bytes) };
  const utf8 = decodedText(bytes, 'utf-8');
  return utf8 === undefined
    ? { text: latin1Text(bytes), write: latin1Bytes }
    : { text: utf8, write: (text) => encoder.encode(text) };
}

function charsetOf([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function decodedText(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
