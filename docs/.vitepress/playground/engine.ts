/**
 * The contract of a pasted document: loads it, answers requests, judges captures. The same rooms as everywhere, with
 * files that are only in memory. Runs in the worker of the page, and in tests.
 */
import type { CaptureFormat } from '../../../src/captures/format.js';
import { har } from '../../../src/captures/formats/har.js';
import { http } from '../../../src/captures/formats/http.js';
import { ndjson } from '../../../src/captures/formats/ndjson.js';
import { nock } from '../../../src/captures/formats/nock.js';
import { type Contract, createContract } from '../../../src/contract/contract.js';
import { basePathOf } from '../../../src/contract/index.js';
import { exchangeOf, type FetchHandler, fetchHandler, judge } from '../../../src/core/index.js';
import { loadDocument } from '../../../src/document/load.js';
import { createGenerator } from '../../../src/generate/index.js';
import type { Files } from '../../../src/io/ports.js';
import { type Exchange, InputError, isUnread } from '../../../src/model/index.js';
import { documentSpecimens } from '../../../src/selftest/index.js';
import type { Answered, FormRequest, Judged, Loaded } from './protocol.js';

/** A pasted text may be so long: a browser's text area holds no more in comfort. */
const MOST_CHARACTERS = 5_000_000;
/** So many exchanges of a capture are judged and shown. */
const MOST_EXCHANGES = 500;
/** So many operations get a request that is made for them; the others have method and URL. */
const MOST_REQUESTS = 60;

/** What the page asks. */
export interface Engine {
  load(text: string): Promise<Loaded>;
  send(request: FormRequest): Promise<Answered>;
  judge(text: string): Promise<Judged>;
}

/** An engine without a document. */
export function createEngine(): Engine {
  let current: { readonly contract: Contract; readonly mock: FetchHandler } | undefined;
  const loaded = (): NonNullable<typeof current> => {
    if (current) return current;
    throw new InputError('not-openapi', 'no document has been read', {
      cure: 'Paste a document that can be read first.',
    });
  };
  return {
    async load(text) {
      current = undefined;
      const contract = createContract(await documentOf(text));
      current = { contract, mock: fetchHandler(contract, { seed: 'playground' }) };
      return {
        title: titleOf(contract),
        operations: await operationsOf(contract),
        warnings: contract.loadWarnings().map(({ message, pointer }) => `${message} (#${pointer})`),
      };
    },
    async send(form) {
      const { contract, mock } = loaded();
      const request = requestOf(form);
      const given = {
        method: form.method,
        // A path alone belongs to the document, whichever host it names.
        // A path alone belongs to the document, whichever host it names.
        url: form.url.startsWith('/') ? form.url : request.url,
        headers: request.headers,
        body: form.body === '' ? null : form.body,
      };
      const response = await mock(request);
      const outcome = judge(contract, await exchangeOf(response.clone(), given));
      return { status: response.status, headers: fieldsOf(response.headers), body: await response.text(), outcome };
    },
    judge: async (text) => judgeAll(loaded().contract, text),
  };
}

async function documentOf(text: string): Promise<Awaited<ReturnType<typeof loadDocument>>> {
  assertLength(text, 'document');
  const isJson = /^\s*\{/.test(text);
  const source = isJson ? 'openapi.json' : 'openapi.yaml';
  const reach = { folders: ['/'], remote: false };
  return loadDocument({ uri: `/${source}`, source, reach }, onlyFile(`/${source}`, text));
}

/** The pasted text is the only file. */
function onlyFile(uri: string, text: string): Files {
  const read = (wanted: string): Uint8Array => {
    if (wanted === uri) return new TextEncoder().encode(text);
    throw new InputError('not-found', 'there is only the pasted text here', {
      place: { source: wanted.replace(/^\//, '') },
      cure: 'Make one file of all: npx docproof bundle openapi.yaml -o bundled.json, and paste that.',
    });
  };
  return {
    read: async (wanted) => read(wanted),
    realPath: async (wanted) => wanted,
    async *stream(wanted) {
      yield read(wanted);
    },
  };
}

function titleOf({ document: { root } }: Contract): string {
  return `${root.info?.title ?? 'untitled'} ${root.info?.version ?? ''}`.trim();
}

/** Each operation with a request that is valid by the document, where one can be made. */
async function operationsOf(contract: Contract): Promise<Loaded['operations']> {
  const generator = createGenerator(contract);
  const found = [];
  for (const [at, operation] of contract.operations.entries()) {
    const { id, method, pathTemplate } = operation;
    const bare = {
      method,
      url: `${basePathOf(contract.document.root, operation)}${pathTemplate}`,
      headers: '',
      body: '',
    };
    let request: FormRequest = bare;
    if (at < MOST_REQUESTS) {
      const one = { ...contract, operations: [operation] };
      for await (const { exchange } of documentSpecimens(one, generator, {
        seed: 'playground',
        perClass: 1,
        variants: 0,
      })) {
        request = formOf(exchange);
        break;
      }
    }
    found.push({ id, request });
  }
  return found;
}

function formOf({ request: { method, url, headers, body } }: Exchange): FormRequest {
  const content = body.state === 'present' ? body.content : '';
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
  return { method, url, headers: fields.join('\n'), body: indented(text) };
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** The request of the form. A path alone is at a host that no document has. @throws InputError */
function requestOf({ method, url, headers, body }: FormRequest): Request {
  try {
    const fields = headers
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line): [string, string] => {
        const at = line.indexOf(':');
        if (at < 1) throw new TypeError(`"${line}" is not a header field: write name: value`);
        return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      });
    const hasBody = body !== '' && !/^(?:GET|HEAD)$/i.test(method);
    return new Request(new URL(url, 'http://localhost'), { method, headers: fields, ...(hasBody ? { body } : {}) });
  } catch (error) {
    throw new InputError(
      'bad-option',
      `the request cannot be sent: ${error instanceof Error ? error.message : String(error)}`,
      {
        cure: 'Correct the method, the URL or the header fields.',
        cause: error,
      },
    );
  }
}

function fieldsOf(headers: Headers): string {
  return [...headers].map(([name, value]) => `${name}: ${value}`).join('\n');
}

const FORMATS: readonly CaptureFormat[] = [har, nock, ndjson, http];

async function judgeAll(contract: Contract, given: string): Promise<Judged> {
  assertLength(given, 'capture');
  const text = onOneLine(given.replace(/^\uFEFF?\s+/, ''));
  const format = FORMATS.find(({ detects }) => detects(text.slice(0, 4096)));
  if (!format)
    throw new InputError(
      text === '' ? 'empty-capture' : 'unknown-format',
      text === '' ? 'nothing was pasted' : 'this is no capture that is read here',
      {
        cure: 'Paste a HAR of a browser, lines of NDJSON, HTTP messages, or one exchange: { "request": { "method": "GET", "url": "/users" }, "response": { "status": 200 } }.',
      },
    );
  const outcomes: Judged['outcomes'][number][] = [];
  const unread: string[] = [];
  for await (const item of format.read('pasted', once(text))) {
    if (outcomes.length + unread.length >= MOST_EXCHANGES) return { outcomes, unread, isCut: true };
    if (isUnread(item)) unread.push(`#${item.index}: ${item.detail}`);
    else outcomes.push({ ...judge(contract, item), target: `${item.request.method} ${item.request.url}` });
  }
  return { outcomes, unread, isCut: false };
}

/** An exchange that is written over several lines is one line of NDJSON. */
function onOneLine(text: string): string {
  if (!/^\{\s*"(?:request|response|source)"/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

function assertLength(text: string, what: string): void {
  if (text.length <= MOST_CHARACTERS) return;
  throw new InputError(
    'too-large',
    `the ${what} has ${text.length.toLocaleString('en')} characters; ${MOST_CHARACTERS.toLocaleString('en')} are read here`,
    {
      cure: 'Use the command line, which reads files of any size: npx docproof check openapi.yaml capture.har.',
    },
  );
}
