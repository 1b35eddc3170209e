import type { Contract } from '../contract/index.js';
import { systemSources } from '../io/index.js';
import { type Answer, type Call, createMock, type MockSettings } from '../mock/index.js';
import { describe } from '../model/index.js';
import { type Address, createHandler, type MockHandler, type RunningServer, serveMock } from '../server/index.js';
import { VERSION } from './version.js';

/** How a mock behaves. */
export interface MockOptions {
  /** Answers CORS preflights and lets pages of any origin read the answers. @default true */
  readonly cors?: boolean;
  /** Generates random, valid bodies even where there are examples. @default false */
  readonly dynamic?: boolean;
  /** Prefers the example of this name where an operation has one. @default the first */
  readonly example?: string;
  /** Makes generated bodies the same for the same request. @default none: each is another */
  readonly seed?: string;
  /** The largest request body, in bytes, before and after decompression. @default 10 MiB */
  readonly maxBody?: number;
}

/** Where a mock server listens. Port 0 is any free one. */
export interface ListenOptions extends MockOptions {
  /** @default 4010 */
  readonly port?: number;
  /** @default '127.0.0.1': this machine only */
  readonly host?: string;
  /** Hears of each answer. @default nobody does */
  readonly onAnswer?: (answered: Answered) => void;
}

/** One answer, for a log. */
export interface Answered {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly status: number;
  /** What is wrong with the request, in words: `request body /riskLevel must be one of …`. */
  readonly faults: readonly { readonly severity: 'error' | 'warning'; readonly text: string }[];
}

const DEFAULT_ADDRESS: Address = { port: 4010, host: '127.0.0.1' };
const DEFAULT_MAX_BODY = 10 * 1024 * 1024;

/**
 * A mock of the contract as a handler: `app.use(mock(contract))` in Express 5 or Connect, `createServer(mock(contract))` in Node.
 * Paths that the contract does not have go on to the next handler, where there is one.
 */
export function mock(contract: Contract, options: MockOptions = {}): MockHandler {
  return createHandler(createMock(contract, settingsOf(options), systemSources));
}

/**
 * A mock server that listens, with `/_docproof/health` and `/_docproof/openapi.json` beside the API.
 * @throws InputError `port-in-use`, `bad-option`
 */
export function startMock(contract: Contract, options: ListenOptions = {}): Promise<RunningServer> {
  const { port = DEFAULT_ADDRESS.port, host = DEFAULT_ADDRESS.host, onAnswer } = options;
  return serveMock(
    contract,
    createMock(contract, settingsOf(options), systemSources),
    { port, host },
    { version: VERSION, ...(onAnswer ? { onAnswer: (call, answer) => onAnswer(answeredOf(call, answer)) } : {}) },
  );
}

function answeredOf({ method, target }: Pick<Call, 'method' | 'target'>, { status, violations }: Answer): Answered {
  const faults = violations.map((violation) => ({
    severity: violation.severity,
    text: [violation.in, violation.part, violation.location, describe(violation)]
      .filter((word) => word !== '')
      .join(' '),
  }));
  return { method, target, status, faults };
}

function settingsOf({
  cors = true,
  dynamic = false,
  maxBody = DEFAULT_MAX_BODY,
  example,
  seed,
}: MockOptions): MockSettings {
  return {
    cors,
    dynamic,
    maxBody,
    ...(example === undefined ? {} : { example }),
    ...(seed === undefined ? {} : { seed }),
  };
}
