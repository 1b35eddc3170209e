import type { AnswerOverride, PendingAnswer } from '../../../mock/index.js';
import type { ApiRequest } from './requests.js';

/**
 * The fixture `api`: the mock of a test, and what it was asked. Its calls are done when they return, except with a mock
 * in another process (`apiUrl` of the mode `session`): await them there.
 */
export interface Api {
  /** The URL before the paths of the document: where requests go. */
  readonly url: string;
  /** The session of this test, where tests share a mock. */
  readonly session: string | undefined;
  /** Another answer for the next request. An operation is an operationId, or `POST /auditLogs/signIns`. */
  once(operation: string, answer: AnswerOverride): Promise<void>;
  /** For the next requests, as many as `count`. */
  times(operation: string, count: number, answer: AnswerOverride): Promise<void>;
  /** One after the other, each for one request. */
  sequence(operation: string, answers: readonly AnswerOverride[]): Promise<void>;
  /** For every request from now on. */
  always(operation: string, answer: AnswerOverride): Promise<void>;
  /** The documented example of this name, for every request from now on. */
  example(operation: string, name: string): Promise<void>;
  /** The answers that are left to give. */
  list(): Promise<readonly PendingAnswer[]>;
  /** Takes all of them back. */
  reset(): Promise<void>;
  /**
   * The requests of this test that were answered, in the order of their answers. With a mock in another process, those
   * of its pages and calls, a moment after they are answered.
   */
  readonly requests: readonly ApiRequest[];
  /**
   * The first request of an operation that no earlier call of `waitForRequest` gave, once it is answered: it may have
   * come already. It rejects after `timeout` milliseconds, 5000 unless given.
   */
  waitForRequest(operation: string, options?: { readonly timeout?: number }): Promise<ApiRequest>;
}

/** The calls of `Answers` as a mock elsewhere has them: each may take its time. */
export interface AnswerSetter {
  once(operation: string, answer: AnswerOverride): Promise<void> | void;
  times(operation: string, count: number, answer: AnswerOverride): Promise<void> | void;
  sequence(operation: string, answers: readonly AnswerOverride[]): Promise<void> | void;
  always(operation: string, answer: AnswerOverride): Promise<void> | void;
  list(): Promise<readonly PendingAnswer[]> | readonly PendingAnswer[];
  reset(): Promise<void> | void;
}
