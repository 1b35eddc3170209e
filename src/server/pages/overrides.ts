import { type AnswerOverride, type Answers, sessionNamed } from '../../mock/index.js';
import { InputError, isObject, type JsonValue, writeJson } from '../../model/index.js';
import { problemOf } from '../refusals.js';
import { receiveJson } from './json-body.js';
import type { Page, PageContext } from './page.js';

const PATH = '/_docproof/overrides';

/**
 * The page by which programs set answers of a mock that runs elsewhere. POST takes `{ operation, answer, times }`,
 * where `times` is a number, 1 unless given, or "always"; or `{ operation, sequence: [answer, answer] }`. DELETE takes
 * all back. The header `Docproof-Session` says for whom. It is off where several processes answer.
 */
export function overridesPage({ answers }: PageContext): Page {
  if (!answers) return { path: PATH, methods: {}, off: ALONE };
  const answersFor = (request: Parameters<typeof sessionNamed>[0]): Answers => {
    const session = sessionNamed(request);
    return session === '' ? answers : answers.session(session);
  };
  return {
    path: PATH,
    methods: {
      GET(request, response) {
        response.json(answersFor(request).list());
      },
      POST(request, response, next) {
        receiveJson({ request, response, next }, SHAPE, (given) => {
          add(answersFor(request), given);
          response.status(204).end();
        });
      },
      DELETE(request, response) {
        answersFor(request).reset();
        response.status(204).end();
      },
    },
  };
}

const ALONE = problemOf(
  501,
  'NOT_IMPLEMENTED',
  'Answers cannot be set here',
  'Several processes answer. Start the mock without --multiprocess.',
);

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
