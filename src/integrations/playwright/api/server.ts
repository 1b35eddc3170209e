import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type MockOptions, mock, type SettableAnswers } from '../../../api/index.js';
import type { Contract } from '../../../contract/index.js';
import type { LiveExchange } from '../../../model/index.js';
import { observeHttp } from '../../../server/index.js';

/** A mock on a free port of this machine. */
export interface ServedMock extends SettableAnswers {
  readonly url: string;
  /** Hears of each exchange. @returns what ends that */
  hear(listener: (exchange: LiveExchange) => void): () => void;
  /** Cuts what is under way. */
  close(): Promise<void>;
}

/** Of larger bodies nothing is kept, in bytes. */
const MAX_BODY = 10 * 1024 * 1024;

/** Starts one. @throws InputError `bad-option` */
export async function serveMock(contract: Contract, options: Omit<MockOptions, 'state'>): Promise<ServedMock> {
  const handler = mock(contract, options);
  const listeners = new Set<(exchange: LiveExchange) => void>();
  const server = createServer((request, response) => {
    observeHttp(request, response, { maxBody: MAX_BODY, startedAt: new Date() }, (exchange) => {
      for (const hear of listeners) hear(exchange);
    });
    handler(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    answers: handler.answers,
    reset: handler.reset,
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
