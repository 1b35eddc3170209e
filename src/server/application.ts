import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Contract } from '../contract/index.js';
import { VIOLATIONS_KEY } from '../mock/index.js';
import type { Store } from '../store/index.js';
import { endFailed } from './fail.js';

/** The state that the application reports. */
export interface ApplicationContext {
  readonly version: string;
  /** The contract that answers now. */
  readonly contract: () => Contract;
  readonly store: Store;
}

const PAGES = ['/_docproof/health', '/_docproof/openapi.json', '/_docproof/state', '/_docproof/violations/ID'] as const;

/** The pages and data beside the API, all under `/_docproof/`. */
export function createApplication({ contract, store, version }: ApplicationContext): Express {
  const application = express();
  application.disable('x-powered-by');
  application.use((_request, response, next) => {
    response.set('Access-Control-Allow-Origin', '*');
    response.set('Access-Control-Allow-Methods', 'GET, DELETE');
    response.set('Cache-Control', 'no-store');
    next();
  });
  application.get('/_docproof/health', (_request, response) => {
    const { document, operations } = contract();
    response.json({ status: 'ok', docproof: version, document: document.source, operations: operations.length });
  });
  application.get('/_docproof/openapi.json', (_request, response) => {
    response.json(contract().document.root);
  });
  application.get('/_docproof/state', async (_request, response) => {
    const stored = await store.list('items');
    const items = stored.map(({ key, value }): [string, unknown] => [key.slice('items'.length), JSON.parse(value)]);
    response.json(Object.fromEntries(items));
  });
  application.delete('/_docproof/state', async (_request, response) => {
    await store.clear('items');
    response.status(204).end();
  });
  application.get('/_docproof/violations/:id', async (request, response, next) => {
    const list = await store.get(`${VIOLATIONS_KEY}${request.params.id}`);
    if (list === undefined) next();
    else response.type('application/json').send(list);
  });
  const notFound = (request: Request, response: Response): void => {
    if (request.method === 'OPTIONS') {
      response.status(204).end();
      return;
    }
    response
      .status(404)
      .type('application/problem+json')
      .json({
        type: 'https://docproof.dev/errors#NOT_FOUND',
        title: 'There is no such page',
        status: 404,
        detail: `${request.method} ${request.path} is none of ${PAGES.join(', ')}`,
      });
  };
  application.use(notFound);
  // Express would print the error, and send its stack to the client. A path that cannot be decoded is not one of our
  // pages.
  application.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    if (error instanceof URIError) notFound(request, response);
    else endFailed(response);
  });
  return application;
}
