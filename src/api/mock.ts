import type { Contract } from '../contract/index.js';
import { systemSources } from '../io/index.js';
import { createMock, type MockSettings } from '../mock/index.js';
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
  const { port = DEFAULT_ADDRESS.port, host = DEFAULT_ADDRESS.host } = options;
  return serveMock(
    contract,
    createMock(contract, settingsOf(options), systemSources),
    { port, host },
    { version: VERSION },
  );
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
