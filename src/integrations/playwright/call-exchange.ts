import type { APIResponse, Request } from '@playwright/test';
import { exchangeOf } from '../../core/index.js';
import type { Body, LiveExchange } from '../../model/index.js';
import type { Fetch } from './tap.js';

type Given = NonNullable<Parameters<Fetch>[1]>;

/**
 * The exchange of a call of `APIRequestContext`, whose responses do not know their requests: it is put together from
 * what the call was given.
 * @param mayHaveMore whether Playwright may add credentials on the way
 */
export async function callExchange(
  response: APIResponse,
  target: string | Request,
  given: Given,
  mayHaveMore: boolean,
): Promise<LiveExchange> {
  const asked = typeof target === 'string' ? undefined : target;
  const method = (given.method ?? asked?.method() ?? 'GET').toUpperCase();
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...asked?.headers(), ...given.headers }))
    headers[name.toLowerCase()] = value;
  const { content, type } = bodyOf(given, asked, headers['content-type']);
  if (type !== undefined) headers['content-type'] ??= type;
  const exchange = await exchangeOf(response, { method, url: response.url(), headers });
  const hasCredentials = headers.authorization !== undefined || headers.cookie !== undefined;
  return {
    request: { ...exchange.request, body: content },
    response: exchange.response,
    caveats: mayHaveMore && !hasCredentials ? ['credentials-stripped'] : [],
  };
}

const NOT_KEPT: Body = { state: 'unknown', reason: 'body-omitted' };

/** The body as Playwright writes it, and the media type that it adds. */
function bodyOf(
  { data, form, multipart }: Given,
  asked: Request | undefined,
  named: string | undefined,
): { content: Body; type?: string } {
  if (multipart !== undefined) return { content: NOT_KEPT, type: 'multipart/form-data' };
  if (form !== undefined) {
    if (form instanceof FormData) return { content: NOT_KEPT };
    const fields = new URLSearchParams(
      Object.entries(form).map(([name, value]): [string, string] => [name, String(value)]),
    );
    return { content: present(fields.toString()), type: 'application/x-www-form-urlencoded' };
  }
  // A text that is no JSON becomes a JSON string where the call says that it sends JSON.
  if (typeof data === 'string' && /^application\/json\b/i.test(named ?? ''))
    return { content: present(isJson(data) ? data : JSON.stringify(data)) };
  if (typeof data === 'string') return { content: present(data), type: 'application/octet-stream' };
  if (data instanceof Uint8Array) return { content: present(data), type: 'application/octet-stream' };
  if (data !== undefined) return { content: present(JSON.stringify(data)), type: 'application/json' };
  const sent = asked?.postDataBuffer();
  return { content: sent ? present(sent) : { state: 'absent' } };
}

function present(content: string | Uint8Array): Body {
  return content.length === 0 ? { state: 'absent' } : { state: 'present', content };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
