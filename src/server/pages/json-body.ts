import type { NextFunction, Request, Response } from 'express';
import { BodyBudget } from '../../http/index.js';
import { problemAnswer } from '../../mock/index.js';
import { type Body, InputError, type JsonValue, readJson } from '../../model/index.js';
import { attempt } from '../fail.js';
import { readBody } from '../read-body.js';
import { TOO_MANY_BODIES } from '../refusals.js';
import { send } from './page.js';

/** In bytes. */
const LIMIT = 10_000_000;
const BOUNDS = { limit: LIMIT, budget: new BodyBudget(4 * LIMIT) };

/** A request for a page, as its handler gets it. */
export interface Asked {
  readonly request: Request;
  readonly response: Response;
  readonly next: NextFunction;
}

/**
 * Reads the JSON of a request's body.
 * @param shape a whole sentence that says what to send, for a body that is not JSON
 * @param use gets the value; what it throws or rejects with is answered
 */
export function receiveJson(
  { request, response, next }: Asked,
  shape: string,
  use: (value: JsonValue) => unknown,
): void {
  readBody(
    request,
    BOUNDS,
    (body) => {
      if (body === 'busy') send(response, TOO_MANY_BODIES);
      else if (body && 'code' in body) send(response, problemAnswer(body));
      else if (body) attempt(() => use(jsonIn(body, shape)), next);
    },
    next,
  );
}

function jsonIn(body: Body, shape: string): JsonValue {
  const content = body.state === 'present' ? body.content : '';
  try {
    return readJson(typeof content === 'string' ? content : new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    throw new InputError('bad-option', 'the body is not JSON in UTF-8', { cure: shape });
  }
}
