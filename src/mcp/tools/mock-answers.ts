import { isObject, type JsonObject, type JsonValue, writeJson } from '../../model/index.js';
import { redactMembers } from '../../redact/index.js';
import { askMock, MOCK_URL } from '../mock-client.js';
import { CHANGING, listOf, objectOf, READING, type Tool, textOf } from '../tool.js';

const SESSION: JsonObject = {
  type: 'string',
  pattern: '^[\\w.~-]{1,200}$',
  description: 'The session whose answers are meant (the header Docproof-Session). Without it: everyone.',
};

const SET: JsonObject = objectOf({ answers: listOf({ type: 'object' }) }, ['answers']);

/** Lists the answers that were set at a mock and are left to give. */
export const mockAnswers: Tool = {
  name: 'mock_answers',
  title: 'List the answers that are set at a running mock',
  description: 'Lists the answers that were set at a running docproof mock and that it still has to give.',
  annotations: READING,
  input: objectOf({ url: MOCK_URL, session: SESSION }),
  output: SET,
  run: async (given) => answersAt(given),
};

/** Sets an answer at a mock. */
export const setMockAnswer: Tool = {
  name: 'set_mock_answer',
  title: 'Set an answer at a running mock',
  description:
    'Makes a running docproof mock give another answer for an operation: a status, a named example, a body, a delay or a fault; once, several times, or always.',
  annotations: { ...CHANGING, destructiveHint: false, idempotentHint: false },
  input: objectOf(
    {
      url: MOCK_URL,
      session: SESSION,
      operation: { type: 'string', description: 'An operationId, or "GET /parcels/{id}".' },
      answer: {
        ...objectOf({
          status: { type: 'integer', minimum: 200, maximum: 599 },
          example: { type: 'string', description: 'The name of a documented example.' },
          dynamic: { type: 'boolean', description: 'Whether the body is generated.' },
          body: { description: 'The body, as JSON.' },
          headers: { type: 'object', additionalProperties: { type: 'string' } },
          delay: { type: ['number', 'string'], description: 'In milliseconds, or as 500ms or 2s.' },
          fault: { type: ['integer', 'string'], description: 'What goes wrong: a status, reset, hang, malformed.' },
          when: { type: 'object', description: 'Which requests get it.' },
          undocumented: { type: 'boolean', description: 'Whether an answer that the document does not have is meant.' },
        }),
        minProperties: 1,
      },
      times: {
        anyOf: [{ type: 'integer', minimum: 1 }, { const: 'always' }],
        default: 1,
        description: 'How many requests get it.',
      },
    },
    ['operation', 'answer'],
  ),
  output: SET,
  async run(given) {
    const { operation = null, answer = null, times = 1 } = given;
    await askMock(addressOf(given), {
      method: 'POST',
      path: 'overrides',
      session: textOf(given.session),
      body: { operation, answer, times },
    });
    return answersAt(given);
  },
};

/** Takes answers back. */
export const clearMockAnswers: Tool = {
  name: 'clear_mock_answers',
  title: 'Take back the answers that are set at a running mock',
  description: 'Takes back all answers that were set at a running docproof mock, or one of them by its id.',
  annotations: CHANGING,
  input: objectOf({ url: MOCK_URL, session: SESSION, id: { type: 'integer', minimum: 1 } }),
  output: SET,
  async run(given) {
    const path = typeof given.id === 'number' ? `overrides/${given.id}` : 'overrides';
    await askMock(addressOf(given), { method: 'DELETE', path, session: textOf(given.session) });
    return answersAt(given);
  },
};

function addressOf(given: Parameters<Tool['run']>[0]): string {
  return textOf(given.url) ?? String(MOCK_URL.default);
}

async function answersAt(given: Parameters<Tool['run']>[0]): ReturnType<Tool['run']> {
  const found = await askMock(addressOf(given), { path: 'overrides', session: textOf(given.session) });
  const answers = Array.isArray(found) ? found.filter(isObject).map(clean) : [];
  return {
    text: answers.length === 0 ? 'No answer is set.' : answers.map((answer) => writeJson(answer)).join('\n'),
    data: { answers },
  };
}

/** Bodies that tests set may hold secrets. */
function clean(answer: JsonObject): JsonObject {
  const safe: JsonValue = redactMembers(answer);
  return isObject(safe) ? safe : {};
}
