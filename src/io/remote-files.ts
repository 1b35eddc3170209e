import type { IncomingMessage } from 'node:http';
import { decodeContent } from '../http/index.js';
import { InputError } from '../model/index.js';
import { decodeLater } from './content-decoders.js';
import { CURE, type RemoteAddresses, refused, requestRemote } from './remote-request.js';

/** What remote files may be fetched, and how much of them. */
export interface RemoteLimits extends RemoteAddresses {
  /** The largest file, in bytes. @default 64 MiB */
  readonly maxBytes?: number;
  /** All files together, in bytes. @default 256 MiB */
  readonly maxTotal?: number;
  /** @default 1,000 */
  readonly maxFiles?: number;
  /** How long one file may take, in milliseconds. @default 30 seconds */
  readonly timeout?: number;
}

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_TOTAL = 256 * 1024 * 1024;
const MAX_FILES = 1_000;

/** How long a file may take, in milliseconds. */
const TIMEOUT = 30_000;

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
  try {
    const response = await requestRemote(source, source, limits, {
      signal: bounds.signal,
      headers: { accept: 'application/yaml, application/json, */*', 'accept-encoding': 'gzip, identity' },
    });
    const { statusCode: status = 0 } = response;
    if (status < 200 || status > 299) {
      response.destroy();
      throw new InputError('not-found', `answered with status ${status}`, { place: { source }, cure: CURE });
    }
    return await contentOf(source, response, bounds.left);
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
