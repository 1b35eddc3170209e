import type { Contract } from '../contract/index.js';
import type { Mock } from '../mock/index.js';
import { batchBase } from './place.js';

/** A mock that answers batches too, request by request. What it needs for that is loaded with the first one. */
export function withBatch(mock: Mock, contract: Contract): Mock {
  const baseOf = (method: string, target: string): string | undefined =>
    target.includes('batch') ? batchBase(method, target, contract, mock.knows) : undefined;
  return {
    ...mock,
    knows: (method, target) => mock.knows(method, target) || baseOf(method, target) !== undefined,
    respond(call) {
      const base = call.unreadable ? undefined : baseOf(call.method, call.target);
      if (base === undefined) return mock.respond(call);
      return import('./answer.js').then(({ answerBatch }) => answerBatch(mock, call, base));
    },
  };
}
