import { type Answer, pauseBefore, type Stream, sendable } from '../mock/index.js';
import { utf8Bytes } from '../model/index.js';

/** A body that trickles comes in this many pieces, one each `SLOW_PAUSE` milliseconds. */
const SLOW_PIECES = 20;
const SLOW_PAUSE = 150;

/**
 * An answer as the platform's response: after its delay, and with a body that comes as the answer says.
 * @throws TypeError for a connection that is reset, and for a status that no Response can have; the reason of the
 * request's signal where that is aborted
 */
export async function respond(answer: Answer, { method, signal }: Request): Promise<Response> {
  const { delivery, status } = answer;
  if (delivery && delivery.delay > 0) await pause(delivery.delay, signal);
  signal.throwIfAborted();
  if (delivery?.fault === 'reset') throw new TypeError('the mock reset the connection instead of answering');
  if (status < 200 || status > 599)
    throw new TypeError(`the answer has the status ${status}, which no Response can have`);
  // No Response of these statuses may have a body (Fetch standard §2.2.3); that of 205 has no bytes (RFC 9110 §15.3.6).
  const isLengthless = status === 204 || status === 304;
  const { body } = answer;
  const content = status === 205 || isLengthless ? undefined : typeof body === 'string' ? utf8Bytes(body) : body;
  const headers = headersOf(answer);
  const isStream = delivery?.stream !== undefined && delivery.fault === undefined;
  if (!isLengthless && !isStream) headers.set('Content-Length', String(content?.length ?? 0));
  return new Response(method === 'HEAD' || !content ? null : bodyOf(content, delivery, signal), { status, headers });
}

function headersOf({ headers: fields }: Answer): Headers {
  try {
    return written(fields);
  } catch {
    return written(sendable(fields));
  }
}

function written(fields: Readonly<Record<string, string | number | string[]>>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(fields))
    for (const each of Array.isArray(value) ? value : [String(value)]) headers.append(name, each);
  return headers;
}

function bodyOf(
  bytes: Uint8Array,
  delivery: Answer['delivery'],
  signal: AbortSignal,
): ReadableStream | Uint8Array<ArrayBuffer> {
  if (delivery?.fault === 'slow') return inPieces(bytes, slowly(bytes.length), signal);
  if (delivery?.stream) return inPieces(bytes, delivery.stream, signal);
  return new Uint8Array(bytes);
}

/** Where the pieces of a body that trickles end, and how long each waits. */
function slowly(length: number): Stream {
  const size = Math.max(1, Math.ceil(length / SLOW_PIECES));
  const ends = Array.from({ length: Math.ceil(length / size) }, (_, index) => Math.min(length, (index + 1) * size));
  return { ends, pace: [SLOW_PAUSE, SLOW_PAUSE] };
}

/** A body in pieces, each after its pause, as fast as its reader reads. */
function inPieces(
  bytes: Uint8Array,
  { ends, first = 0, pace }: Stream,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const cancelled = new AbortController();
  const stop = AbortSignal.any([signal, cancelled.signal]);
  const before = ends[first - 1] ?? 0;
  let index = first;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const wait = pauseBefore(index - first, pace);
        if (wait > 0) await pause(wait, stop);
        stop.throwIfAborted();
        const start = (ends[index - 1] ?? 0) - before;
        if (index < ends.length) controller.enqueue(bytes.slice(start, (ends[index] ?? 0) - before));
        index += 1;
        if (index >= ends.length) controller.close();
      },
      cancel: (reason) => cancelled.abort(reason),
    },
    { highWaterMark: 0 },
  );
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
