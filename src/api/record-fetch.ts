import { BodyCollector } from '../http/index.js';
import { type Body, type Headers as Fields, headersOf, type LiveExchange } from '../model/index.js';
import { bodyOf } from '../proxy/index.js';

/**
 * A `fetch` that gives what it fetches to its caller as it comes, and to `done` when it has ended. A request that fails
 * is not an exchange.
 */
export function recordingFetch(
  fetch: typeof globalThis.fetch,
  { maxBody, now }: { readonly maxBody: number; readonly now: () => Date },
  done: (fetched: LiveExchange) => void,
): typeof globalThis.fetch {
  return async (input, init) => {
    const startedAt = now();
    const request = new Request(input, init);
    // fetch decodes what it receives, and sends what its caller has encoded.
    const sent = readBody(request.clone(), request.headers.get('content-encoding'), maxBody);
    const response = await fetch(request);
    const { method, url } = request;
    const { status } = response;
    Promise.all([sent, readBody(response.clone(), null, maxBody)])
      .then(([asked, answered]) =>
        done({
          request: {
            method,
            url,
            headers: fieldsOf(request.headers),
            body: asked,
          },
          response: { status, headers: fieldsOf(response.headers), body: answered },
          startedAt,
        }),
      )
      // The fetch does not fail when recording does: its caller has its answer.
      .catch(() => undefined);
    return response;
  };
}

function fieldsOf(headers: Headers): Fields {
  const cookies = headers.getSetCookie().map((value): [string, string] => ['set-cookie', value]);
  return headersOf([...[...headers].filter(([name]) => name !== 'set-cookie'), ...cookies]);
}

async function readBody({ body }: Request | Response, coding: string | null, maxBody: number): Promise<Body> {
  if (!body) return { state: 'absent' };
  const reader = body.getReader();
  const collector = new BodyCollector(maxBody);
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (collector.add(next.value)) continue;
      await reader.cancel();
      return { state: 'unknown', reason: 'body-omitted' };
    }
  } catch {
    return { state: 'unknown', reason: 'aborted' };
  }
  return bodyOf(collector, coding ?? undefined, maxBody);
}
