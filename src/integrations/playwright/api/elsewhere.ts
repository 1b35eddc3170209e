import type { PendingAnswer } from '../../../mock/index.js';
import { InputError, isObject, type JsonValue } from '../../../model/index.js';
import type { AnswerSetter } from './api.js';

/** The answers of a mock in another process, by its page `/_docproof/overrides`, for one session. */
export function answersElsewhere(url: string, session: string): AnswerSetter {
  const page = new URL('/_docproof/overrides', url);
  const ask = async (method: string, value?: unknown): Promise<Response> => {
    const init = { method, headers: { 'docproof-session': session } };
    const response = await fetch(page, value === undefined ? init : { ...init, body: JSON.stringify(value) }).catch(
      (cause: unknown) => {
        throw new InputError('bad-option', `no mock answers at ${page}`, {
          cure: 'Start one there: docproof mock openapi.yaml --port 4010.',
          cause,
        });
      },
    );
    if (response.ok) return response;
    const detail = detailIn(await response.text());
    throw new InputError(
      'bad-option',
      detail ?? `${page} answered ${response.status}: it is not a mock of Docproof`,
      {},
    );
  };
  const post = async (value: unknown): Promise<void> => void (await ask('POST', value));
  return {
    once: (operation, answer) => post({ operation, answer }),
    times: (operation, times, answer) => post({ operation, answer, times }),
    sequence: (operation, sequence) => post({ operation, sequence }),
    always: (operation, answer) => post({ operation, answer, times: 'always' }),
    async list() {
      const list: PendingAnswer[] = await (await ask('GET'))
        .json()
        .then((value) => (Array.isArray(value) ? value : []));
      return list;
    },
    reset: async () => void (await ask('DELETE')),
  };
}

function detailIn(text: string): string | undefined {
  try {
    const problem: JsonValue = JSON.parse(text);
    return isObject(problem) && typeof problem.detail === 'string' ? problem.detail : undefined;
  } catch {
    return undefined;
  }
}
