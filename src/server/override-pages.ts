import type { Express, Request, Response } from 'express';
import { BodyBudget } from '../http/index.js';
import { type Answer, type AnswerOverride, type Answers, problemAnswer, sessionNamed } from '../mock/index.js';
import { type Body, InputError, isObject, type JsonValue, readJson, writeJson } from '../model/index.js';
import { attempt } from './fail.js';
import { readBody } from './read-body.js';
import { problemOf, TOO_MANY_BODIES } from './refusals.js';

const PAGE = '/_docproof/overrides';
/** In bytes. */
const LIMIT = 10_000_000;
const BOUNDS = { limit: LIMIT, budget: new BodyBudget(4 * LIMIT) };

/**
 * The page by which programs set answers of a mock that runs elsewhere. POST takes `{ operation, answer, times }`,
 * where `times` is a number, 1 unless given, or "always"; or `{ operation, sequence: [answer, answer] }`. DELETE takes
 * all back. The header `Docproof-Session` says for whom.
 * @param answers absent where several processes answer
 */
export function overridePages(application: Express, answers: Answers | undefined): void {
  if (!answers) {
    application.all(PAGE, (_request, response) => send(response, ALONE));
    return;
  }
  const answersFor = (request: Request): Answers => {
    const session = sessionNamed(request);
    return session === '' ? answers : answers.session(session);
  };
  application.get(PAGE, (request, response) => {
    response.json(answersFor(request).list());
  });
  application.delete(PAGE, (request, response) => {
    answersFor(request).reset();
    response.status(204).end();
  });
  application.post(PAGE, (request, response, next) => {
    const withBody = (body: Body): void => {
      add(answersFor(request), jsonIn(body));
      response.status(204).end();
    };
    readBody(
      request,
      BOUNDS,
      (body) => {
        if (body === 'busy') send(response, TOO_MANY_BODIES);
        else if (body && 'code' in body) send(response, problemAnswer(body));
        else if (body) attempt(() => withBody(body), next);
      },
      next,
    );
  });
}

const ALONE = problemOf(
  501,
  'NOT_IMPLEMENTED',
  'Answers cannot be set here',
  'Several processes answer. Start the mock without --multiprocess.',
);

function jsonIn(body: Body): JsonValue {
  const content = body.state === 'present' ? body.content : '';
  try {
    return readJson(typeof content === 'string' ? content : new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    throw new InputError('bad-option', 'the body is not JSON in UTF-8', { cure: SHAPE });
  }
}

const SHAPE = 'Send { "operation": "createSignIn", "answer": { "status": 429 }, "times": 1 }.';

function add(answers: Answers, given: JsonValue): void {
  const { operation, answer, sequence, times, ...others } = isObject(given) ? given : {};
  const isOne = isObject(answer) && sequence === undefined;
  const isSequence = Array.isArray(sequence) && sequence.every(isObject) && answer === undefined && times === undefined;
  if (typeof operation !== 'string' || !(isOne || isSequence) || Object.keys(others).length > 0) {
    throw new InputError('bad-option', 'the body is not an answer', { cure: SHAPE });
  }
  // Their members are checked where they are added.
  if (isSequence) answers.sequence(operation, sequence as readonly AnswerOverride[]);
  else if (times === 'always') answers.always(operation, answer as AnswerOverride);
  else answers.times(operation, times === undefined ? 1 : Number(writeJson(times)), answer as AnswerOverride);
}

function send(response: Response, { status, headers, body }: Answer): void {
  response.status(status).set(headers).send(body);
}
