import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { Contract } from '../contract/index.js';
import { type Answer, type Answers, sessionNamed, storeOf, VIOLATIONS_KEY } from '../mock/index.js';
import { InputError, printableJson, readJson, writeJson } from '../model/index.js';
import type { Store } from '../store/index.js';
import type { FeedAccess, FeedOff } from './feed-access.js';
import { feedPages } from './feed-pages.js';
import { overridePages } from './override-pages.js';
import { problemOf } from './refusals.js';

/** How a recording fares. */
export interface RecordingState {
  /** Exchanges that were written. */
  readonly recorded: number;
  /** Exchanges that could not be written. */
  readonly missing: number;
  /** Why none can be written now, such as a full disk; absent while all is well. */
  readonly outage?: string;
}

/** The state that the application reports. */
export interface ApplicationContext {
  readonly version: string;
  /** The contract that answers now. */
  readonly contract: () => Contract;
  readonly store: Store;
  /** The answers that are set; absent where this process does not answer alone. */
  readonly answers?: Answers;
  /** The exchanges that programs may ask for, or why there are none. @default off */
  readonly feed?: FeedAccess | FeedOff;
  /** Of what passes through; absent where nothing is recorded. */
  readonly recording?: (() => RecordingState) | undefined;
  /** A page of ours sends it with each change that it asks for. */
  readonly pageToken: string;
  /** Ends an answer that failed. */
  readonly failed: (request: Request, response: Response) => void;
}

/** The pages with their methods. */
const PAGES = {
  '/_docproof/coverage': ['GET', 'HEAD'],
  '/_docproof/events': ['GET', 'HEAD'],
  '/_docproof/exchanges': ['GET', 'HEAD', 'DELETE'],
  '/_docproof/exchanges/:id': ['GET', 'HEAD'],
  '/_docproof/operations': ['GET', 'HEAD'],
  '/_docproof/overrides': ['GET', 'HEAD', 'POST', 'DELETE'],
  '/_docproof/health': ['GET', 'HEAD'],
  '/_docproof/openapi.json': ['GET', 'HEAD'],
  '/_docproof/state': ['GET', 'HEAD', 'DELETE'],
  '/_docproof/token': ['GET', 'HEAD'],
  '/_docproof/violations/:id': ['GET', 'HEAD'],
} as const;

/** They are for programs and for pages of this server: no other page reads, embeds or keeps them. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** The pages and data beside the API, all under `/_docproof/`. Their caller decides who may ask for them. */
export function createApplication(context: ApplicationContext): Express {
  const { answers, contract, store, recording, version, pageToken, failed, feed = 'off' } = context;
  const application = express();
  application.disable('x-powered-by');
  application.disable('query parser');
  application.use((_request, response, next) => {
    response.set(HEADERS);
    // As in reports, no character from outside deceives those who read it.
    response.json = (body: unknown) => {
      if (response.get('Content-Type') === undefined) response.type('application/json');
      return response.send(printableJson(writeJson(body)));
    };
    next();
  });
  application.get('/_docproof/health', (_request, response) => {
    const { document, operations } = contract();
    const state = recording?.();
    response.json({
      // Requests are answered all the same: whoever restarts what is not well must not restart this.
      ...(state?.outage === undefined ? { status: 'ok' } : { status: 'degraded', reason: state.outage }),
      docproof: version,
      document: document.source,
      operations: operations.length,
      ...(state ? { recording: { recorded: state.recorded, missing: state.missing } } : {}),
    });
  });
  application.get('/_docproof/openapi.json', (_request, response) => {
    response.json(contract().document.root);
  });
  overridePages(application, answers);
  feedPages(application, feed);
  application.get('/_docproof/state', async (request, response) => {
    const stored = await storeOf(store, sessionNamed(request)).list('items');
    const items = stored.map(({ key, value }): [string, unknown] => [key.slice('items'.length), readJson(value)]);
    response.json(Object.fromEntries(items));
  });
  application.delete('/_docproof/state', async (request, response) => {
    await storeOf(store, sessionNamed(request)).clear('items');
    response.status(204).end();
  });
  application.get('/_docproof/token', (_request, response) => {
    response.json({ token: pageToken });
  });
  application.get('/_docproof/violations/:id', async (request, response, next) => {
    const list = await store.get(`${VIOLATIONS_KEY}${request.params.id}`);
    if (list === undefined) next();
    else response.type('application/json').send(printableJson(list));
  });
  for (const [page, methods] of Object.entries(PAGES)) application.all(page, otherMethod(methods));
  application.use(notFound);
  // Express would print the error, and send its stack to the client.
  application.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    if (error instanceof URIError) send(response, MALFORMED_PATH);
    else if (error instanceof InputError) send(response, unusableRequest(error));
    else failed(request, response);
  });
  return application;
}

/** Answers OPTIONS, and refuses other methods that a page does not have. */
function otherMethod(methods: readonly string[]): RequestHandler {
  const allow = [...methods, 'OPTIONS'].join(', ');
  return ({ method, path }, response, next) => {
    response.set('Allow', allow);
    if (method === 'OPTIONS') response.status(204).end();
    // A list of violations that is not there.
    else if (methods.includes(method)) next();
    else send(response, problemOf(405, 'METHOD_NOT_ALLOWED', 'The page has no such method', `${path} has ${allow}`));
  };
}

function unusableRequest({ message, cure }: InputError): Answer {
  const detail = cure === undefined ? message : `${message}. ${cure}`;
  return problemOf(422, 'UNPROCESSABLE_ENTITY', 'The request cannot be used', detail);
}

const MALFORMED_PATH = problemOf(
  400,
  'MALFORMED_PATH',
  'The path cannot be read',
  'A percent sign in it begins no UTF-8 character.',
);

function notFound({ method, path }: Request, response: Response): void {
  const known = Object.keys(PAGES).join(', ').replaceAll(':id', 'ID');
  const shown = path.length > 100 ? `${path.slice(0, 100)}…` : path;
  send(response, problemOf(404, 'NOT_FOUND', 'There is no such page', `${method} ${shown} is none of ${known}`));
}

function send(response: Response, { status, headers, body }: Answer): void {
  response.status(status).set(headers).send(body);
}
