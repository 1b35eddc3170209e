import { onTestFinished } from 'vitest';
import { type Contract, type ListenOptions, type RunningMock, startMock } from '../../src/api/index.js';
import { type Started, startServing } from './command.js';
import { contractOf } from './contract.js';

/** What came back. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, where it is JSON. */
  readonly json: unknown;
}

/** A request as a test writes it: `GET /pets/7`, with JSON where the body is an object. */
export interface Asking {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string | Uint8Array;
}

/** A mock that is up until the test ends. */
export interface Serving {
  readonly server: RunningMock;
  ask(request: string, asking?: Asking): Promise<Answered>;
}

/** Serves a document (YAML), or a contract. */
export async function serve(document: string | Contract, options: ListenOptions = {}): Promise<Serving> {
  const contract = typeof document === 'string' ? await contractOf(document) : document;
  const server = await startMock(contract, { port: 0, ...options });
  onTestFinished(() => server.close());
  return { server, ask: (request, asking) => askAt(server.url, request, asking) };
}

/** Sends one request and reads the whole answer. */
export async function askAt(url: string, request: string, { headers = {}, body }: Asking = {}): Promise<Answered> {
  const [method = 'GET', ...target] = request.split(' ');
  const isData = body !== undefined && typeof body === 'object' && !(body instanceof Uint8Array);
  const response = await fetch(`${url}${target.join(' ')}`, {
    method,
    signal: AbortSignal.timeout(60_000),
    headers: { ...(isData ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body === undefined ? {} : { body: isData ? JSON.stringify(body) : (body as string) }),
  });
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

/** Starts a verb that serves, in a separate process, which is killed when the test ends. */
export async function startForTest(...args: readonly string[]): Promise<Started> {
  const started = await startServing(args);
  onTestFinished(() => {
    started.child.kill('SIGKILL');
  });
  return started;
}
