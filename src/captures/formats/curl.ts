import type { CaptureItem, RequestMessage, ResponseMessage } from '../../model/index.js';
import type { CaptureFormat } from '../format.js';
import { bodyFrom, headersFrom, MAX_BODY, MAX_HEAD, STATUS_LINE, unseenBody, urlOf } from '../http-message.js';
import { LineBuffer } from '../line-buffer.js';
import { readLines } from '../lines.js';

/**
 * The output of `curl -v`: `>` before what it sends, `<` before what it receives, `*` before remarks, and bodies of
 * responses as they are where standard error and output go to one file. It shows no bodies of requests.
 */
export const curl: CaptureFormat = {
  name: 'curl -v',
  detects: (head) => /^(?:\* |[<>] \S|% Total)/.test(head) || /^> [A-Z]+ \S+ HTTP\//m.test(head),
  read,
};

/** Longer lines are not remarks. */
const MAX_REMARK = 16_384;

/** Remarks that follow a body on its last line, which ends in no line feed. */
const REMARK_AFTER_BODY =
  /\* (?:Connection #\d+ to host .* left intact|[Cc]losing connection.*|shutting down connection.*)$/;

interface Draft {
  /** Of the request line, 1-based. */
  readonly line: number;
  readonly method: string;
  readonly target: string;
  readonly scheme: string;
  readonly sent: string[];
  status: number | undefined;
  received: string[];
  /** Whether the empty line after the response's headers was there. */
  isInBody: boolean;
  /** Of the headers of both, in characters. */
  headLength: number;
  readonly body: LineBuffer;
  /** Whether the lines are those of the head again, which `-i` prints into the body. */
  isEcho: boolean;
  /** Whether the body went elsewhere: `{ [8 bytes data]`. */
  isElsewhere: boolean;
}

async function* read(source: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CaptureItem> {
  const decoder = new TextDecoder();
  let index = 0;
  let scheme = 'http';
  let draft: Draft | undefined;
  for await (const { bytes, number } of readLines(chunks)) {
    const text = bytes.length > MAX_REMARK ? '' : decoder.decode(bytes).replace(/\r$/, '');
    const [, method, target] = /^> ([A-Z]+) (\S+) HTTP\/[\d.]+$/.exec(text) ?? [];
    if (method !== undefined && target !== undefined) {
      if (draft) {
        yield itemOf(draft, source, index);
        index += 1;
      }
      draft = startOf(number, method, target, scheme);
    } else if (draft) addLine(draft, text, bytes);
    // Before the first request line, and again where a redirect leads to another service.
    if (/^\* .*\b(?:SSL connection using|ALPN|TLS)\b/.test(text)) scheme = 'https';
    else if (/^\* +(?:Trying|Closing connection|closing connection)/.test(text)) scheme = 'http';
  }
  if (draft)
    yield draft.isInBody || draft.status === undefined ? lastItem(draft, source, index) : cut(draft, source, index);
}

function startOf(line: number, method: string, target: string, scheme: string): Draft {
  return {
    line,
    method,
    target,
    scheme,
    sent: [],
    status: undefined,
    received: [],
    isInBody: false,
    headLength: 0,
    body: new LineBuffer(MAX_BODY),
    isEcho: false,
    isElsewhere: false,
  };
}

function addLine(draft: Draft, text: string, bytes: Uint8Array): void {
  const [, mark, rest = ''] = /^([<>*{}])(?: (.*))?$/.exec(text) ?? [];
  if ((mark === '<' && !draft.isInBody) || (mark === '>' && draft.status === undefined))
    draft.headLength += rest.length + 1;
  if (draft.headLength > MAX_HEAD) return;
  if (!draft.isInBody && draft.status !== undefined && STATUS_LINE.test(text.trimEnd())) draft.isEcho = true;
  if (mark === '>' && draft.status === undefined) draft.sent.push(rest);
  else if (mark === '<' && !draft.isInBody) addReceived(draft, rest);
  else if (mark === '<' && isInterim(draft)) {
    draft.isInBody = false;
    addReceived(draft, rest);
  } else if (mark === '{' && /^\[\d+ bytes data\]$/.test(rest)) draft.isElsewhere = true;
  else if (draft.isInBody && mark !== '*' && !isProgress(mark, rest, text)) addBody(draft, text, bytes);
}

function addReceived(draft: Draft, line: string): void {
  const [, status] = /^HTTP\/[\d.]+ (\d{3})\b/.exec(line) ?? [];
  if (status !== undefined) {
    draft.status = Number(status);
    draft.received = [];
  } else if (line.trim() === '') draft.isInBody = true;
  else draft.received.push(line);
}

/** Interim responses (RFC 9110 §15.2) come before the one that counts. */
function isInterim({ status }: Draft): boolean {
  return status !== undefined && status < 200 && status !== 101;
}

function isProgress(mark: string | undefined, rest: string, text: string): boolean {
  return (mark === '}' && /^\[\d+ bytes data\]$/.test(rest)) || /^\s*(?:% Total|Dload|\d+ +\d+ .*--:--:--)/.test(text);
}

function addBody(draft: Draft, text: string, bytes: Uint8Array): void {
  if (draft.body.isBlank && STATUS_LINE.test(text.trimEnd())) draft.isEcho = true;
  if (draft.isEcho) {
    draft.isEcho = text.trim() !== '';
    return;
  }
  const [remark = ''] = REMARK_AFTER_BODY.exec(text) ?? [];
  const line = remark === '' ? bytes : bytes.subarray(0, bytes.length - Buffer.byteLength(remark));
  draft.body.add(line);
}

function itemOf(draft: Draft, source: string, index: number): CaptureItem {
  const { line, status } = draft;
  if (draft.body.isTooLong || draft.headLength > MAX_HEAD) {
    const detail = `the exchange at line ${line} has headers of over ${MAX_HEAD} or a body of over ${MAX_BODY} bytes`;
    return malformed(source, index, detail);
  }
  if (status === undefined) return malformed(source, index, `the request at line ${line} has no response`);
  return { source, index, request: requestOf(draft), response: responseOf(draft, status) };
}

function requestOf({ method, target, scheme, sent }: Draft): RequestMessage {
  const headers = headersFrom(sent);
  return { method, url: urlOf(target, headers, scheme), headers, body: unseenBody(headers) };
}

function responseOf({ received, body, isElsewhere, method }: Draft, status: number): ResponseMessage {
  const headers = headersFrom(received);
  const seen = bodyFrom(body, headers);
  const isUnseen = seen.state === 'absent' && method !== 'HEAD' && status !== 204 && status !== 304;
  return {
    status,
    headers,
    body: isUnseen ? (isElsewhere ? { state: 'unknown', reason: 'body-omitted' } : unseenBody(headers)) : seen,
  };
}

function malformed(source: string, index: number, detail: string): CaptureItem {
  return { source, index, unread: 'malformed', detail };
}

/** The last one may have been cut before anything was answered. */
function lastItem(draft: Draft, source: string, index: number): CaptureItem {
  return draft.status === undefined ? cut(draft, source, index) : itemOf(draft, source, index);
}

function cut({ line }: Draft, source: string, index: number): CaptureItem {
  return { source, index, unread: 'cut', detail: `the capture ends inside the exchange at line ${line}` };
}
