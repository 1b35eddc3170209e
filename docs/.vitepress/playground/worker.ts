/** The worker of the playground: each question has one reply. What takes too long, the page ends from outside. */
import { createEngine } from './engine.js';
import type { Problem, Question, Reply } from './protocol.js';

const engine = createEngine();

/** The part of a dedicated worker's scope that is used here. */
interface Scope {
  onmessage: ((event: MessageEvent<Question>) => void) | null;
  postMessage(reply: Reply): void;
}
const scope = self as unknown as Scope;

scope.onmessage = ({ data }) => {
  answer(data).then(
    (given) => scope.postMessage({ id: data.id, answer: given }),
    (error: unknown) => scope.postMessage({ id: data.id, problem: problemOf(error) }),
  );
};

function answer(question: Question): ReturnType<(typeof engine)[Question['kind']]> {
  switch (question.kind) {
    case 'load':
      return engine.load(question.ask);
    case 'send':
      return engine.send(question.ask);
    case 'judge':
      return engine.judge(question.ask);
  }
}

function problemOf(error: unknown): Problem {
  const { message = String(error), cure } = error as { message?: string; cure?: string };
  return { message, ...(typeof cure === 'string' ? { cure } : {}) };
}
