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
  const reasons = Object.entries(outOfScope).map(([reason, times]) => `${times} × ${reason}`);
  const servers = [...otherServers].sort((a, b) => b.exchanges - a.exchanges);
  const seen = servers.map(({ server }) => server);
  const known = [...serverUrlsOf(document.root), ...baseUrls];
  const went = seen.length === 0 ? '' : `: ${entries === 1 ? 'it' : 'they'} went to ${seen.join(', ')}`;
  const is = known.length === 0 ? 'the document names no server' : `the document is at ${known.join(', ')}`;
  const why = reasons.length === 0 ? '' : ` (${reasons.join(', ')})`;
  return new InputError(
    'nothing-in-scope',
    `${noneOf(entries)} in scope of ${document.source}${why}${went}${seen.length === 0 ? '' : `, and ${is}`}`,
    {
      cure:
        seen.length > 0
          ? `If that is the service, name the URL before its paths: ${baseUrlsFor(seen[0] ?? '')}.`
          : 'Compare the URLs in the capture with --base-url and with the servers of the document.',
    },
  );
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
  return origin === server ? `--base-url ${origin}` : `--base-url ${origin}, or --base-url ${server}`;
}
