import { InputError, isObject, type JsonObject, type JsonValue, readJson, writeJson } from '../model/index.js';

/** The argument `url` of tools for a running mock. */
export const MOCK_URL: JsonObject = {
  type: 'string',
  default: 'http://127.0.0.1:4010',
  description: 'The address of the running mock or proxy, on this machine.',
};

/** A longer answer is not read. */
const LONGEST = 5_000_000;

/** A mock that says nothing for so long is not there, in milliseconds. */
const PATIENCE = 10_000;

/** A request to a page of a mock. */
export interface MockRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/_docproof/`, its segments encoded: `state/parcels/7`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** The session for which it holds; without it, for everyone. */
  readonly session?: string | undefined;
  readonly body?: JsonValue;
}

/**
 * Asks a running mock or proxy.
 * @param address as the caller names it
 * @returns the JSON of the answer; undefined where it has no body
 * @throws InputError where the address is not on this machine, nothing answers there, or the mock refuses
 */
export async function askMock(address: string, request: MockRequest): Promise<JsonValue | undefined> {
  const { method = 'GET', path, query = {}, session, body } = request;
  const url = new URL(`/_docproof/${path}`, originOf(address));
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  const response = await fetch(url, {
    method,
    // Another address may be on another machine.
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE),
    headers: {
      ...(session === undefined ? {} : { 'Docproof-Session': session }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: writeJson(body) }),
  }).catch((cause: unknown) => {
    throw new InputError('not-found', 'no mock answers there', {
      place: { source: address },
      cure: 'Start one, docproof mock openapi.yaml, and name its address.',
      cause,
    });
  });
  const text = await textOf(response, address);
  const value = text === '' ? undefined : jsonOf(text);
  if (response.ok && (text === '' || value !== undefined)) return value;
  throw refusal(response, value, address);
}

/** @throws InputError `bad-option` for an address that is not one of this machine */
function originOf(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url && isHttp && isThisMachine(url.hostname) && url.username === '' && url.password === '') return url;
  throw new InputError('bad-option', 'this is not the address of a mock on this machine', {
    place: { source: address },
    cure: 'Give an address such as http://127.0.0.1:4010. Mocks on other machines cannot be controlled from here.',
  });
}

/** `URL` writes IPv4 addresses of any form with four decimals. */
function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

async function textOf(response: Response, address: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > LONGEST)
      throw new InputError('too-large', `the answer is longer than ${LONGEST} bytes`, {
        place: { source: address },
        cure: 'Ask for fewer entries, or with a filter.',
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): JsonValue | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

function refusal({ status }: Response, problem: JsonValue | undefined, address: string): InputError {
  const { title, detail } = isObject(problem) ? problem : {};
  const isOurs = typeof title === 'string' && typeof detail === 'string';
  return new InputError('bad-option', isOurs ? title : `the answer is ${status}, and not that of a Docproof mock`, {
    place: { source: address },
    cure: isOurs ? detail : 'Name the address of a running docproof mock, without a path.',
  });
}
