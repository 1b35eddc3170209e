import { HttpHandler } from 'msw';
import type { Operation } from '../../contract/index.js';

/** The resolver of an operation: gives the response for a request. */
export type OperationResolver = (request: Request, requestId: string) => Promise<Response>;

/**
 * A handler of MSW for one operation of a contract. The contract's router finds which requests are its own, since
 * patterns of MSW can say neither `/{name}.{ext}` nor `(id='{id}')`; `info` shows one all the same, for lists and logs.
 */
export class OperationHandler extends HttpHandler {
  /** @param isOwn whether a request is one of this operation */
  constructor(
    { method }: Pick<Operation, 'method'>,
    url: string,
    isOwn: (request: Request) => boolean,
    resolve: OperationResolver,
  ) {
    super(method, url, ({ request, requestId }) => resolve(request, requestId));
    this.#isOwn = isOwn;
  }

  readonly #isOwn: (request: Request) => boolean;

  override parse({ request }: { readonly request: Request }): ReturnType<HttpHandler['parse']> {
    return Promise.resolve({ match: { matches: this.#isOwn(request), params: {} }, cookies: {} });
  }

  /** The method is part of the match: a handler of GET answers HEAD too. */
  override predicate({ parsedResult }: Parameters<HttpHandler['predicate']>[0]): Promise<boolean> {
    return Promise.resolve(parsedResult.match.matches);
  }
}
