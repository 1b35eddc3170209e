import type { Redactor } from './redactor.js';

/**
 * A multipart body with the secrets of its parts replaced; its framing stays as it was (RFC 2046 §5.1).
 * @param redactPart redacts the content of a part by its media type
 */
export function redactMultipart(
  text: string,
  contentType: string,
  redactPart: (content: string, contentType: string) => string,
  redactor: Redactor,
): string {
  const boundary = boundaryOf(contentType) ?? /^\s*--([^\r\n]{1,70})\r?\n/.exec(text)?.[1];
  if (boundary === undefined) return redactPart(text, '');
  return text
    .split(`--${boundary}`)
    .map((part, index) => (index === 0 ? redactPart(part, '') : redactOne(part, redactPart, redactor)))
    .join(`--${boundary}`);
}

function boundaryOf(contentType: string): string | undefined {
  const [, quoted, plain] = /;\s*boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType) ?? [];
  return quoted ?? plain;
}

/** From behind the boundary: head, an empty line, content, and the line break that belongs to the next boundary. */
function redactOne(
  part: string,
  redactPart: (content: string, contentType: string) => string,
  redactor: Redactor,
): string {
  const gap = /\r?\n\r?\n/.exec(part);
  if (!gap) return redactPart(part, '');
  const start = gap.index + gap[0].length;
  const end = part.endsWith('\r\n') ? part.length - 2 : part.endsWith('\n') ? part.length - 1 : part.length;
  if (end <= start) return part;
  const head = part.slice(0, gap.index);
  const content = part.slice(start, end);
  const [, name = ''] = /;\s*name\s*=\s*"?([^";\r\n]{1,200})/i.exec(head) ?? [];
  const [, type = ''] = /(?:^|\n)content-type:\s*([^\r\n]*)/i.exec(head) ?? [];
  const kind = redactor.kindOf(name);
  const clean = kind === undefined ? redactPart(content, type) : redactor.replace(content, kind);
  return redactPart(head, '') + gap[0] + clean + part.slice(end);
}
