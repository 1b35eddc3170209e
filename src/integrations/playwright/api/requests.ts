import type { Contract } from '../../../contract/index.js';
import { type Headers, type JsonValue, type LiveExchange, readJson } from '../../../model/index.js';

/** A request that the API got. */
export interface ApiRequest {
  /** `POST /auditLogs/signIns`; absent where the document has no such operation. */
  readonly operation: string | undefined;
  readonly operationId: string | undefined;
  readonly method: string;
  /** As it was sent: an absolute URL, or a path with its query. */
  readonly url: string;
  /** By names in lower case. */
  readonly headers: Headers;
  /** Content codings undone; undefined if none exists, or where it is not known. */
  readonly body: Uint8Array | undefined;
  /** The body as a JSON value; undefined where it is no JSON. */
  readonly json: JsonValue | undefined;
  /** Of the answer; 0 where there was none. */
  readonly status: number;
}

/** The requests of a test, as they are answered. */
export interface RequestLog {
  readonly list: readonly ApiRequest[];
  /** @param target path and query below the URL of the API */
  add(exchange: Pick<LiveExchange, 'request' | 'response'>, target: string): void;
  /** The first request of an operation that no call gave before; it may have come already. */
  waitFor(operation: string, timeout: number): Promise<ApiRequest>;
  /** Rejects what still waits. */
  close(): void;
}

/** An empty log. */
export function createRequestLog(contract: Contract): RequestLog {
  const list: ApiRequest[] = [];
  const given = new Set<ApiRequest>();
  const waiting = new Set<{ operation: string; resolve(request: ApiRequest): void; reject(error: Error): void }>();
  return {
    list,
    add({ request, response }, target) {
      const { operation } = contract.matcher.matchTarget(request.method, target);
      const body = bytesOf(request.body);
      const added: ApiRequest = {
        operation: operation?.id,
        operationId: operation?.operationId,
        method: request.method,
        url: request.url,
        headers: request.headers,
        body,
        json: jsonOf(body),
        status: response.status,
      };
      list.push(added);
      const waiter = [...waiting].find((each) => each.operation === added.operation);
      waiter?.resolve(added);
    },
    waitFor(name, timeout) {
      const wanted = name.trim().replace(/^\S+(?= )/, (method) => method.toUpperCase());
      const found = contract.operations.find(({ id, operationId }) => operationId === name || id === wanted);
      if (!found) throw new TypeError(`the document has no operation "${name}"`);
      const before = list.find((request) => request.operation === found.id && !given.has(request));
      if (before) {
        given.add(before);
        return Promise.resolve(before);
      }
      return new Promise((resolve, reject) => {
        const end = (): void => {
          clearTimeout(timer);
          waiting.delete(waiter);
        };
        const timer = setTimeout(() => {
          waiter.reject(new Error(`no request of ${found.id} came in ${timeout} ms`));
        }, timeout);
        const waiter = {
          operation: found.id,
          resolve(request: ApiRequest) {
            end();
            given.add(request);
            resolve(request);
          },
          reject(error: Error) {
            end();
            reject(error);
          },
        };
        waiting.add(waiter);
      });
    },
    close() {
      for (const { reject } of [...waiting]) reject(new Error('the test ended while it waited for a request'));
    },
  };
}

function bytesOf(body: LiveExchange['request']['body']): Uint8Array | undefined {
  if (body.state !== 'present') return undefined;
  return typeof body.content === 'string' ? new TextEncoder().encode(body.content) : body.content;
}

function jsonOf(body: Uint8Array | undefined): JsonValue | undefined {
  if (!body) return undefined;
  try {
    return readJson(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
