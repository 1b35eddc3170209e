import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { type Failure, failure } from '../mock/index.js';
import { type Body, NO_BODY } from '../model/index.js';

/** After a body that is too large the rest is read and thrown away, up to this many times the limit, so that the client gets to read the answer. */
const DRAIN_FACTOR = 8;

type Decoder = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/** Whether a request has a body to wait for (RFC 9112 §6). */
export function hasBody({ headers }: IncomingMessage): boolean {
  return (
    headers['transfer-encoding'] !== undefined ||
    (headers['content-length'] !== undefined && headers['content-length'] !== '0')
  );
}

/**
 * Reads a request's body, content codings undone.
 * @param limit in bytes, before and after decoding
 * @returns the body, a failure to answer with, or undefined where the client went away
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Body | Failure | undefined> {
  const parsed = parsedBefore(request);
  if (parsed) return parsed;
  const bytes = await collect(request, limit);
  if (bytes === 'gone') return undefined;
  if (bytes === 'too-large') return tooLarge(limit);
  const coding = request.headers['content-encoding']?.trim().toLowerCase();
  if (coding === undefined || coding === '' || coding === 'identity')
    return bytes.length === 0 ? NO_BODY : { state: 'present', content: bytes };
  return decode(bytes, coding, limit);
}

async function decode(bytes: Uint8Array, coding: string, limit: number): Promise<Body | Failure> {
  const decoder = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
  if (!decoder)
    return failure(
      'INVALID_CONTENT_TYPE',
      `The content coding ${coding} is not understood; ${Object.keys(DECODERS).join(', ')} are`,
    );
  try {
    return { state: 'present', content: await decoder(bytes, { maxOutputLength: limit }) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(limit);
    return failure('MALFORMED_BODY', `The request body is not valid ${coding}`);
  }
}

function tooLarge(limit: number): Failure {
  return failure('BODY_TOO_LARGE', `The request body is larger than ${limit} bytes, the limit that --max-body sets`);
}

function collect(request: IncomingMessage, limit: number): Promise<Uint8Array | 'too-large' | 'gone'> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared > limit) resolve('too-large');
    request.on('data', (chunk: Uint8Array) => {
      length += chunk.length;
      if (length > limit * DRAIN_FACTOR) request.destroy();
      else if (length > limit) resolve('too-large');
      else if (declared <= limit) chunks.push(chunk);
    });
    request.on('end', () =>
      resolve(length > limit ? 'too-large' : chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)),
    );
    request.on('close', () => resolve('gone'));
    request.on('error', () => resolve('gone'));
  });
}

/** What a body parser mounted before the mock, such as `express.json()`, left on the request. */
function parsedBefore(request: IncomingMessage & { body?: unknown }): Body | undefined {
  if (!request.readableEnded) return undefined;
  const { body } = request;
  if (body === undefined || body === null) return NO_BODY;
  if (typeof body === 'string' || body instanceof Uint8Array) return { state: 'present', content: body };
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const content =
    isForm && typeof body === 'object' ? new URLSearchParams(Object.entries(body)).toString() : JSON.stringify(body);
  return { state: 'present', content };
}
