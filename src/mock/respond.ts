import {
  type CompiledOperation,
  type Contract,
  judgeRequest,
  type Match,
  type MediaContent,
  type Policy,
} from '../contract/index.js';
import type { JsonValue, Violation } from '../model/index.js';
import { headerValue } from '../model/index.js';
import { type Answer, type Call, type Failure, failure, isFailure } from './answer.js';
import { preflightAnswer, withCors } from './behaviours/cors.js';
import { graphManners } from './behaviours/graph.js';
import type { Sources } from './behaviours/manners.js';
import { documentedError } from './documented-error.js';
import { createGenerator } from './generate.js';
import { documentedHeaders } from './headers.js';
import { type Choice, negotiate } from './negotiate.js';
import { NO_PREFERENCES, type Preferences, readPreferences } from './preferences.js';
import { refusalFor, unmatchedFailure } from './refusal.js';
import { serialize } from './serialize.js';
import { violationsHeader } from './violations-header.js';

/** What a mock does. Complete: defaults are filled in where it is made. */
export interface MockSettings {
  /** Answers preflights and lets pages of any origin read. */
  readonly cors: boolean;
  /** Generates bodies even where there are examples. */
  readonly dynamic: boolean;
  /** The example to prefer where an operation has one of that name. */
  readonly example?: string;
  /** Makes generated bodies the same for the same request. */
  readonly seed?: string;
  /** The largest request body, in bytes. It is enforced where bodies are read. */
  readonly maxBody: number;
}

/** Answers calls. Async only where a body is generated. */
export interface Mock {
  readonly settings: MockSettings;
  respond(call: Call): Answer | Promise<Answer>;
  /** The answer to a request that failed before it could be read as a call, such as one that was too large. */
  refuse(call: Call, failure: Failure): Answer | Promise<Answer>;
  /** Whether the contract has a path for this call, with this method or another. */
  knows(method: string, target: string): boolean;
}

/** Violations of a request do not hinder the answer where they are only warnings; properties that no one documented are none of the mock's business. */
const POLICY: Policy = {
  placeholders: 'warn',
  undocumented: 'error',
  undocumentedProperties: 'allow',
  credentials: 'error',
};

/** A mock of the contract: route, security and request validation, negotiation, body (Prism's order, so that anyone can switch). */
export function createMock(contract: Contract, settings: MockSettings, sources: Sources): Mock {
  const generator = createGenerator(contract);
  const manners = graphManners(contract, sources);
  const usualChoices = new Map<CompiledOperation, Choice | Failure>();

  const fail = (call: Call, failed: Failure, compiled?: CompiledOperation): Answer | Promise<Answer> =>
    manners ? manners.error(call, failed, compiled?.operation) : documentedError(generator, failed, compiled);

  const choose = (
    compiled: CompiledOperation,
    preferences: Preferences,
    accept: string | undefined,
  ): Choice | Failure => {
    if (preferences !== NO_PREFERENCES || (accept !== undefined && accept !== '*/*'))
      return negotiate(compiled, preferences, accept, settings);
    // Most clients ask for nothing in particular: what they get depends on the document alone.
    const usual = usualChoices.get(compiled) ?? negotiate(compiled, preferences, accept, settings);
    usualChoices.set(compiled, usual);
    return usual;
  };

  const answerAs = (
    call: Call,
    choice: Choice,
    compiled: CompiledOperation,
    value: JsonValue | undefined,
    violations: readonly Violation[],
  ): Answer => {
    const headers: Record<string, string | string[]> = {
      ...documentedHeaders(compiled, choice.response),
      ...(choice.media ? { 'Content-Type': choice.media.key } : {}),
      ...manners?.headers(call, choice, value),
      ...(compiled.operation.deprecated ? { Deprecation: 'true' } : {}),
      ...(violations.length > 0 ? { 'sl-violations': violationsHeader(violations) } : {}),
    };
    const body =
      choice.media && value !== undefined && !isBodiless(choice.status)
        ? serialize(choice.media, value, choice.example)
        : undefined;
    return { status: choice.status, headers, violations, ...(body === undefined ? {} : { body }) };
  };

  const generateFor = async (
    call: Call,
    media: MediaContent,
    choice: Choice,
    seed: string | undefined,
  ): Promise<JsonValue | undefined> => {
    if (!choice.dynamic) return generator.sample(media);
    return generator.invent(media, seed === undefined ? sources.newId() : `${seed} ${call.method} ${call.target}`);
  };

  const respondTo = (call: Call, match: Match): Answer | Promise<Answer> => {
    const compiled = contract.compile(match.operation);
    const message = { method: call.method, url: call.target, headers: call.headers, body: call.body };
    const { violations } = judgeRequest(
      { schemas: contract.schemas, compiled, policy: POLICY },
      message,
      match.pathValues,
    );
    const refusal = refusalFor(violations, compiled);
    if (refusal) return fail(call, refusal, compiled);
    const preferences = readPreferences(call);
    if (isFailure(preferences)) return fail(call, preferences, compiled);
    const choice = choose(compiled, preferences, headerValue(call.headers, 'accept'));
    if ('detail' in choice) return fail(call, choice, compiled);
    if (choice.example || !choice.media || choice.media.schema === undefined) {
      return answerAs(call, choice, compiled, choice.example?.value, violations);
    }
    const { media } = choice;
    return generateFor(call, media, choice, preferences.seed ?? settings.seed).then((value) =>
      value === undefined
        ? fail(
            call,
            failure('GENERATION_FAILED', `no body that is valid against ${media.pointer}/schema was found`),
            compiled,
          )
        : answerAs(call, choice, compiled, value, violations),
    );
  };

  const route = (call: Call): Answer | Promise<Answer> => {
    const match = contract.matcher.matchTarget(call.method, call.target);
    if (match.operation) return respondTo(call, match);
    if (call.method === 'HEAD') {
      const get = contract.matcher.matchTarget('GET', call.target);
      // The body stays: whoever sends the answer leaves it out, and tells its length (RFC 9110 §9.3.2).
      if (get.operation) return respondTo({ ...call, method: 'GET' }, get);
    }
    return fail(call, unmatchedFailure(call, match));
  };

  const finish = (call: Call, answer: Answer | Promise<Answer>): Answer | Promise<Answer> =>
    settings.cors ? then(answer, (made) => withCors(call, made)) : answer;

  return {
    settings,
    respond(call) {
      const preflight = settings.cors ? preflightAnswer(call) : undefined;
      return preflight ?? finish(call, route(call));
    },
    refuse: (call, failed) => finish(call, fail(call, failed)),
    knows(method, target) {
      const match = contract.matcher.matchTarget(method, target);
      return match.operation !== undefined || match.unmatched === 'method';
    },
  };
}

function then(answer: Answer | Promise<Answer>, change: (made: Answer) => Answer): Answer | Promise<Answer> {
  return answer instanceof Promise ? answer.then(change) : change(answer);
}

function isBodiless(status: number): boolean {
  return status < 200 || status === 204 || status === 304;
}
