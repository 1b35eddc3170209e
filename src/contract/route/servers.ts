import { isObject, type JsonObject, own } from '../../model/index.js';
import { escapeRegExp } from './literal.js';

/** One server of the document, its variables turned into alternatives (OpenAPI 3.1 §4.8.5). */
export interface Server {
  readonly url: string;
  /** Matches an origin (`https://api.example.com:8443`), in lower case; absent where the server's URL is relative. */
  readonly origin?: RegExp;
  /** Matches the base path at the start of a path; the rest begins with `/` or is empty. */
  readonly basePath: RegExp;
}

/** The servers of an operation: its own, else those of its path item, else those of the document. */
export function serversOf(...levels: readonly JsonObject[]): Server[] {
  for (const level of levels) {
    const servers = own(level, 'servers');
    if (!Array.isArray(servers) || servers.length === 0) continue;
    return servers
      .filter(isObject)
      .map(toServer)
      .filter((server) => server !== undefined);
  }
  return [];
}

/** A server given by its URL alone, as `--base-url` does. */
export function serverOf(url: string): Server | undefined {
  return toServer({ url });
}

function toServer(node: JsonObject): Server | undefined {
  if (typeof node.url !== 'string') return undefined;
  const variables = own(node, 'variables');
  const [, origin = '', path = ''] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)/i.exec(node.url) ?? [];
  const basePath = path.replace(/\/+$/, '');
  return {
    url: node.url,
    ...(origin === ''
      ? {}
      : { origin: new RegExp(`^${toPattern(withoutDefaultPort(origin), variables, '[^/]*')}$`, 'i') }),
    basePath: new RegExp(`^${toPattern(basePath, variables, '[^/]+')}(?=/|$)`),
  };
}

function toPattern(text: string, variables: unknown, anything: string): string {
  return text
    .split(/\{([^}]*)\}/)
    .map((part, index) => (index % 2 === 0 ? escapeRegExp(part) : alternatives(part, variables, anything)))
    .join('');
}

function alternatives(name: string, variables: unknown, anything: string): string {
  const variable = isObject(variables) ? own(variables, name) : undefined;
  const members =
    isObject(variable) && Array.isArray(variable.enum)
      ? variable.enum.filter((member) => typeof member === 'string')
      : [];
  if (members.length === 0) return anything;
  return `(?:${[...members]
    .sort((a, b) => b.length - a.length)
    .map(escapeRegExp)
    .join('|')})`;
}

/** `https://a:443` is `https://a`, as URL parsers have it. */
export function withoutDefaultPort(origin: string): string {
  return origin.replace(/^(https:\/\/.*):443$/i, '$1').replace(/^(http:\/\/.*):80$/i, '$1');
}

/** The rest of the path after the base path, beginning with `/`; undefined if the path does not begin with it. */
export function afterBasePath(server: Server, path: string): string | undefined {
  const match = server.basePath.exec(path);
  if (!match) return undefined;
  const rest = path.slice(match[0].length);
  return rest === '' ? '/' : rest;
}

/** Whether the URL is this server's own, its variables filled in. */
export function isServer(server: Server, url: string): boolean {
  const [, origin, path = ''] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)/i.exec(url) ?? [];
  const isHere =
    server.origin === undefined ? origin === undefined : server.origin.test(withoutDefaultPort(origin ?? ''));
  return isHere && afterBasePath(server, path.replace(/\/+$/, '')) === '/';
}
