import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Answer } from '../mock/index.js';
import { createHostJudge, type HostNames, hostnameOf } from './host.js';
import { problemOf } from './refusals.js';

/** The header field in which a page of ours sends its token with a change. */
export const TOKEN_FIELD = 'x-docproof-token';

/** Decides which requests may come in. */
export interface Guard {
  /** The refusal of a request whose `Host` is not ours; undefined where it is. */
  host(request: IncomingMessage): Answer | undefined;
  /** The refusal of a request for a page of ours; undefined where it may have it. Checks the host too. */
  page(request: IncomingMessage): Answer | undefined;
}

/**
 * A guard against pages of other sites. Browsers say in `Origin` and `Sec-Fetch-Site` who asks. A page that gives
 * itself the server's address by DNS keeps its own name in `Host`. Programs send neither of the first two, and need
 * only a valid `Host`.
 * @param token that of the pages under `/_docproof/`
 * @throws InputError `bad-option` for a name that no host can have
 */
export function createGuard(names: HostNames, token: string): Guard {
  const judge = createHostJudge(names);
  const host = (request: IncomingMessage): Answer | undefined => {
    for (const authority of authoritiesOf(request)) {
      const verdict = authority === undefined ? 'malformed' : judge(authority);
      if (verdict === 'malformed') return MALFORMED_HOST;
      if (verdict === 'foreign') return foreignHost(authority ?? '');
    }
    return undefined;
  };
  return {
    host,
    page: (request) => host(request) ?? (comesFromPage(request) ? pageRefusal(request, token) : undefined),
  };
}

const MALFORMED_HOST = problemOf(
  400,
  'MALFORMED_HOST',
  'The Host field is not that of a host',
  'A request has exactly one Host field: a name or an IP address, and a port where it is not the usual one.',
);

function foreignHost(authority: string): Answer {
  const name = hostnameOf(authority) ?? authority;
  return problemOf(
    403,
    'FOREIGN_HOST',
    'This server does not answer by this name',
    `${name} is not a name of this server. If it is one, start it with --allow-host ${name}.`,
  );
}

const CROSS_ORIGIN = problemOf(
  403,
  'CROSS_ORIGIN',
  'Pages of other origins cannot use this',
  'What is under /_docproof/ is for programs, and for pages of this very server.',
);

const NO_TOKEN = problemOf(
  403,
  'NO_TOKEN',
  'The token is missing',
  `A page that changes something sends the token of /_docproof/token in the field ${TOKEN_FIELD}.`,
);

/**
 * The hosts that a request names: in `Host`, and in its target where that is a whole URL (RFC 9112 §3.2.2). Undefined
 * stands for several `Host` fields, or for none where HTTP/1.1 wants one.
 */
function authoritiesOf({ rawHeaders, url = '/', httpVersionMinor }: IncomingMessage): (string | undefined)[] {
  const found: (string | undefined)[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') found.push(rawHeaders[at + 1]);
  }
  if (found.length > 1 || (found.length === 0 && httpVersionMinor > 0)) return [undefined];
  if (url.startsWith('/') || url === '*') return found;
  const target = /^https?:\/\/([^/?#\\]*)/i.exec(url)?.[1];
  return [...found, target];
}

function comesFromPage({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
}

function pageRefusal(request: IncomingMessage, token: string): Answer | undefined {
  const { headers, method } = request;
  const isSafe = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
  const site = headers['sec-fetch-site'];
  // `none` is a person: an address that was typed, a bookmark.
  const isSameSite = site === undefined || site === 'same-origin' || (site === 'none' && isSafe);
  const isSameOrigin = headers.origin === undefined || isOriginOf(headers.origin, request);
  if (!isSameSite || !isSameOrigin) return CROSS_ORIGIN;
  return isSafe || isToken(headers[TOKEN_FIELD], token) ? undefined : NO_TOKEN;
}

/** A server behind one that speaks TLS for it does not know its scheme: then the browser's word for it counts. */
function isOriginOf(origin: string, { headers, socket }: IncomingMessage): boolean {
  const [scheme, authority] = origin.split('://', 2);
  const own = 'encrypted' in socket && socket.encrypted ? 'https' : 'http';
  const isOwnScheme = scheme === own || (scheme === 'https' && headers['sec-fetch-site'] === 'same-origin');
  return isOwnScheme && authority?.toLowerCase() === headers.host?.toLowerCase();
}

function isToken(sent: string | string[] | undefined, token: string): boolean {
  const [given, wanted] = [Buffer.from(String(sent)), Buffer.from(token)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
