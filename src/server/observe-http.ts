import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Body, InconclusiveReason, RequestMessage, ResponseMessage } from '../model/index.js';
import { bodyOf } from '../proxy/index.js';
import { notify } from './fail.js';
import { hasBody } from './read-body.js';

/** How it is observed. */
export interface Observation {
  /** In bytes: of larger bodies nothing is kept. */
  readonly maxBody: number;
  readonly startedAt: Date;
}

/** What was observed. */
export interface Observed {
  readonly request: RequestMessage;
  readonly response: ResponseMessage;
  readonly startedAt: Date;
  readonly caveats: readonly InconclusiveReason[];
}

/** Keeps a copy of a server's exchange while others read and answer it, and gives it when it has ended. Changes nothing that they see, and a copy that fails is no fault of theirs. */
export function observeHttp(
  request: IncomingMessage,
  response: ServerResponse,
  { maxBody, startedAt }: Observation,
  done: (observed: Observed) => void,
): void {
  const asked = new Copy(maxBody);
  const answered = new Copy(maxBody);
  // Whoever reads the request makes it emit its data; listening to it here would make it flow before anyone reads.
  const emit = request.emit.bind(request);
  request.emit = (event: string | symbol, ...values: unknown[]) => {
    if (event === 'data') asked.add(values[0], request.readableEncoding ?? undefined);
    return emit(event, ...values);
  };
  copyWrites(response, answered);
  const { method = 'GET', headers } = request;
  // Routers shorten `url` on the way.
  const url =
    'originalUrl' in request && typeof request.originalUrl === 'string' ? request.originalUrl : (request.url ?? '/');
  let isWhole = false;
  response.once('finish', () => {
    isWhole = true;
  });
  response.once('close', () => notify('the recorder', finish));

  async function finish(): Promise<void> {
    // What another handler read before this one was asked cannot be seen any more.
    const isSeen = request.complete && request.readableEnded && !asked.isEmpty;
    const body: Body =
      !isSeen && hasBody(request)
        ? { state: 'unknown', reason: 'body-omitted' }
        : await bodyOf(asked, headers['content-encoding'], maxBody);
    const answerHeaders = headersOfResponse(response);
    done({
      request: { method, url, headers, body },
      response: {
        status: response.statusCode,
        headers: answerHeaders,
        body: await bodyOf(answered, textOf(answerHeaders['content-encoding']), maxBody),
      },
      startedAt,
      caveats: isWhole ? [] : ['aborted'],
    });
  }
}

function copyWrites(response: ServerResponse, copy: Copy): void {
  const write = response.write;
  const end = response.end;
  response.write = (...values: unknown[]): boolean => {
    copy.add(values[0], values[1]);
    return Reflect.apply(write, response, values);
  };
  response.end = (...values: unknown[]): ServerResponse => {
    if (typeof values[0] !== 'function') copy.add(values[0], values[1]);
    return Reflect.apply(end, response, values);
  };
}

function headersOfResponse(response: ServerResponse): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of Object.entries(response.getHeaders()))
    if (value !== undefined) headers[name.toLowerCase()] = Array.isArray(value) ? value : String(value);
  return headers;
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Bytes that went by, up to a limit. */
class Copy {
  readonly #limit: number;
  #chunks: Uint8Array[] = [];
  #length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether there was more than could be kept. */
  get isCut(): boolean {
    return this.#length > this.#limit;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  get kept(): Uint8Array {
    return this.isCut ? new Uint8Array() : Buffer.concat(this.#chunks);
  }

  /** @param chunk bytes, or text in that encoding; anything else is passed over */
  add(chunk: unknown, encoding: unknown): void {
    const bytes =
      typeof chunk === 'string'
        ? Buffer.from(chunk, typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8')
        : chunk;
    if (!(bytes instanceof Uint8Array)) return;
    this.#length += bytes.length;
    if (this.isCut) this.#chunks = [];
    else this.#chunks.push(Uint8Array.from(bytes));
  }
}
