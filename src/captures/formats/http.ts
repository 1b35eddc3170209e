import type { CaptureItem, RequestMessage, ResponseMessage } from '../../model/index.js';
import { isCurlCommand, readCurlCommand } from '../curl-command.js';
import type { CaptureFormat } from '../format.js';
import {
  bodyFrom,
  declaredLength,
  headersFrom,
  isHeaderLine,
  MAX_BODY,
  MAX_HEAD,
  REQUEST_LINE,
  STATUS_LINE,
  urlOf,
} from '../http-message.js';
import { LineBuffer } from '../line-buffer.js';
import { readLines } from '../lines.js';

/**
 * HTTP messages as text (RFC 9112), each request before its response: as documentation shows them, as `.http` files
 * keep them, and as `curl -i` prints them below its command. `###` and ``` separate messages; `#` and `//` begin
 * comments there. Of what went over a connection, a message may begin right after the body before it.
 */
export const http: CaptureFormat = {
  name: 'HTTP messages',
  detects(head) {
    if (/^[*<>] /.test(head) || /^> [A-Z]+ \S+ HTTP\//m.test(head)) return false;
    const first = head.split(/\r?\n/).find((line) => !isAside(line) && !/^@\S+\s*=/.test(line)) ?? '';
    return REQUEST_LINE.test(first) || STATUS_LINE.test(first) || isCurlCommand(first);
  },
  read,
};

/** Longer lines do not start a message. */
const MAX_START = 16_384;

/** A request whose response has not come yet. */
interface Asked {
  readonly request: RequestMessage;
  /** 1-based. */
  readonly line: number;
}

/** The message being read. */
interface Draft {
  readonly kind: 'request' | 'response';
  readonly start: string;
  readonly line: number;
  readonly head: string[];
  headLength: number;
  readonly body: LineBuffer;
  isInBody: boolean;
  /** What `Content-Length` names, once the head is whole. */
  length: number | undefined;
  /** Of a command: the quote that is not closed yet, or the back-slash at its end. */
  open: string;
}

async function* read(source: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CaptureItem> {
  const pairs = new Pairs(source);
  for await (const { bytes, number } of readLines(chunks)) {
    yield* pairs.add(textOf(bytes), bytes, number);
  }
  yield* pairs.end();
}

const decoder = new TextDecoder();

function textOf(line: Uint8Array): string {
  return decoder.decode(line.subarray(0, MAX_HEAD)).replace(/\r$/, '');
}

/**
 * Where in a line of a body the next message begins, as in what went over a connection (RFC 9112 §6.3): right after the
 * bytes that `Content-Length` names. Elsewhere such a line is a part of the body.
 */
function startAfterBody({ length, body }: Draft, line: Uint8Array): number | undefined {
  // A body may end with its line: then one or two characters for the end of the line are not counted.
  if (length === undefined || length === 0 || length > body.size + line.length || length < body.size - 2)
    return undefined;
  const at = Math.max(0, length - body.size);
  const rest = textOf(line.subarray(at, at + MAX_START));
  return REQUEST_LINE.test(rest) || STATUS_LINE.test(rest) ? at : undefined;
}

/** Puts lines together to messages, and messages to exchanges. */
class Pairs {
  readonly #source: string;
  #index = 0;
  #asked: Asked | undefined;
  #draft: Draft | undefined;

  constructor(source: string) {
    this.#source = source;
  }

  /** @param text the line's first `MAX_HEAD` bytes */
  *add(text: string, bytes: Uint8Array, line: number): Generator<CaptureItem> {
    const draft = this.#draft;
    const isSeparator = /^###|^(?:```|~~~)/.test(text);
    const kind = isSeparator || text.length > MAX_START ? undefined : this.#startedBy(text);
    const after = kind || isSeparator || !draft?.isInBody ? undefined : startAfterBody(draft, bytes);
    if (draft && after !== undefined) {
      draft.body.add(bytes.subarray(0, after));
      yield* this.#finish();
      const rest = bytes.subarray(after);
      yield* this.add(textOf(rest), rest, line);
    } else if (isSeparator || kind) {
      yield* this.#finish();
      if (text.startsWith('###') || kind === 'request') yield* this.#unanswered();
      if (kind) this.#draft = draftOf(kind, text, line);
    } else if (draft?.isInBody) draft.body.add(bytes);
    else if (draft) yield* this.#addToHead(draft, text, line);
  }

  *end(): Generator<CaptureItem> {
    if (this.#draft && !this.#draft.isInBody && this.#draft.kind === 'response') {
      yield this.#cut(`inside the response at line ${this.#draft.line}`);
      return;
    }
    yield* this.#finish();
    if (this.#asked) yield this.#cut(`before the response to the request at line ${this.#asked.line}`);
  }

  /** Which message begins with this line, here. */
  #startedBy(text: string): 'request' | 'response' | undefined {
    const draft = this.#draft;
    if (STATUS_LINE.test(text)) {
      // The parts of a batch are responses in a response.
      return draft?.kind === 'response' && !draft.body.isBlank ? undefined : 'response';
    }
    if (!REQUEST_LINE.test(text) && !isCurlCommand(text)) return undefined;
    if (!draft || /^[$%>#] curl/.test(text)) return 'request';
    if (draft.kind === 'request') return draft.body.isBlank && !isHeaderLine(text) ? 'request' : undefined;
    return !draft.isInBody || draft.body.endsBlank ? 'request' : undefined;
  }

  *#addToHead(draft: Draft, text: string, line: number): Generator<CaptureItem> {
    if (isCurlCommand(draft.start)) {
      // A command goes on while its lines end in a back-slash, or inside quotes.
      if (draft.open !== '') addHeadLine(draft, text);
      else if (text !== '') {
        yield* this.#finish();
        yield* this.add(text, Buffer.from(text), line);
      }
    } else if (text.trim() === '') {
      draft.isInBody = true;
      draft.length = declaredLength(headersFrom(draft.head));
    } else addHeadLine(draft, text);
  }

  /** The message before this place is whole. */
  *#finish(): Generator<CaptureItem> {
    const draft = this.#draft;
    this.#draft = undefined;
    if (!draft) return;
    if (draft.body.isTooLong || draft.headLength > MAX_HEAD) {
      yield this.#malformed(
        `the message at line ${draft.line} has a head of over ${MAX_HEAD} or a body of over ${MAX_BODY} bytes`,
      );
      this.#asked = undefined;
    } else if (draft.kind === 'request') {
      const request = readRequest(draft);
      if (request) this.#asked = { request, line: draft.line };
      else yield this.#malformed(`the command at line ${draft.line} names no URL`);
    } else yield* this.#answer(draft);
  }

  *#answer(draft: Draft): Generator<CaptureItem> {
    const response = readResponse(draft);
    const asked = this.#asked;
    // An interim response (RFC 9110 §15.2) comes before the one that counts.
    if (response.status < 200 && response.status !== 101) return;
    this.#asked = undefined;
    if (!asked) {
      yield this.#malformed(
        `the response at line ${draft.line} has no request before it; with curl, record both: curl -iv`,
      );
      return;
    }
    yield { source: this.#source, index: this.#index, request: asked.request, response };
    this.#index += 1;
  }

  *#unanswered(): Generator<CaptureItem> {
    if (this.#asked) yield this.#malformed(`the request at line ${this.#asked.line} has no response`);
    this.#asked = undefined;
  }

  #malformed(detail: string): CaptureItem {
    this.#index += 1;
    return { source: this.#source, index: this.#index - 1, unread: 'malformed', detail };
  }

  #cut(where: string): CaptureItem {
    return { source: this.#source, index: this.#index, unread: 'cut', detail: `the capture ends ${where}` };
  }
}

function readRequest({ start, head, body }: Draft): RequestMessage | undefined {
  if (isCurlCommand(start)) return readCurlCommand([start, ...head].join('\n'));
  const [, method = '', target = ''] = REQUEST_LINE.exec(start) ?? [];
  // In `.http` files a long query goes on in the next lines.
  const query = head.filter((line) => /^\s+[?&/]/.test(line)).map((line) => line.trim().replace(/ HTTP\/[\d.]+$/, ''));
  const headers = headersFrom(head.filter((line) => !/^\s+[?&/]/.test(line)));
  return { method, url: urlOf(`${target}${query.join('')}`, headers), headers, body: bodyFrom(body, headers) };
}

function readResponse({ start, head, body }: Draft): ResponseMessage {
  const headers = headersFrom(head);
  return { status: Number(STATUS_LINE.exec(start)?.[1]), headers, body: bodyFrom(body, headers) };
}

function draftOf(kind: Draft['kind'], start: string, line: number): Draft {
  const body = new LineBuffer(MAX_BODY);
  return {
    kind,
    start,
    line,
    head: [],
    headLength: 0,
    body,
    isInBody: false,
    length: undefined,
    open: openAfter(start, ''),
  };
}

function addHeadLine(draft: Draft, text: string): void {
  draft.headLength += text.length + 1;
  draft.open = openAfter(text, draft.open);
  if (draft.headLength > MAX_HEAD) draft.head.length = 0;
  else draft.head.push(text);
}

/** A line between messages. */
function isAside(line: string): boolean {
  return /^\s*$|^#(?! curl)|^\/\/|^(?:```|~~~)|^<!--/.test(line);
}

/** The part of a shell command that is open after a line: a quote, a backslash at its end, or nothing. */
function openAfter(line: string, before: string): string {
  let quote = before === '\\' ? '' : before;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (character === '\\' && quote !== "'") {
      if (at === line.length - 1) return quote === '' ? character : quote;
      at += 1;
    } else if (character === quote) quote = '';
    else if (quote === '' && /['"]/.test(character)) quote = character;
  }
  return quote;
}
