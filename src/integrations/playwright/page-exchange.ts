import type { Request, Response } from '@playwright/test';
import { exchangeOf } from '../../core/index.js';
import { type Body, headersOf, type InconclusiveReason, type LiveExchange } from '../../model/index.js';

/**
 * The exchange of a request of a page, as far as the browser still knows it. Never rejects.
 * @param how it ended; `open`: not before its context was closed
 * @param hasCookies whether the document asks for credentials in cookies
 */
export async function pageExchange(
  request: Request,
  how: 'finished' | 'failed' | 'open',
  hasCookies: boolean,
): Promise<LiveExchange> {
  const response = how === 'open' ? null : await request.response().catch(() => null);
  if (!response) return { ...known(request, 0, []), caveats: ['aborted'] };
  const caveats: InconclusiveReason[] = how === 'failed' ? ['aborted'] : [];
  try {
    const { request: asked, response: answered } = await exchangeOf(response);
    // The browser adds cookies on the way to a server only: nobody knows those of a request that a route answered.
    if (hasCookies && asked.headers.cookie === undefined && (await isWithoutServer(response)))
      caveats.push('credentials-stripped');
    return { request: asked, response: answered, caveats, ...startOf(request) };
  } catch {
    return {
      ...known(request, response.status(), Object.entries(response.headers())),
      caveats: [...caveats, 'headers-omitted'],
    };
  }
}

/** What the client knows without asking the browser, which is gone, or has forgotten it. */
function known(request: Request, status: number, headers: readonly [string, string][]): LiveExchange {
  return {
    request: { method: request.method(), url: urlOf(request), headers: request.headers(), body: NOT_KEPT },
    response: { status, headers: headersOf(headers), body: NOT_KEPT },
    ...startOf(request),
  };
}

const NOT_KEPT: Body = { state: 'unknown', reason: 'body-omitted' };

/** The URL as it was sent. */
export function urlOf(request: Request): string {
  return request.url().replace(/#.*$/s, '');
}

async function isWithoutServer(response: Response): Promise<boolean> {
  return response.fromServiceWorker() || (await response.serverAddr().catch(() => null)) === null;
}

function startOf(request: Request): Pick<LiveExchange, 'startedAt'> {
  const { startTime } = request.timing();
  return startTime > 0 ? { startedAt: new Date(startTime) } : {};
}
