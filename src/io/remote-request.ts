import { type IncomingMessage, request as requestHttp } from 'node:http';
import { isIP, type LookupFunction } from 'node:net';
import { InputError, type InputErrorCode } from '../model/index.js';
import { breakOffCutAnswer } from './cut-answers.js';
import { isPrivateAddress } from './private-address.js';

/** Which addresses may be asked. */
export interface RemoteAddresses {
  /** Origins (`http://localhost:8080`) that the user named: they may be at private addresses. */
  readonly named: ReadonlySet<string>;
  /** Whether all origins may. */
  readonly allowPrivate: boolean;
  /** Whether a redirect may lead to another host. */
  readonly allowRedirects: boolean;
  /** The addresses of a name. @default the system's */
  readonly resolve?: (name: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;
}

/** What is sent, and when it is given up. */
export interface RemoteCall {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const MAX_REDIRECTS = 5;

export const CURE = 'Check the address, or pass a local copy.';

/**
 * Asks by GET, and follows redirects.
 *
 * Every address of a name is checked, and the connection goes to an address that was checked: a name that changes its
 * mind in between gains nothing. Redirects are checked as the first address is, and never lead from https to http.
 * @param source what messages call it
 * @returns the answer, whatever its status
 * @throws InputError `refused-ref`; what Node throws where nobody answers
 */
export async function requestRemote(
  source: string,
  address: string,
  limits: RemoteAddresses,
  call: RemoteCall,
): Promise<IncomingMessage> {
  let url = new URL(address);
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    const response = await ask(source, url, limits, call);
    const { statusCode: status = 0, headers } = response;
    if (status < 300 || status > 399 || headers.location === undefined) return response;
    response.destroy();
    url = redirectTarget(source, url, headers.location, limits);
  }
  throw refused(source, `it was redirected more than ${MAX_REDIRECTS} times`);
}

/** Sends the request to an address that was checked. */
async function ask(
  source: string,
  url: URL,
  limits: RemoteAddresses,
  { headers, signal }: RemoteCall,
): Promise<IncomingMessage> {
  const lookup = await checkedLookup(source, url, limits);
  const request = url.protocol === 'https:' ? process.getBuiltinModule('node:https').request : requestHttp;
  return new Promise((resolve, reject) => {
    const asking = request(url, {
      // No connection is kept: each is made to an address that was checked.
      agent: false,
      lookup,
      signal,
      headers,
    });
    breakOffCutAnswer(asking);
    asking.on('response', resolve).on('error', reject).end();
  });
}

/** @throws InputError `refused-ref` where one of the addresses is private */
async function checkedLookup(source: string, url: URL, limits: RemoteAddresses): Promise<LookupFunction> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const resolve = limits.resolve ?? systemAddresses;
  const found = family ? [{ address: host, family }] : await resolve(host);
  const isFree = limits.allowPrivate || limits.named.has(url.origin);
  const inner = isFree ? undefined : found.find(({ address }) => isPrivateAddress(address));
  if (inner || found.length === 0) {
    const where = inner && inner.address !== host ? `${host} (${inner.address})` : host;
    throw refused(
      source,
      `${where} is an address of this machine or of a private network`,
      'refused-ref',
      ALLOW_PRIVATE,
    );
  }
  const [first] = found;
  return (_, options, callback) => {
    if (options.all) callback(null, [...found]);
    else callback(null, first?.address ?? '', first?.family);
  };
}

/** Node's modules for names and TLS are loaded with the first address: few documents are fetched. */
function systemAddresses(name: string): Promise<readonly { readonly address: string; readonly family: number }[]> {
  return process.getBuiltinModule('node:dns/promises').lookup(name, { all: true });
}

const ALLOW_PRIVATE = 'Pass --allow-private if you trust it, or pass a local copy.';

/**
 * Where a redirect leads, if it may be followed.
 * @param source the address that was asked for, for messages
 * @throws InputError `refused-ref`
 */
export function redirectTarget(
  source: string,
  from: URL,
  location: string,
  { allowRedirects }: Pick<RemoteAddresses, 'allowRedirects'>,
): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (!to || (to.protocol !== 'http:' && to.protocol !== 'https:'))
    throw refused(source, 'it is redirected to what is neither http nor https');
  if (from.protocol === 'https:' && to.protocol === 'http:')
    throw refused(source, `it is redirected from https to http, to ${to.origin}`);
  if (to.hostname !== from.hostname && !allowRedirects) {
    const cure = 'Pass --allow-redirects if you trust it, or name that address.';
    throw refused(source, `it is redirected to another host, ${to.host}`, 'refused-ref', cure);
  }
  return to;
}

/** What may not be fetched, and why. */
export function refused(
  source: string,
  problem: string,
  code: InputErrorCode = 'refused-ref',
  cure = CURE,
): InputError {
  return new InputError(code, `is not fetched: ${problem}`, { place: { source }, cure });
}
