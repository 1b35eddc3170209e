import { redactField } from './headers.js';
import type { Redactor } from './redactor.js';
import { redactText, redactUrl } from './text.js';

/** Redacts a content by its media type. */
export type RedactPart = (content: string, contentType: string) => string;

/**
 * Lines of header fields with their secrets replaced, each by its name; a line before them, such as `GET /x HTTP/1.1`,
 * by its words. Fields over several lines become one where they change (RFC 9112 §5.2).
 */
export function redactHead(redactor: Redactor, head: string): string {
  return head
    .split(/(\r?\n(?![ \t]))/)
    .map((line, index) => (index % 2 === 1 || line === '' ? line : redactLine(redactor, line)))
    .join('');
}

/** An HTTP message as the content of a body (`application/http`), as batches have it. */
export function redactHttpMessage(redactor: Redactor, text: string, redactPart: RedactPart): string {
  const gap = /\r?\n\r?\n/.exec(text);
  if (!gap) return redactHead(redactor, text);
  const head = text.slice(0, gap.index);
  return (
    redactHead(redactor, head) +
    gap[0] +
    redactPart(text.slice(gap.index + gap[0].length), fieldIn(head, 'content-type'))
  );
}

/** The value of a field in a head, on one line; empty where it has none. @param name in lower case */
export function fieldIn(head: string, name: string): string {
  for (const line of head.split(/\r?\n(?![ \t])/)) {
    const [, written = '', value = ''] = /^([^\s:]{1,100})[ \t]*:([\s\S]*)$/.exec(line) ?? [];
    if (written.toLowerCase() === name) return unfolded(value).trim();
  }
  return '';
}

function redactLine(redactor: Redactor, line: string): string {
  const [, name = '', between = '', value] = /^([^\s:/?]{1,100})([ \t]*:\s*)([\s\S]*)$/.exec(line) ?? [];
  if (value !== undefined) {
    const whole = unfolded(value);
    const clean = redactField(redactor, name, whole);
    return clean === whole ? line : `${name}${between}${clean}`;
  }
  return line
    .split(/(\s+)/)
    .map((word) => (word.includes('/') ? redactUrl(redactor, word) : redactText(redactor, word)))
    .join('');
}

function unfolded(value: string): string {
  return value.replace(/\r?\n[ \t]+/g, ' ');
}
