import { type Contract, type Match, type Operation, serverUrlOf, type Unmatched } from '../../contract/index.js';
import { isBelow } from '../../core/mount.js';
import { InputError, isObject } from '../../model/index.js';

/** Which URLs are those of the API. */
export interface Reach {
  has(method: string, url: string): boolean;
  /** The path of the base URL; empty where none is given. */
  readonly basePath: string;
  /** The URL of an operation's path in the words of MSW, for messages and lists: `https://api.test/items/:id`. */
  shownUrl(operation: Operation): string;
}

/**
 * The URLs below a base URL; without one, those below the servers of the document. What is relative is resolved as
 * links of the page are.
 * @param page the URL of the page; undefined if none exists, as in Node
 * @throws InputError `bad-option` where a relative URL cannot be resolved
 */
export function reachOf({ document: { root }, matcher }: Contract, baseUrl?: string, page = pageUrl()): Reach {
  const servers = Array.isArray(root.servers) ? root.servers : [];
  const urls = servers.flatMap((server) => (isObject(server) && typeof server.url === 'string' ? [server.url] : []));
  const shownUrl = (operation: Operation): string => {
    const base = baseUrl ?? serverUrlOf(root, operation);
    return `${urlOf(base, page) ?? base.replace(/\/+$/, '')}${operation.path.replace(/\{([^{}]*)\}/g, ':$1')}`;
  };
  // Below an absolute server, its variables may have any of their values.
  if (baseUrl === undefined && urls.some(isAbsolute))
    return { shownUrl, basePath: '', has: (method, url) => isServed(matcher.matchUrl(method, url, [])) };
  const relative = urls.length === 0 ? ['/'] : urls;
  const bases = (baseUrl === undefined ? relative : [baseUrl]).map((given) => resolved(given, page));
  const basePath = baseUrl === undefined ? '' : new URL(bases[0] ?? '').pathname.replace(/^\/$/, '');
  return { shownUrl, basePath, has: (_method, url) => bases.some((base) => isBelow(url, base)) };
}

function isServed(found: Match | Unmatched): boolean {
  return found.operation !== undefined || found.unmatched !== 'server';
}

function isAbsolute(url: string): boolean {
  return /^[a-z{][^/]*:\/\//i.test(url);
}

/** Without a slash at its end, query and fragment; undefined where it is relative, and to nothing. */
function urlOf(given: string, page: string | undefined): string | undefined {
  return URL.canParse(given, page) ? new URL(given, page).href.replace(/\/*(?:[?#].*)?$/s, '') : undefined;
}

function resolved(given: string, page: string | undefined): string {
  const url = urlOf(given, page);
  if (url !== undefined) return url;
  throw new InputError('bad-option', `${given} has no host, and there is no page that could give one`, {
    cure: 'Pass { baseUrl } with a host, such as "https://api.example.com/v1", to which the requests of the tests go.',
  });
}

/** The URL of the page, in a browser and in what plays one in Node. */
function pageUrl(): string | undefined {
  const location: unknown = Reflect.get(globalThis, 'location');
  const href: unknown = typeof location === 'object' && location !== null ? Reflect.get(location, 'href') : undefined;
  return typeof href === 'string' && /^https?:/.test(href) ? href : undefined;
}
