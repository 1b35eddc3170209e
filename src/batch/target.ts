import type { Knows } from './place.js';

/**
 * The target of a request of a batch: its URL is relative to where the batch was sent (OData JSON Format §19.1), with a
 * slash before it or not. One that is known only as it is, from the root of the host, leads there.
 * @param base the path before `/$batch`
 * @returns undefined for a URL of another host
 */
export function targetIn(base: string, origin: string, method: string, url: string, knows: Knows): string | undefined {
  const [, host, rest] = /^(https?:\/\/[^/?#]*)(.*)$/is.exec(url) ?? [];
  if (host !== undefined) return host.toLowerCase() === origin.toLowerCase() ? withSlash(rest ?? '') : undefined;
  const path = withSlash(url);
  const below = base + path;
  return path.startsWith(`${base}/`) && !knows(method, below) && knows(method, path) ? path : below;
}

function withSlash(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}
