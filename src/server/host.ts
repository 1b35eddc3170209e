import { isIP, isIPv4, isIPv6 } from 'node:net';
import { InputError } from '../model/index.js';

/** The names by which a server may be called, apart from those that are always accepted. */
export interface HostNames {
  /** The address that the server listens on, as it was given: a name or an IP address. */
  readonly bound: string;
  /** Further names; `.example.com` accepts `example.com` and every name below it. */
  readonly allowed: readonly string[];
}

/** What a `Host` field amounts to. */
export type HostVerdict = 'allowed' | 'foreign' | 'malformed';

/**
 * Makes the judge of `Host` values (RFC 9110 §7.2). Loopback names and IP addresses are always accepted: a page of
 * another site cannot have them as its own name, so that DNS rebinding fails.
 * @throws InputError `bad-option` for a name that no host can have
 */
export function createHostJudge({ bound, allowed }: HostNames): (authority: string) => HostVerdict {
  for (const name of allowed) assertHostName(name);
  const names = new Set([bound, ...allowed].map(plain));
  const suffixes = allowed.map(plain).filter((name) => name.startsWith('.'));
  const accepts = (name: string): boolean =>
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    isIP(name) !== 0 ||
    names.has(name) ||
    suffixes.some((suffix) => name.endsWith(suffix) || name === suffix.slice(1));
  return (authority) => {
    const name = hostnameOf(authority);
    if (name === undefined) return 'malformed';
    return accepts(name) ? 'allowed' : 'foreign';
  };
}

/** A host name, an IPv4 address, or an IPv6 address in brackets; then a port, perhaps. */
const AUTHORITY = /^(?:\[([\da-f:.]+)\]|([\w-]+(?:\.[\w-]+)*)\.?)(?::\d{0,5})?$/i;

/**
 * The host of an authority, in lower case, without brackets, port and the dot of the root. Undefined where it is not
 * the authority of an HTTP server: user information, an empty host, a list.
 */
export function hostnameOf(authority: string): string | undefined {
  const [, address, name] = AUTHORITY.exec(authority) ?? [];
  if (address !== undefined) return isIPv6(address) ? address.toLowerCase() : undefined;
  return name?.toLowerCase();
}

/** @throws InputError `bad-option` */
export function assertHostName(name: string): void {
  if (/^\.?[\w-]+(?:\.[\w-]+)*\.?$/.test(name)) return;
  throw new InputError('bad-option', `${name} is not a host name`, {
    cure: 'Write --allow-host mock.internal, or --allow-host .example.com for it and all names below it.',
  });
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[(.*)\]$/, '$1');
}

/** Whether only this machine reaches the address. A name other than `localhost` may be anything. */
export function isLoopback(host: string): boolean {
  if (isIPv4(host)) return host.startsWith('127.');
  return host === '::1' || host === 'localhost' || host.endsWith('.localhost');
}
