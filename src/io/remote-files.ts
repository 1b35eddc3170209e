import { type IncomingMessage, request as requestHttp } from 'node:http';
import { isIP, type LookupFunction } from 'node:net';
import { decodeContent } from '../http/index.js';
import { InputError, type InputErrorCode } from '../model/index.js';
import { decodeLater } from './content-decoders.js';
import { isPrivateAddress } from './private-address.js';

/** What remote files may be fetched, and how much of them. */
export interface RemoteLimits {
  /** Origins (`http://localhost:8080`) that the user named: they may be at private addresses. */
  readonly named: ReadonlySet<string>;
  /** Whether all origins may. */
  readonly allowPrivate: boolean;
  /** Whether a redirect may lead to another host. */
  readonly allowRedirects: boolean;
  /** The largest file, in bytes. @default 64 MiB */
  readonly maxBytes?: number;
  /** All files together, in bytes. @default 256 MiB */
  readonly maxTotal?: number;
  /** @default 1,000 */
  readonly maxFiles?: number;
  /** How long one file may take, in milliseconds. @default 30 seconds */
  readonly timeout?: number;
  /** The addresses of a name. @default the system's */
  readonly resolve?: (name: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;
}

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_TOTAL = 256 * 1024 * 1024;
const MAX_FILES = 1_000;
const MAX_REDIRECTS = 5;

/** How long a file may take, in milliseconds. */
const TIMEOUT = 30_000;

const CURE = 'Check the address, or pass a local copy.';

/**
 * Fetches files by http(s) within limits that all calls share.
 *
 * Every address of a name is checked, and the connection goes to an address that was checked: a name that changes its
 * mind in between gains nothing. Redirects are checked as the first address is, and never lead from https to http.
 * @returns `fetch`, which throws InputError `not-found`, `unreadable`, `refused-ref` or `too-large`
 */
export function createFetcher(limits: RemoteLimits): (url: string) => Promise<Uint8Array> {
  let files = 0;
  let total = 0;
  return async (url) => {
    files += 1;
    const maxFiles = limits.maxFiles ?? MAX_FILES;
    if (files > maxFiles) throw refused(url, `more than ${maxFiles} files would be fetched`, 'too-large');
    const signal = AbortSignal.timeout(limits.timeout ?? TIMEOUT);
    const left = Math.min(limits.maxBytes ?? MAX_BYTES, (limits.maxTotal ?? MAX_TOTAL) - total);
    const bytes = await fetchWithin(url, limits, { signal, left });
    total += bytes.length;
    return bytes;
  };
}

/** The bounds of one file. */
interface Bounds {
  readonly signal: AbortSignal;
  /** In bytes. */
  readonly left: number;
}

async function fetchWithin(source: string, limits: RemoteLimits, bounds: Bounds): Promise<Uint8Array> {
  let url = new URL(source);
  try {
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const response = await ask(source, url, limits, bounds.signal);
      const { statusCode: status = 0, headers } = response;
      if (status >= 300 && status < 400 && headers.location !== undefined) {
        response.destroy();
        url = redirectTarget(source, url, headers.location, limits);
        continue;
      }
      if (status < 200 || status > 299) {
        response.destroy();
        throw new InputError('not-found', `answered with status ${status}`, { place: { source }, cure: CURE });
      }
      return await contentOf(source, response, bounds.left);
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    const isLate = bounds.signal.aborted;
    const problem = isLate ? 'it took too long' : error instanceof Error ? error.message : String(error);
    throw new InputError('unreadable', `cannot be fetched: ${problem}`, {
      place: { source },
      cure: CURE,
      cause: error,
    });
  }
  throw refused(source, `it was redirected more than ${MAX_REDIRECTS} times`);
}

/** Sends the request to an address that was checked. */
async function ask(source: string, url: URL, limits: RemoteLimits, signal: AbortSignal): Promise<IncomingMessage> {
  const lookup = await checkedLookup(source, url, limits);
  const request = url.protocol === 'https:' ? process.getBuiltinModule('node:https').request : requestHttp;
  return new Promise((resolve, reject) => {
    request(url, {
      // No connection is kept: each is made to an address that was checked.
      agent: false,
      lookup,
      signal,
      headers: { accept: 'application/yaml, application/json, */*', 'accept-encoding': 'gzip, identity' },
    })
      .on('response', resolve)
      .on('error', reject)
      .end();
  });
}

/** @throws InputError `refused-ref` where one of the addresses is private */
async function checkedLookup(source: string, url: URL, limits: RemoteLimits): Promise<LookupFunction> {
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
  { allowRedirects }: Pick<RemoteLimits, 'allowRedirects'>,
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

/** @throws InputError `too-large`, before and after decoding */
async function contentOf(source: string, response: IncomingMessage, left: number): Promise<Uint8Array> {
  const tooLarge = (): InputError => refused(source, `it is larger than ${left} bytes`, 'too-large');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > left) {
      response.destroy();
      throw tooLarge();
    }
    chunks.push(chunk);
  }
  const { bytes, fault } = await decodeContent(
    decodeLater,
    Buffer.concat(chunks),
    response.headers['content-encoding'],
    left,
  );
  if (bytes) return bytes;
  if (fault === 'too-large') throw tooLarge();
  throw new InputError('unreadable', `cannot be fetched: its content coding is ${fault}`, {
    place: { source },
    cure: CURE,
  });
}

function refused(source: string, problem: string, code: InputErrorCode = 'refused-ref', cure = CURE): InputError {
  return new InputError(code, `is not fetched: ${problem}`, { place: { source }, cure });
}
