import type { CheckRules } from '../check/index.js';
import type { Contract } from '../contract/index.js';
import {
  count,
  InputError,
  isObject,
  type JsonObject,
  type JsonValue,
  type Result,
  type Summary,
} from '../model/index.js';

/** The document of a result: its name as the user gave it, and its title and version. */
export function describedBy({ document: { source, root } }: Contract): Result['document'] {
  return { source, title: String(root.info?.title ?? ''), version: String(root.info?.version ?? '') };
}

/**
 * InputError `nothing-in-scope` where captures held no exchange that the document could be held against, with where
 * they went, and what to do. Undefined where one was checked, or where entries could not be read.
 */
export function nothingInScope(
  { checked, entries, unread, outOfScope, otherServers = [] }: Summary,
  { document }: Contract,
  { baseUrls = [] }: Pick<CheckRules, 'baseUrls'>,
): InputError | undefined {
  if (checked > 0 || unread.length > 0) return undefined;
  const reasons = Object.entries(outOfScope)
    .filter(([reason]) => reason !== 'other-server' || otherServers.length === 0)
    .map(([reason, times]) => `${times} × ${reason}`);
  const servers = [...otherServers].sort((a, b) => b.exchanges - a.exchanges);
  const known = [...serverUrlsOf(document.root), ...baseUrls];
  const is = known.length === 0 ? 'the document names no server' : `the document is at ${known.join(', ')}`;
  const why = reasons.length === 0 ? '' : ` (${reasons.join(', ')})`;
  const [first] = servers;
  return new InputError(
    'nothing-in-scope',
    `${noneOf(entries)} in scope of ${document.source}${why}${first ? `: ${wentTo(servers, entries)}, and ${is}` : ''}`,
    {
      cure: first
        ? `If ${first.server} is the service, add ${baseUrlsFor(first.server)}.`
        : 'Compare the URLs in the capture with --base-url and with the servers of the document. docproof explain says what a reason means.',
    },
  );
}

/** The servers that are named, the most frequent first. */
const NAMED = 5;

/** `it went to https://a.test`, `40 went to https://a.test, 8 to https://b.test` */
function wentTo(servers: NonNullable<Summary['otherServers']>, entries: number): string {
  if (entries === 1) return `it went to ${servers[0]?.server}`;
  const named = servers.slice(0, NAMED).map(({ server, exchanges }) => `${exchanges} to ${server}`);
  const more = servers.length - named.length;
  return [...named, ...(more > 0 ? [`the others to ${count(more, 'more server')}`] : [])]
    .join(', ')
    .replace(/^(\d+) to/, '$1 went to');
}

/** The subject of a sentence on so many exchanges, and its verb: `none of the 6 exchanges is`. */
export function noneOf(exchanges: number): string {
  if (exchanges === 0) return 'there is no exchange: nothing is';
  return exchanges === 1 ? 'the only exchange is not' : `none of the ${count(exchanges, 'exchange')} is`;
}

/** The URLs of the document's servers, as it writes them. */
function serverUrlsOf({ servers }: JsonObject): string[] {
  return (Array.isArray(servers) ? servers : []).flatMap((server: JsonValue) =>
    isObject(server) && typeof server.url === 'string' ? [server.url] : [],
  );
}

/** The flag for an origin, and for its first segment where the paths may begin below it. */
function baseUrlsFor(server: string): string {
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(server)?.[0] ?? server;
  return origin === server
    ? `--base-url ${origin}`
    : `--base-url ${origin}, or --base-url ${server} where the paths of the document begin below that`;
}
