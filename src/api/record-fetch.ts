import { BodyCollector } from '../http/index.js';
import {
  type Body,
  type Headers as Fields,
  headersOf,
  type LiveExchange,
  type RequestMessage,
} from '../model/index.js';
import { bodyOf } from '../proxy/index.js';

/** Registers an exchange that is under way. @param watch gets the function to call with it; returns what cuts it */
type Watched = (watch: (done: (exchange: LiveExchange) => void) => () => void) => void;

/**
 * A `fetch` that gives what it fetches to its caller as it comes, but its end only when the exchange is recorded. A
 * request that fails is not an exchange. A body that the caller does not read to its end is read all the same; one that
 * the caller cancels is recorded as cut.
 */
export function recordingFetch(
  fetch: typeof globalThis.fetch,
  { maxBody, now }: { readonly maxBody: number; readonly now: () => Date },
  watched: Watched,
): typeof globalThis.fetch {
  return async (input, init) => {
    const startedAt = now();
    const request = new Request(input, init);
    const gone = new AbortController();
    // fetch decodes what it receives, and sends what its caller has encoded.
    const sent = readBody(request.clone(), request.headers.get('content-encoding'), maxBody, gone.signal);
    const response = await fetch(request);
    const { method, url } = request;
    const { status } = response;
    const asked: Omit<RequestMessage, 'body'> = { method, url, headers: fieldsOf(request.headers) };
    const headers = fieldsOf(response.headers);
    const answered = readBody(response.clone(), null, maxBody, gone.signal);
    const recorded = new Promise<void>((resolve) => {
      watched((done) => {
        let isDone = false;
        const tell = (sentBody: Body, body: Body, isCut: boolean): void => {
          if (isDone) return;
          isDone = true;
          const cut = isCut ? ({ caveats: ['aborted'] } as const) : {};
          const exchange = { request: { ...asked, body: sentBody }, response: { status, headers, body }, startedAt };
          // The fetch does not fail when recording does: its caller has its answer.
          try {
            done({ ...exchange, ...cut });
          } finally {
            resolve();
          }
        };
        answered.then(async (body) => tell(await inTime(sent), body, isAborted(body))).catch(() => resolve());
        return () => tell(ABORTED, ABORTED, true);
      });
    });
    return heldBack(response, recorded, () => gone.abort());
  };
}

/** How long the rest of a request may take to be read when its answer has ended, in milliseconds. */
const REST = 150;

/** A request's body, as far as it can be read when its answer has ended. */
export function inTime(sent: Promise<Body>): Promise<Body> {
  const late = new Promise<Body>((resolve) => {
    setTimeout(resolve, REST, ABORTED).unref();
  });
  return Promise.race([sent, late]);
}

const ABORTED: Body = { state: 'unknown', reason: 'aborted' };

function isAborted(body: Body): boolean {
  return body.state === 'unknown' && body.reason === 'aborted';
}

/** A response whose body ends when the exchange is recorded. @param onCancel is called where its reader gives up */
async function heldBack(response: Response, recorded: Promise<void>, onCancel: () => void): Promise<Response> {
  const { body, status, statusText, headers } = response;
  // The status of no constructed response may be above 599.
  if (!body || status > 599) {
    await recorded;
    return response;
  }
  const reader = body.getReader();
  const held = new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      const { done, value } = await reader.read();
      if (!done) {
        controller.enqueue(value);
        return;
      }
      await recorded;
      controller.close();
      controller.byobRequest?.respond(0);
    },
    async cancel(reason) {
      onCancel();
      await reader.cancel(reason);
    },
  });
  return withFacts(new Response(held, { status, statusText, headers }), response);
}

/** Gives a response what only `fetch` can give one. */
function withFacts(copy: Response, { url, redirected, type }: Response): Response {
  return Object.defineProperties(copy, {
    url: { value: url },
    redirected: { value: redirected },
    type: { value: type },
    clone: { value: () => withFacts(Response.prototype.clone.call(copy), copy) },
  });
}

/** The header fields of a message of `fetch`. */
export function fieldsOf(headers: Headers): Fields {
  const cookies = headers.getSetCookie().map((value): [string, string] => ['set-cookie', value]);
  return headersOf([...[...headers].filter(([name]) => name !== 'set-cookie'), ...cookies]);
}

/**
 * Reads the body of a message of `fetch`, content codings undone. Nothing is known of one that is too large or breaks
 * off.
 * @param gone ends the reading
 */
export async function readBody(
  { body }: Request | Response,
  coding: string | null,
  maxBody: number,
  gone: AbortSignal,
): Promise<Body> {
  if (!body) return { state: 'absent' };
  const reader = body.getReader();
  const stop = (): void => void reader.cancel().catch(() => undefined);
  gone.addEventListener('abort', stop, { once: true });
  const collector = new BodyCollector(maxBody);
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (collector.add(next.value)) continue;
      // Not awaited: where a body is read twice, cancelling waits for its other reader.
      stop();
      return { state: 'unknown', reason: 'body-omitted' };
    }
  } catch {
    return ABORTED;
  }
  return gone.aborted ? ABORTED : bodyOf(collector, coding ?? undefined, maxBody);
}
