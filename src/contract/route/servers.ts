import { isObject, type JsonObject, own } from '../../model/index.js';
import { escapeRegExp } from './literal.js';

/** One server of the document, its variables turned into alternatives (OpenAPI 3.1 §4.8.5). */
export interface Server {
  /** Equal for equal servers. */
  readonly id: string;
  /** Matches an origin (`https://api.example.com:8443`), in lower case; absent where the server's URL has no host. */
  readonly origin?: RegExp;
  /** Matches the base path at the start of a path; the rest begins with `/` or is empty. */
  readonly basePath: RegExp;
  /** Whether it has a base path at all. */
  readonly hasBasePath: boolean;
}

/** The servers of an operation: its own, else those of its path item, else those of the document. */
export function serversOf(...levels: readonly JsonObject[]): Server[] {
  for (const level of levels) {
    const servers = own(level, 'servers');
    if (Array.isArray(servers) && servers.length > 0) return servers.filter(isObject).flatMap(toServers);
  }
  return [];
}

/** The URL of the first server, its variables at their defaults; empty for none. @param levels as `serversOf` */
export function firstServerUrl(...levels: readonly JsonObject[]): string {
  for (const level of levels) {
    const servers = own(level, 'servers');
    if (!Array.isArray(servers) || servers.length === 0) continue;
    const [first] = servers;
    if (!isObject(first) || typeof first.url !== 'string') return '';
    const variables = variablesOf(own(first, 'variables'));
    return first.url.replace(/\{([^{}]*)\}/g, (place, name: string) => variables[name]?.usual ?? place);
  }
  return '';
}

/** The base path of the first server, its variables at their defaults; empty for none. @param levels as `serversOf` */
export function basePathIn(...levels: readonly JsonObject[]): string {
  return basePathOfUrl(firstServerUrl(...levels));
}

/** A server given by its URL alone, as `--base-url` does. */
export function serverOf(url: string): Server {
  return toServer(url, {});
}

/** Whether the origin, in lower case and without a default port, is the server's. */
export function isOrigin({ origin }: Server, given: string): boolean {
  if (given.length > MAX_ORIGIN) return false;
  // A port that is a variable may be the scheme's own, which clients leave out.
  return origin !== undefined && (origin.test(given) || origin.test(withDefaultPort(given)));
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
  const [, origin, path = ''] = DIVIDED.exec(url) ?? [];
  const isHere =
    server.origin === undefined
      ? origin === undefined
      : isOrigin(server, withoutDefaultPort((origin ?? '').toLowerCase()));
  return isHere && afterBasePath(server, path.replace(/\/+$/, '')) === '/';
}

/** The values of a server variable: those of its `enum`, else its default, beside which others may be meant. */
interface Variable {
  readonly values: readonly string[];
  readonly isOpen: boolean;
  /** Its default; absent where the document gives none. */
  readonly usual: string | undefined;
}

type Variables = Readonly<Record<string, Variable>>;

/** No honest description has more spellings of one server. */
const MAX_SPELLINGS = 64;

function toServers(node: JsonObject): Server[] {
  if (typeof node.url !== 'string') return [];
  const variables = variablesOf(own(node, 'variables'));
  let urls = [node.url];
  for (const [name, { values, isOpen }] of Object.entries(variables)) {
    const place = `{${name}}`;
    // A value that is more or less than one label or segment changes how the URL is divided.
    const isScheme = node.url.startsWith(`${place}://`);
    if (!node.url.includes(place) || !(isScheme || values.some((value) => value === '' || value.includes('/'))))
      continue;
    const spellings =
      isOpen && !isScheme && !values.some((value) => value.includes('://')) ? [...values, place] : values;
    urls = urls.flatMap((url) => spellings.map((value) => url.replaceAll(place, () => value))).slice(0, MAX_SPELLINGS);
  }
  return [...new Set(urls)].map((url) => toServer(url, variables));
}

function variablesOf(node: unknown): Variables {
  const variables: Record<string, Variable> = Object.create(null);
  for (const [name, variable] of Object.entries(isObject(node) ? node : {})) {
    if (!isObject(variable)) continue;
    const members = Array.isArray(variable.enum)
      ? variable.enum.map(portText).filter((text) => text !== undefined)
      : [];
    const usual = portText(variable.default);
    variables[name] = {
      values: members.length > 0 || usual === undefined ? members : [usual],
      isOpen: members.length === 0,
      usual,
    };
  }
  return variables;
}

/** Ports are often written as numbers. */
function portText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

/** A host has at most 253 characters; so long an origin is not a server's. */
const MAX_ORIGIN = 512;

/** A longer pattern is not an honest description, and engines refuse it when it is used: it matches nothing. */
const MAX_PATTERN = 10_000;

function expressionOf(pattern: string, flags = ''): RegExp {
  return new RegExp(pattern.length > MAX_PATTERN ? '(?!)' : pattern, flags);
}

function toServer(url: string, variables: Variables): Server {
  const [, origin = ''] = DIVIDED.exec(url) ?? [];
  const scheme = origin.startsWith('//') ? 'https?:' : '';
  const originPattern = `^${scheme}${toPattern(withoutDefaultPort(origin), variables, '[^/]*')}$`;
  const basePath = basePathOfUrl(url);
  const pathPattern = `^${toPattern(basePath, variables, '[^/]+')}(?=/|$)`;
  return {
    id: `${originPattern} ${pathPattern}`,
    ...(origin === '' ? {} : { origin: expressionOf(originPattern, 'i') }),
    basePath: expressionOf(pathPattern),
    hasBasePath: basePath !== '',
  };
}

/**
 * A URL's origin and path. Without a scheme it is that of the page that has the document (RFC 3986 §4.2), so either:
 * Swagger 2.0 documents that name no `schemes` become such ones.
 */
const DIVIDED = /^((?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]*)?([^?#]*)/i;

/** `/v1` of `https://api.example.com/v1/`. */
function basePathOfUrl(url: string): string {
  const [, , path = ''] = DIVIDED.exec(url) ?? [];
  return `/${path}`.replace(/\/(?:\.?(?=\/|$))/g, '');
}

/** So many variables with any value share one label or segment among them: more are read as one. */
const MAX_OPEN = 2;

function toPattern(text: string, variables: Variables, anything: string): string {
  return text
    .split('/')
    .map((segment) => {
      const parts = segment
        .split(/\{([^{}]*)\}/)
        .map((part, index) => (index % 2 === 0 ? escapeRegExp(part) : alternatives(variables[part], anything)));
      const open = [...parts.keys()].filter((index) => index % 2 === 1 && parts[index] === anything);
      const [first = 0, last = 0] = [open[0], open.at(-1)];
      // Each further one could multiply the ways to divide the text.
      const kept = open.length <= MAX_OPEN ? parts : [...parts.slice(0, first), anything, ...parts.slice(last + 1)];
      return kept.join('');
    })
    .join('/');
}

function alternatives(variable: Variable | undefined, anything: string): string {
  if (!variable || variable.isOpen) return anything;
  return `(?:${[...variable.values]
    .sort((a, b) => b.length - a.length)
    .map(escapeRegExp)
    .join('|')})`;
}

/** `https://a` is `https://a:443`. */
function withDefaultPort(origin: string): string {
  if (/:\d+$/.test(origin)) return origin;
  return origin.startsWith('https:') ? `${origin}:443` : origin.startsWith('http:') ? `${origin}:80` : origin;
}
