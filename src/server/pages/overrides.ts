import { ALL, ANSWER_SHAPE, type GivenAnswers, readGiven } from '../../mock/answers/control.js';
import { sessionNamed } from '../../mock/index.js';
import { InputError, isObject, type JsonValue } from '../../model/index.js';
import { problemOf } from '../refusals.js';
import { receiveJson } from './json-body.js';
import { type Page, type PageContext, queryOf, send } from './page.js';

const PATH = '/_docproof/overrides';

/**
 * The page by which programs set answers of a mock that runs elsewhere. GET lists what is left, `?sessions=all` that of
 * all sessions. POST takes `{ operation, answer, times }`, where `times` is a number, 1 unless given, or "always"; or
 * `{ operation, sequence: [answer, answer] }`. PUT takes a list of them in place of all. DELETE takes all back. The
 * header `Docproof-Session` says for whom.
 */
export function overridesPage({ controls }: PageContext): Page {
  if (!controls) return { path: PATH, methods: {}, off: NOT_HERE };
  return {
    path: PATH,
    methods: {
      async GET(request, response) {
        response.json(await (await controls()).answers.list(isForAll(queryOf(request)) ? ALL : sessionNamed(request)));
      },
      POST(request, response, next) {
        receiveJson({ request, response, next }, ANSWER_SHAPE, async (given) => {
          await (await controls()).answers.add(sessionNamed(request), readGiven(given));
          response.status(204).end();
        });
      },
      PUT(request, response, next) {
        receiveJson({ request, response, next }, LIST_SHAPE, async (given) => {
          await (await controls()).answers.replaceAll(sessionNamed(request), listOf(given));
          response.status(204).end();
        });
      },
      async DELETE(request, response) {
        await (await controls()).answers.reset(sessionNamed(request));
        response.status(204).end();
      },
    },
  };
}

/** One answer that was set: DELETE takes it back. */
export function overridePage({ controls }: PageContext): Page {
  const path = `${PATH}/:id`;
  if (!controls) return { path, methods: {}, off: NOT_HERE };
  return {
    path,
    methods: {
      async DELETE(request, response) {
        const id = Number(request.params.id);
        if (Number.isSafeInteger(id) && (await (await controls()).answers.remove(id))) response.status(204).end();
        else send(response, GONE);
      },
    },
  };
}

const NOT_HERE = problemOf(
  501,
  'NOT_IMPLEMENTED',
  'Answers cannot be set here',
  'The service behind this proxy answers. Start docproof mock to set answers.',
);

const GONE = problemOf(
  404,
  'NOT_FOUND',
  'There is no such answer',
  `It was given or taken back. GET ${PATH} lists those that are left, with their ids.`,
);

const LIST_SHAPE =
  'Send a list of answers: [{ "operation": "createSignIn", "answer": { "status": 429 }, "times": 1 }].';

function isForAll(query: URLSearchParams): boolean {
  const names = [...query.keys()];
  if (names.length === 0) return false;
  if (names.length === 1 && query.get('sessions') === 'all') return true;
  throw new InputError('bad-option', 'answers have no such filter', {
    cure: 'Pass sessions=all, or the header Docproof-Session, or neither.',
  });
}

/** The answers of a list. What GET gives can be sent back: what it says beside the answers is of no account. */
function listOf(given: JsonValue): GivenAnswers[] {
  if (!Array.isArray(given))
    throw new InputError('bad-option', 'the body is not a list of answers', { cure: LIST_SHAPE });
  return given.map((each) => {
    if (!isObject(each)) return readGiven(each);
    const { id: _, left: _left, session: _session, ...answer } = each;
    return readGiven(answer);
  });
}
