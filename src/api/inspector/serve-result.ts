import { rulesIn } from '../../check/index.js';
import type { Contract } from '../../contract/index.js';
import { FeedRing } from '../../feed/index.js';
import type { Exchange, Result } from '../../model/index.js';
import { pageData, resultFormats } from '../../report/index.js';
import { type MockHandler, type RunningServer, serveMock } from '../../server/index.js';
import { memoryStore } from '../../store/index.js';
import { authoredDocument } from '../authored-document.js';
import type { CheckOptions } from '../check.js';
import { addressOf, feedAccess } from '../mock.js';
import { VERSION } from '../version.js';

/** The exchanges of a check, kept for its page. */
export interface CheckedExchanges {
  /** Keeps an exchange; of very many the last ones. */
  readonly add: (exchange: Exchange) => void;
  /** Shows a finished check of these exchanges on 127.0.0.1, on a port that is free. */
  serve(contract: Contract, result: Result): Promise<RunningServer>;
}

/**
 * Keeps the exchanges of a check and shows them, with its result, in the inspector.
 * @param options those of the check: its page judges and redacts as it did
 */
export function checkedExchanges(options: CheckOptions): CheckedExchanges {
  const ring = new FeedRing();
  return {
    add: (exchange) => ring.add(endedOf(exchange)),
    async serve(contract, result) {
      const rules = { check: rulesIn(options), redact: options.redact ?? {} };
      const document = await authoredDocument(contract, resultFormats.pointers('html', result) ?? []);
      const data = pageData(result, { color: false, document });
      return serveMock(
        NOTHING_HERE,
        { ...addressOf({ host: '127.0.0.1', port: 0 }), isGuarded: true },
        {
          version: VERSION,
          mode: 'result',
          contract: () => contract,
          store: memoryStore(),
          feed: feedAccess(ring, () => contract, rules),
          result: data,
        },
      );
    },
  };
}

/** This server has its own pages only. */
const NOTHING_HERE: MockHandler = (_request, response) => {
  response.writeHead(404, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' });
  response.end('The result is at /_docproof/\n');
};

function endedOf(exchange: Exchange): Parameters<FeedRing['add']>[0] {
  const { source, index, request, response, time, caveats = [] } = exchange;
  return {
    method: request.method,
    target: request.url,
    asked: request.headers,
    askedBody: request.body,
    status: response.status,
    answered: response.headers,
    answeredBody: response.body,
    answeredBy: 'service',
    at: `${source} #${index}`,
    violations: [],
    caveats,
    startedAt: time?.from ?? 0,
    duration: time ? Math.max(0, time.to - time.from) : 0,
  };
}
