import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { Answer } from '../../mock/index.js';
import { InputError, printableJson, writeJson } from '../../model/index.js';
import { problemOf } from '../refusals.js';
import { feedOpener } from './feed/open.js';
import { type ApplicationContext, type Page, type PageMethod, send } from './page.js';
import { PAGES } from './registry.js';

/** They are for programs and for pages of this server: no other page reads, embeds or keeps them. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** The pages and data beside the API, all under `/_docproof/`. Their caller decides who may ask for them. */
export function createApplication(context: ApplicationContext): Express {
  const shared = { ...context, feeding: feedOpener(context.feed ?? 'off') };
  const pages = PAGES.map((page) => page(shared));
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
  for (const page of pages) mount(application, page);
  application.use(notFound(pages));
  // Express would print the error, and send its stack to the client.
  application.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    if (error instanceof URIError) send(response, MALFORMED_PATH);
    else if (error instanceof InputError) send(response, unusableRequest(error));
    else context.failed(request, response);
  });
  return application;
}

function mount(application: Express, { path, methods, off }: Page): void {
  if (off) {
    application.all(path, (_request, response) => send(response, off));
    return;
  }
  const { GET, POST, PUT, DELETE } = methods;
  if (GET) application.get(path, GET);
  if (POST) application.post(path, POST);
  if (PUT) application.put(path, PUT);
  if (DELETE) application.delete(path, DELETE);
  application.all(path, otherMethod(Object.keys(methods) as PageMethod[]));
}

/** Answers OPTIONS, and refuses other methods that a page does not have. */
function otherMethod(own: readonly PageMethod[]): RequestHandler {
  const methods: readonly string[] = own.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
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

function notFound(pages: readonly Page[]): RequestHandler {
  const known = pages.map(({ path }) => path.replace(':id', 'ID')).join(', ');
  return ({ method, path }, response) => {
    const shown = path.length > 100 ? `${path.slice(0, 100)}…` : path;
    send(response, problemOf(404, 'NOT_FOUND', 'There is no such page', `${method} ${shown} is not one of ${known}`));
  };
}
