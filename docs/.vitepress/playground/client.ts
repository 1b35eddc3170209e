/**
 * The page's side of the worker. The worker is made of a text that was loaded with the page, so that a new one needs no
 * request. A question that takes longer than the limit ends the worker: a hostile document costs seconds, not the page.
 */
import type { Problem, Question, Questions, Reply } from './protocol.js';

/** How long a question may take. */
export const LIMIT_MS = 15_000;

/** Asks the worker, one question at a time. */
export interface Client {
  /** @throws PlaygroundProblem */
  ask<Kind extends keyof Questions>(kind: Kind, ask: Questions[Kind]['ask']): Promise<Questions[Kind]['answer']>;
}

/** What went wrong, with the cure. */
export class PlaygroundProblem extends Error implements Problem {
  readonly cure?: string;

  constructor({ message, cure }: Problem) {
    super(message);
    if (cure !== undefined) this.cure = cure;
  }
}

/** @param source the text of the worker @param limit in milliseconds */
export function createClient(source: string, limit = LIMIT_MS): Client {
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  let worker: Worker | undefined;
  let last = 0;
  /** The document that was read last: a new worker reads it again. */
  let document: string | undefined;
  let before: Promise<unknown> = Promise.resolve();

  const put = <Answer>(question: Question): Promise<Answer> => {
    worker ??= new Worker(address, { type: 'module' });
    const asked = worker;
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        asked.onmessage = null;
        asked.onerror = null;
      };
      const stop = (problem: Problem): void => {
        end();
        asked.terminate();
        if (worker === asked) worker = undefined;
        reject(new PlaygroundProblem(problem));
      };
      const timer = setTimeout(
        () =>
          stop({
            message: `This took longer than ${limit / 1000} seconds and was stopped.`,
            cure: 'Try a smaller document or capture, or the command line, which has no such limit.',
          }),
        limit,
      );
      asked.onerror = (event) => {
        event.preventDefault();
        stop({ message: `The worker ended: ${event.message}` });
      };
      asked.onmessage = ({ data }: MessageEvent<Reply>) => {
        if (data.id !== question.id) return;
        end();
        if ('problem' in data) reject(new PlaygroundProblem(data.problem));
        else resolve(data.answer as Answer);
      };
      asked.postMessage(question);
    });
  };
  const next = (): number => {
    last += 1;
    return last;
  };
  return {
    ask(kind, ask) {
      const answer = before.then(async () => {
        if (kind === 'load') document = String(ask);
        else if (!worker && document !== undefined) await put({ id: next(), kind: 'load', ask: document });
        return put<Questions[typeof kind]['answer']>({ id: next(), kind, ask } as Question);
      });
      before = answer.catch(() => undefined);
      return answer;
    },
  };
}
