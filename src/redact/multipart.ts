import { decodeBase64 } from './base64.js';
import { fieldIn, type RedactPart, redactHead } from './http-message.js';
import { decodedBy, QUOTED_PRINTABLE } from './layers.js';
import { partNames } from './part-name.js';
import type { Redactor } from './redactor.js';

/**
 * A multipart body with the secrets of its parts replaced; its framing stays as it was. A delimiter is a whole line
 * (RFC 2046 §5.1.1): two hyphens, the boundary, blanks. The same characters within a line are content.
 * @param redactPart redacts the content of a part by its media type
 */
export function redactMultipart(redactor: Redactor, text: string, contentType: string, redactPart: RedactPart): string {
  const boundary = boundaryOf(contentType) ?? /^\s*--([^\r\n]{1,70}?)[ \t]*\r?\n/.exec(text)?.[1];
  const delimiters = boundary === undefined ? [] : [...text.matchAll(delimiterOf(boundary))];
  if (delimiters.length === 0) return redactPart(text, '');
  let clean = '';
  let at = 0;
  for (const [index, { 0: line, index: start }] of delimiters.entries()) {
    const part = text.slice(at, start);
    // Before the first delimiter there is text for readers who know no multipart.
    clean += index === 0 ? redactPart(part, '') : redactOne(redactor, part, redactPart);
    clean += line;
    at = start + line.length;
  }
  const rest = text.slice(at);
  // Behind the last one too; of a body that is cut, there is the rest of a part.
  const isClosed = delimiters.at(-1)?.[1] !== undefined;
  return clean + (isClosed ? redactPart(rest, '') : redactOne(redactor, rest, redactPart));
}

function boundaryOf(contentType: string): string | undefined {
  const [, quoted, plain] = /;\s*boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType) ?? [];
  return quoted ?? plain;
}

/** With the line break before it, which belongs to it, and without the one behind it. */
function delimiterOf(boundary: string): RegExp {
  const written = boundary.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return new RegExp(`(?:^|\\r?\\n)--${written}(--)?[ \\t]*(?=\\r?\\n|$)`, 'g');
}

/** From behind a delimiter to the next one: the end of its line, a head, an empty line, content. */
function redactOne(redactor: Redactor, part: string, redactPart: RedactPart): string {
  const gap = /\r?\n\r?\n/.exec(part);
  if (!gap) return redactHead(redactor, part);
  const head = part.slice(0, gap.index);
  const content = part.slice(gap.index + gap[0].length);
  return redactHead(redactor, head) + gap[0] + redactPartContent(redactor, head, content, redactPart);
}

function redactPartContent(redactor: Redactor, head: string, content: string, redactPart: RedactPart): string {
  for (const name of partNames(fieldIn(head, 'content-disposition'))) {
    const kind = redactor.kindOf(name, undefined, content);
    if (kind !== undefined) return redactor.replace(content, kind);
  }
  const type = fieldIn(head, 'content-type');
  const coding = fieldIn(head, 'content-transfer-encoding').toLowerCase();
  const decoded =
    coding === 'base64'
      ? decodeBase64(content)
      : coding === 'quoted-printable'
        ? decodedBy(content, QUOTED_PRINTABLE)?.text
        : undefined;
  // What is decoded to be searched is replaced whole: it could not be written back as it was.
  if (decoded !== undefined && redactPart(decoded, type) !== decoded) return redactor.replace(content, 'secret');
  return redactPart(content, type);
}
