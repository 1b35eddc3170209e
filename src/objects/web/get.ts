import type { IncomingMessage } from 'node:http';
import { requestRemote } from '../../io/remote-request.js';
import { InputError } from '../../model/index.js';
import type { ObjectLimits, ObjectRange } from '../port.js';

/** A server that sends nothing for so long has gone away, in milliseconds. */
const IDLE = 60_000;

/** The answer to a request for a part of an object. */
export interface Part {
  /** The size of the whole object; undefined where the server does not say it. */
  readonly size: number | undefined;
  readonly version: string;
  /** Whether the version is the size, because the server says no more. */
  readonly isUnversioned: boolean;
  /** How many bytes come before the part that was asked for, where the server sent the whole. */
  readonly ahead: number;
  readonly chunks: AsyncIterable<Uint8Array>;
  close(): void;
}

/** Asks for parts of objects, at addresses that were checked. */
export type GetPart = (url: string, range: ObjectRange, version?: string) => Promise<Part>;

/**
 * A URL as messages and reports show it: without user, query and fragment, any of which may be a secret that opens it
 * (AWS Signature Version 4; Azure's shared access signatures; RFC 3986 §3.2.1).
 */
export function nameOfWeb(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/**
 * Makes what gets parts of objects by HTTP (RFC 9110 §14).
 * @param named origins that the user named: they may be at private addresses
 */
export function partGetter(named: ReadonlySet<string>, limits: ObjectLimits): GetPart {
  const { allowPrivate = false, allowRedirects = false } = limits;
  return async (url, range, version) => {
    const name = nameOfWeb(url);
    const idle = new AbortController();
    const timer = setTimeout(() => idle.abort(new Error(`nothing came for ${IDLE / 1_000} seconds`)), IDLE).unref();
    try {
      const response = await requestRemote(
        name,
        url,
        { named, allowPrivate, allowRedirects },
        {
          signal: idle.signal,
          headers: headersFor(range, version),
        },
      );
      return partOf(name, response, range, timer);
    } catch (error) {
      clearTimeout(timer);
      throw idle.signal.aborted ? idle.signal.reason : error;
    }
  };
}

function headersFor({ from = 0, to }: ObjectRange, version: string | undefined): Record<string, string> {
  return {
    // What is stored is wanted, as it is: a compressed capture too.
    'accept-encoding': 'identity',
    ...(from === 0 && to === undefined ? {} : { range: `bytes=${from}-${to === undefined ? '' : to - 1}` }),
    // A weak one never matches (RFC 9110 §13.1.1).
    ...(version?.startsWith('"') ? { 'if-match': version } : {}),
  };
}

/** @throws InputError `not-found` or `unreadable` for an answer that has no bytes */
function partOf(name: string, response: IncomingMessage, { from = 0 }: ObjectRange, timer: NodeJS.Timeout): Part {
  const { statusCode: status = 0, headers } = response;
  const close = (): void => {
    clearTimeout(timer);
    response.destroy();
  };
  const whole = /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1];
  const length = headers['content-length'];
  // Not all services say with the status that a part has no bytes; an object without any has no first part.
  const size = whole ?? (status === 200 ? length : status === 416 && from === 0 ? '0' : undefined);
  const part = {
    size: size === undefined ? undefined : Number(size),
    version: headers.etag ?? headers['last-modified'] ?? `size ${size}`,
    isUnversioned: headers.etag === undefined && headers['last-modified'] === undefined,
    ahead: status === 200 ? from : 0,
    close,
  };
  if (status === 200 || status === 206) return { ...part, chunks: bytesOf(response, timer) };
  close();
  // The part begins behind the end.
  if (status === 416 && size !== undefined) return { ...part, chunks: bytesOf([], timer) };
  // Another attempt may be answered.
  if (status >= 500) throw new Error(`answered with status ${status}`);
  throw new InputError(status === 412 ? 'unreadable' : 'not-found', problemOf(status), {
    place: { source: name },
    cure: 'Check the address. If the URL is signed, it may have expired: make the list again.',
  });
}

function problemOf(status: number): string {
  return status === 412 ? 'was changed while it was read' : `answered with status ${status}`;
}

async function* bytesOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  timer: NodeJS.Timeout,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of chunks) {
      timer.refresh();
      yield chunk;
    }
  } finally {
    clearTimeout(timer);
  }
}
