import type { IncomingMessage } from 'node:http';
import { type Failure, failure } from '../mock/index.js';

type Head = Pick<IncomingMessage, 'headers' | 'httpVersion'>;

/**
 * Why a request is not forwarded although Node has read it: others would read its target or the end of its body in
 * another way (RFC 9112 §2.3, §3.2, §6.1), or the body cannot be sent on as it was meant.
 */
export function requestFault({
  url = '',
  httpVersion,
  headers,
}: Head & Pick<IncomingMessage, 'url'>): Failure | undefined {
  if (!isVersion1(httpVersion)) return malformed(`HTTP/${httpVersion} is not HTTP/1.1 or HTTP/1.0`);
  if (url === '*' || url.includes('#')) return malformed(`${url} is not a path`);
  if (headers['transfer-encoding'] === undefined) return undefined;
  if (httpVersion === '1.0') return malformed('A request of HTTP/1.0 has no Transfer-Encoding');
  return isChunkedOnly(headers)
    ? undefined
    : failure('UNKNOWN_TRANSFER_CODING', 'The transfer coding chunked is understood, and no other');
}

/** Why an answer cannot be passed on although Node has read it; undefined for one that can be. */
export function answerFault({
  httpVersion,
  statusCode = 0,
  statusMessage = '',
  headers,
}: Head & Pick<IncomingMessage, 'statusCode' | 'statusMessage'>): string | undefined {
  if (!isVersion1(httpVersion)) return `its answer is in HTTP/${httpVersion}`;
  // What no server may send on: a status below 200 that is the last, control characters.
  if (statusCode < 200 || !/^[\t\x20-\x7e\x80-\xff]*$/.test(statusMessage)) return 'its answer is not HTTP';
  return headers['transfer-encoding'] === undefined || isChunkedOnly(headers)
    ? undefined
    : 'its answer has a transfer coding that is not chunked';
}

function malformed(detail: string): Failure {
  return failure('MALFORMED_REQUEST', detail);
}

function isVersion1(version: string): boolean {
  return version === '1.1' || version === '1.0';
}

function isChunkedOnly(headers: Head['headers']): boolean {
  const codings = (headers['transfer-encoding'] ?? '').split(',').map((coding) => coding.trim().toLowerCase());
  return codings.filter((coding) => coding !== '').join() === 'chunked';
}
