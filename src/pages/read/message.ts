import { type JsonNode, type JsonText, readJson } from './json.js';
import { METHOD, OTHER_METHOD } from './methods.js';

/** A header field of an example. */
export interface Field {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** The body of an example. */
export interface MessageBody {
  readonly line: number;
  readonly text: string;
  /** Where it is to be JSON. */
  readonly json?: JsonText;
}

/** An HTTP message as an example writes it. Lines are 1-based. */
export interface Message {
  readonly line: number;
  readonly start:
    | { readonly kind: 'request'; readonly method: string; readonly target: string }
    | { readonly kind: 'response'; readonly status: number; readonly reason: string }
    /** A body alone. */
    | { readonly kind: 'body' };
  readonly fields: readonly Field[];
  readonly body?: MessageBody;
  /** The rules of RFC 9112 that its layout breaks. */
  readonly slips: readonly {
    readonly line: number;
    readonly what: 'no-empty-line' | 'early-empty-line' | 'no-version';
  }[];
}

/** The value of a header field, by its name in any case. */
export function fieldOf(message: Message, name: string): Field | undefined {
  return message.fields.find((field) => field.name.toLowerCase() === name);
}

/** The body's JSON, where it has one that could be read. */
export function jsonOf(message: Message): JsonNode | undefined {
  return message.body?.json?.node;
}

/** `query {` begins a text of GraphQL. */
const REQUEST_LINE = new RegExp(`^(${METHOD})\\s+((?!\\{(?:\\s|$))\\S.*?)(?:\\s+HTTP/\\d(?:\\.\\d)?)?\\s*$`, 'i');
/** A request line whose target can only be a URL or a path. */
const CLEAR_REQUEST_LINE = new RegExp(`^(?:${METHOD})\\s+(?:https?:|[/{~.])`, 'i');
/** One with a method that is also a word, which is clear by its capitals and its target. */
const OTHER_REQUEST_LINE = new RegExp(
  `^(${OTHER_METHOD})\\s+((?:https?:|[/{~.](?!\\s|$))\\S.*?)(?:\\s+HTTP/\\d(?:\\.\\d)?)?\\s*$`,
);
const STATUS_LINE = /^HTTP(\/\d(?:\.\d)?)?\s*[/-]?\s*(\d{3})\b\s*(.*?)\s*$/i;
const FIELD_LINE = /^([!#$%&'*+.^_`|~\w-]+)\s*:\s*(.*?)\s*$/;

/**
 * Reads the HTTP messages of an example: mostly one, sometimes a request with its response.
 * They follow RFC 9112 loosely, because pages leave out much of it.
 * @param firstLine the 1-based line on which the text begins
 */
export function readMessages(text: string, firstLine: number): Message[] {
  const lines = text.replace(/\n$/, '').split('\n');
  const starts = lines.flatMap((line, index) => (isStart(line, index, lines) ? [index] : []));
  const first = starts[0];
  const messages = starts.map((start, at) => readMessage(lines.slice(start, starts[at + 1]), firstLine + start));
  if (first !== undefined && lines.slice(0, first).every((line) => line.trim() === '')) return messages;
  const head = lines.slice(0, first);
  if (head.every((line) => line.trim() === '')) return messages;
  return [bodyOnly(head, firstLine), ...messages];
}

/** A start line comes first or after an empty line, because text in bodies may look like one. */
function isStart(line: string, index: number, lines: readonly string[]): boolean {
  const isRequest = REQUEST_LINE.test(line.trim()) || OTHER_REQUEST_LINE.test(line.trim());
  if (!isRequest && !STATUS_LINE.test(line.trim())) return false;
  if (isRequest && !CLEAR_REQUEST_LINE.test(line.trim()) && !OTHER_REQUEST_LINE.test(line.trim()))
    return lines.slice(0, index).every((before) => before.trim() === '');
  return (
    index === 0 ||
    (lines[index - 1] ?? '').trim() === '' ||
    lines.slice(0, index).every((before) => before.trim() === '')
  );
}

function readMessage(lines: readonly string[], firstLine: number): Message {
  const slips: Message['slips'][number][] = [];
  let at = 1;
  const startLine = (lines[0] ?? '').trim();
  const status = STATUS_LINE.exec(startLine);
  const request = REQUEST_LINE.exec(startLine) ?? OTHER_REQUEST_LINE.exec(startLine);
  let target = request?.[2] ?? '';
  while (request && /^\s*[?&]/.test(lines[at] ?? '')) {
    target += (lines[at] ?? '').trim();
    at += 1;
  }
  if (status && !status[1]) slips.push({ line: firstLine, what: 'no-version' });
  const headEnd = at;
  while (at < lines.length && (lines[at] ?? '').trim() === '') at += 1;
  if (at > headEnd && isField(lines[at]) && !isMail(lines.slice(at)))
    slips.push({ line: firstLine + headEnd, what: 'early-empty-line' });
  else at = headEnd;
  const fields: Field[] = [];
  for (; at < lines.length && isField(lines[at]); at += 1) {
    const field = FIELD_LINE.exec((lines[at] ?? '').trim());
    const line = firstLine + at;
    let value = field?.[2] ?? '';
    for (; isFolded(lines[at + 1]); at += 1) value += ` ${(lines[at + 1] ?? '').trim()}`;
    if (field?.[1]) fields.push({ name: field[1], value, line });
  }
  if (at < lines.length && (lines[at] ?? '').trim() !== '') slips.push({ line: firstLine + at, what: 'no-empty-line' });
  const body = bodyOf(lines.slice(at), firstLine + at, fields);
  return {
    line: firstLine,
    start: status
      ? { kind: 'response', status: Number(status[2]), reason: status[3] ?? '' }
      : { kind: 'request', method: (request?.[1] ?? '').toUpperCase(), target },
    fields,
    ...(body ? { body } : {}),
    slips,
  };
}

function bodyOnly(lines: readonly string[], firstLine: number): Message {
  const body = bodyOf(lines, firstLine, []);
  return { line: body?.line ?? firstLine, start: { kind: 'body' }, fields: [], slips: [], ...(body ? { body } : {}) };
}

/** Whether a line goes on with the field before it (RFC 9112 §5.2). */
function isFolded(line: string | undefined): boolean {
  return line !== undefined && /^[ \t]+[^\s{["<]/.test(line) && !isField(line.trim());
}

/** Whether a body is a mail, which has its own header (RFC 5322 §3.6). */
function isMail(lines: readonly string[]): boolean {
  const end = lines.findIndex((line) => line.trim() === '');
  return lines
    .slice(0, end < 0 ? lines.length : end)
    .some((line) => /^(?:mime-version|received|message-id|return-path|subject|from):\s*\S/i.test(line));
}

function isField(line: string | undefined): boolean {
  return line !== undefined && FIELD_LINE.test(line.trim()) && !/^\s*["{[]/.test(line);
}

function bodyOf(lines: readonly string[], firstLine: number, fields: readonly Field[]): MessageBody | undefined {
  const skipped = lines.findIndex((line) => line.trim() !== '');
  if (skipped < 0) return undefined;
  const text = lines.slice(skipped).join('\n').trimEnd();
  const line = firstLine + skipped;
  return { line, text, ...(isJson(text, fields) ? { json: readJson(text, line) } : {}) };
}

/** Whether a text is to be JSON. A placeholder in brackets, or a number as plain text, is not. */
function isJson(text: string, fields: readonly Field[]): boolean {
  const type = fields.find(({ name }) => name.toLowerCase() === 'content-type')?.value.toLowerCase();
  if (/^\s*(?:\{|\[\s*(?:["{[\]\d-]|$))/.test(text))
    return type === undefined || /json|^\s*$/.test(type) || !/^text\//.test(type);
  return type !== undefined && /json/.test(type) && /^\s*(?:"|-?\d+\s*$|true|false|null)/.test(text);
}
