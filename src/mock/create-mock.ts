import type { Contract, Operation } from '../contract/index.js';
import { createGenerator } from '../generate/index.js';
import type { Store } from '../store/index.js';
import { type Answer, type Call, type Eventually, eventually, type Failure } from './answer.js';
import { type AnswerBook, type Answers, createAnswers } from './answers/answers.js';
import type { MockContext } from './context.js';
import { documentedError } from './documented-error.js';
import { createDocumentedValues } from './documented-values.js';
import { createFinder } from './finder.js';
import { createHeaderWriter, headerFields } from './headers.js';
import { createJournal } from './journal.js';
import { createMemory, type Memory } from './memory.js';
import { createPartFields } from './multipart/fields.js';
import { NO_PREFERENCES } from './preferences.js';
import { createSerializer } from './serialize.js';
import { SESSIONS_KEY, storeOf } from './session.js';
import type { MockSettings } from './settings.js';
import { createStages } from './stages/index.js';
import type { Sources } from './styles/api-style.js';
import { createGraphStyle } from './styles/graph.js';
import { createViolationsHeader } from './violations-header.js';

/** Answers calls. Async only where a body is generated, or something is remembered. */
export interface Mock {
  readonly settings: MockSettings;
  /** The answers that are set in place of the ones that the mock would choose. */
  readonly answers: Answers;
  /** Forgets what a session sent, and its answers; without one, what everyone sent. */
  reset(session?: string): Promise<void>;
  respond(call: Call): Eventually<Answer>;
  /** The answer to a request that could not be read as a call, such as one with a body that is too large. */
  refuse(call: Call, failure: Failure): Eventually<Answer>;
  /** Whether the contract has a path for this call, with this method or another. */
  knows(method: string, target: string): boolean;
  /** The operation that answers such a call; undefined where none does. */
  operationFor(method: string, target: string): Operation | undefined;
}

/** What a mock keeps. */
export interface MockParts {
  readonly memory?: Memory;
  readonly answers?: AnswerBook;
}

/**
 * A mock of the contract.
 * @param store where the mock keeps the state, the call counters and long lists of violations
 * @param parts what it keeps: what it works out once, of which tests pass one that forgets, and the answers that are
 * set, which outlive a mock whose contract changes
 * @throws InputError `bad-option` for faults that the contract does not have
 */
export function createMock(
  contract: Contract,
  settings: MockSettings,
  sources: Sources,
  store: Store,
  { memory = createMemory(), answers = createAnswers(() => contract) }: MockParts = {},
): Mock {
  const context = createContext(contract, settings, sources, store, memory, answers);
  const respond = createStages(context);
  const find = createFinder(contract, context.style);
  return {
    settings,
    answers,
    async reset(session) {
      const own = session === undefined ? answers : answers.session(session);
      own.reset();
      if (session === undefined) await store.clear(SESSIONS_KEY);
      await storeOf(store, session ?? '').clear('items');
    },
    respond,
    refuse: (call, failure) => respond({ ...call, unreadable: failure }),
    knows(method, target) {
      const found = find(method, target);
      return found.operation !== undefined || found.unmatched === 'method';
    },
    operationFor: (method, target) => find(method, target).operation,
  };
}

/** Answers requests that others refuse as the mock answers those that it refuses: by the document where it can. */
export function createRefuser(
  contract: Contract,
  settings: MockSettings,
  sources: Sources,
  store: Store,
): MockContext['fail'] {
  const answers = createAnswers(() => contract);
  return createContext(contract, settings, sources, store, createMemory(), answers).fail;
}

/** The data that the stages of a mock share. */
export function createContext(
  contract: Contract,
  settings: MockSettings,
  sources: Sources,
  store: Store,
  memory: Memory,
  answers: AnswerBook,
): MockContext {
  const generator = createGenerator(contract, { now: sources.now, fillProperties: settings.fillProperties });
  const style = createGraphStyle(contract, sources, memory);
  const journal = createJournal(store, sources.newId);
  const serialize = createSerializer(contract, memory);
  const documentedHeaders = createHeaderWriter(generator, memory, style?.writes);
  const partFields = createPartFields(
    contract,
    (headers) => eventually(headerFields(generator, headers), ({ texts }) => texts),
    memory,
  );
  const header = createViolationsHeader(memory, (violations) => journal.keep(violations));
  return {
    contract,
    settings,
    sources,
    store,
    memory,
    answers,
    generator,
    style,
    values: createDocumentedValues(contract, memory),
    serialize,
    documentedHeaders,
    partFields,
    fail: (call, failed, compiled, preferences = NO_PREFERENCES) =>
      style
        ? style.error(call, failed, compiled?.operation)
        : documentedError(
            {
              serialize,
              generator,
              preferences,
              documented: documentedHeaders,
              header: ({ violations }) => (violations.length > 0 ? { 'sl-violations': header(violations) } : {}),
            },
            failed,
            compiled,
          ),
    violationsHeader: header,
  };
}
