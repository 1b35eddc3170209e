import type { Response } from 'express';
import type { Answer } from '../../../mock/index.js';
import { type Body, InputError, isObject, type JsonValue } from '../../../model/index.js';
import { askAgain, type OwnRequest } from '../../ask-again.js';
import { problemOf } from '../../refusals.js';
import { receiveJson } from '../json-body.js';
import { type Page, type PageContext, send } from '../page.js';
import { keptCalled, missing } from './exchanges.js';

/** Sends the request of an exchange again, with its secrets: they never leave the server. */
export function replayPage(context: PageContext): Page {
  const { feeding } = context;
  return {
    path: '/_docproof/exchanges/:id/replay',
    off: offIn(context),
    methods: {
      async POST(request, response) {
        const { ring } = await feeding.open();
        const kept = keptCalled(ring, String(request.params.id));
        if (!kept) {
          send(response, missing(ring));
          return;
        }
        const { method, target, asked, askedBody } = kept;
        if (askedBody.state === 'unknown') send(response, incomplete(askedBody.reason));
        else await ask(context, { method, target, headers: asked, body: askedBody }, response);
      },
    },
  };
}

/** Sends a request of a page's own: also with header fields that pages cannot send, such as `Cookie`. */
export function sendPage(context: PageContext): Page {
  return {
    path: '/_docproof/send',
    off: offIn(context),
    methods: {
      POST(request, response, next) {
        receiveJson({ request, response, next }, SHAPE, (value) => ask(context, ownRequest(value), response));
      },
    },
  };
}

/** The result of a check has nobody who could answer. */
function offIn({ feeding, mode }: PageContext): Answer | undefined {
  return feeding.off ?? (mode === 'result' ? NOBODY_ANSWERS : undefined);
}

const NOBODY_ANSWERS = problemOf(
  404,
  'NOBODY_ANSWERS',
  'There is nobody here to ask',
  'This is the result of a check. A mock or a proxy of the document answers requests.',
);

async function ask(
  { feeding, handler, isSecure }: PageContext,
  request: OwnRequest,
  response: Response,
): Promise<void> {
  const { ring } = await feeding.open();
  try {
    const id = await askAgain({ handler, ring, isSecure }, request);
    response.json(id === undefined ? {} : { id });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new InputError('bad-option', `the request cannot be sent: ${error.message}`, { cure: SHAPE, cause: error });
  }
}

const SHAPE =
  'Send { "method": "POST", "target": "/users?top=1", "headers": { "content-type": "application/json" }, "body": "{}" }.';

function ownRequest(value: JsonValue): OwnRequest {
  const { method, target, headers = {}, body, ...others } = isObject(value) ? value : {};
  const isRequest =
    typeof method === 'string' && typeof target === 'string' && target.startsWith('/') && areHeaders(headers);
  const content = bodyOf(body);
  if (!isRequest || !content || Object.keys(others).length > 0)
    throw new InputError('bad-option', 'the body is not a request', { cure: SHAPE });
  return { method, target, headers, body: content };
}

function areHeaders(value: JsonValue): value is { [name: string]: string | string[] } {
  const isText = (each: unknown): boolean => typeof each === 'string';
  return (
    isObject(value) &&
    Object.values(value).every((field) => (Array.isArray(field) ? field.every(isText) : isText(field)))
  );
}

/** Text, or bytes as the feed gives them: `{ base64 }`. */
function bodyOf(value: JsonValue | undefined): OwnRequest['body'] | undefined {
  if (value === undefined) return { state: 'absent' };
  if (typeof value === 'string') return { state: 'present', content: value };
  const { base64, ...others } = isObject(value) ? value : {};
  if (typeof base64 !== 'string' || Object.keys(others).length > 0) return undefined;
  return { state: 'present', content: Buffer.from(base64, 'base64') };
}

function incomplete(reason: Extract<Body, { readonly state: 'unknown' }>['reason']) {
  const why =
    reason === 'body-cut'
      ? 'Its body has more than 64 kB, and such bodies are not kept.'
      : `Its body is not known as a whole (${reason}).`;
  return problemOf(409, 'BODY_NOT_KEPT', 'The request cannot be sent again', `${why} Send it from its client.`);
}
