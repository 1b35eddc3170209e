import { readJson, writeJson } from '../../../model/exact-json.js';
import type { ServerInfo } from './server-info.js';

/** Why the server did not do what the page asked (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Asks the server of the page. Paths are those below `/_docproof/`: `exchanges/17`. */
export interface Client {
  /** @throws Problem */
  get<T>(path: string): Promise<T>;
  /** Sends a change, with the token of the page. @returns the JSON of the answer, if it has any @throws Problem */
  change<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T | undefined>;
  server(): Promise<ServerInfo>;
  /** The events of the feed; the browser connects again by itself. */
  events(): EventSource;
  /** The whole address of a path, for links and downloads. */
  address(path: string): string;
}

/** A client of the server that gave the page. @param base the address of `/_docproof/` */
export function createClient(base: URL): Client {
  let token: Promise<string> | undefined;
  const address = (path: string): string => new URL(path, base).href;
  const get = async <T>(path: string): Promise<T> => readJson<T>(await textOf(await fetch(address(path))));
  const tokenOnce = (): Promise<string> => {
    token ??= get<{ token: string }>('token').then((answer) => answer.token);
    token.catch(() => {
      token = undefined;
    });
    return token;
  };
  const change = async <T>(method: string, path: string, body: unknown, isAgain = false): Promise<T | undefined> => {
    const response = await fetch(address(path), {
      method,
      headers: {
        'X-Docproof-Token': await tokenOnce(),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: writeJson(body) }),
    });
    // A server that was started again has another token.
    if (response.status === 403 && !isAgain) {
      token = undefined;
      return change(method, path, body, true);
    }
    const text = await textOf(response);
    return text === '' ? undefined : readJson<T>(text);
  };
  return {
    get,
    change: (method, path, body) => change(method, path, body),
    server: () => get('server'),
    events: () => new EventSource(address('events')),
    address,
  };
}

async function textOf(response: Response): Promise<string> {
  const text = await response.text();
  if (response.ok) return text;
  throw new Problem(response.status, wordsOf(text) ?? `${response.status} ${response.statusText}`);
}

/** The title and detail of a problem; undefined where the text is none. */
function wordsOf(text: string): string | undefined {
  try {
    const { title, detail } = readJson<{ title?: unknown; detail?: unknown }>(text);
    const words = [title, detail].filter((each) => typeof each === 'string');
    return words.length > 0 ? words.join(': ') : undefined;
  } catch {
    return undefined;
  }
}
