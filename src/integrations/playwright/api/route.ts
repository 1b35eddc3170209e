import type { BrowserContext, Route } from '@playwright/test';
import type { FetchHandler } from '../../../core/index.js';
import { headersOf, type LiveExchange } from '../../../model/index.js';

/**
 * Answers the requests of a context below a URL by a mock, without a server. Answers come whole: a stream is sent at
 * its end. WebSockets, and what a service worker answers, do not come here.
 */
export async function routeToMock(
  context: BrowserContext,
  url: string,
  mock: FetchHandler,
  hear: (exchange: LiveExchange) => void,
): Promise<void> {
  const isBelow = ({ href }: URL): boolean => href.startsWith(url) && /^(?:[/?#]|$)/.test(href.slice(url.length));
  await context.route(isBelow, async (route) => {
    try {
      await answer(route, url, mock, hear);
    } catch {
      // The page went away meanwhile, or the mock reset the connection.
      await route.abort('connectionreset').catch(() => undefined);
    }
  });
}

async function answer(
  route: Route,
  base: string,
  mock: FetchHandler,
  hear: (exchange: LiveExchange) => void,
): Promise<void> {
  const asked = route.request();
  const method = asked.method();
  const url = asked.url().replace(/#.*$/s, '');
  const headers = await headersWithCookies(route);
  const sent = method === 'GET' || method === 'HEAD' ? null : asked.postDataBuffer();
  // The mock sees the paths of the document, whatever the base path here.
  const target = new URL(url.slice(base.length).replace(/^(?!\/)/, '/'), `${new URL(base).origin}/`);
  const request = new Request(target, { method, headers, ...(sent ? { body: new Uint8Array(sent) } : {}) });
  const exchangeOf = (response: LiveExchange['response']): LiveExchange => ({
    request: {
      method,
      url,
      headers: headersOf(Object.entries(headers)),
      body: sent && sent.length > 0 ? { state: 'present', content: sent } : { state: 'absent' },
    },
    response,
  });
  try {
    const response = await mock(request);
    const body = Buffer.from(await response.arrayBuffer());
    const cookies = response.headers.getSetCookie();
    const fields = [...response.headers].filter(([name]) => name !== 'set-cookie' && name !== 'content-length');
    hear(
      exchangeOf({
        status: response.status,
        headers: headersOf([...fields, ...cookies.map((cookie): [string, string] => ['set-cookie', cookie])]),
        body: body.length > 0 ? { state: 'present', content: body } : { state: 'absent' },
      }),
    );
    const all = { ...Object.fromEntries(fields), ...(cookies.length > 0 ? { 'set-cookie': cookies.join('\n') } : {}) };
    await route.fulfill({ status: response.status, headers: all, body });
  } catch (error) {
    hear(exchangeOf({ status: 0, headers: {}, body: { state: 'absent' } }));
    throw error;
  }
}

/** The browser adds cookies after this point: a mock that asks for them must see them. */
async function headersWithCookies(route: Route): Promise<Record<string, string>> {
  const request = route.request();
  const headers = request.headers();
  if (headers.cookie !== undefined || request.serviceWorker()) return headers;
  const cookies = await request.frame().page().context().cookies(request.url());
  if (cookies.length === 0) return headers;
  return { ...headers, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') };
}
