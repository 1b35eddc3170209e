import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A message as a strict reader of HTTP/1.1 sees it (RFC 9112), which shares no code with Node's. Bytes are Latin-1. */
export interface WireMessage {
  /** Its first line. */
  readonly start: string;
  /** Names in lower case, in order. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** What a text begins with, and what follows it. */
export interface Begun {
  readonly message: WireMessage;
  readonly rest: string;
}

/** Thrown where the bytes are not HTTP/1.1. */
export class NotHttp extends Error {}

/** The request at the start; undefined where it is not whole. @throws NotHttp */
export function readRequest(bytes: string): Begun | undefined {
  const head = readHead(bytes);
  if (!head) return undefined;
  if (!/^[A-Z-]+ [!-~]+ HTTP\/1\.[01]$/.test(head.start)) throw new NotHttp(head.start);
  return withBody(head, 0);
}

/**
 * The last answer to a request at the start, those with a status of 1xx left out; undefined where it is not whole.
 * @param isClosed whether nothing more will come
 * @throws NotHttp
 */
export function readAnswer(bytes: string, method: string, isClosed: boolean): Begun | undefined {
  const head = readHead(bytes);
  if (!head) return undefined;
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(`${head.start} `)?.[1] ?? Number.NaN);
  if (Number.isNaN(status)) throw new NotHttp(head.start);
  if (status < 200) return readAnswer(head.rest, method, isClosed);
  if (method === 'HEAD' || status === 204 || status === 304) return { message: { ...head, body: '' }, rest: head.rest };
  return withBody(head, isClosed ? 'rest' : undefined);
}

/** A service that speaks raw bytes. It is up until the test ends. @returns its port */
export async function rawServer(onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** A connection that keeps what it receives. */
export class Wire {
  readonly socket: Socket;
  received = '';
  isClosed = false;
  #heard: () => void = () => undefined;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1').setNoDelay(true).setEncoding('latin1');
    this.socket.on('data', (text) => {
      this.received += text;
      this.#heard();
    });
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => {
      this.isClosed = true;
      this.#heard();
    });
  }

  send(bytes: string): void {
    this.socket.write(bytes, 'latin1');
  }

  /** Waits for the answer to a request, and takes it out of what was received; undefined where the other end closed. */
  async answer(method: string): Promise<WireMessage | undefined> {
    for (;;) {
      const begun = readAnswer(this.received, method, this.isClosed);
      if (begun) {
        this.received = begun.rest;
        return begun.message;
      }
      if (this.isClosed) return undefined;
      await this.#more();
    }
  }

  /** Waits until the other end closes, or is silent for so many milliseconds. */
  async end(silence = 10_000): Promise<void> {
    this.socket.setTimeout(silence, () => this.socket.destroy());
    while (!this.isClosed) await this.#more();
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#heard = resolve;
    });
  }
}

type Head = Omit<WireMessage, 'body'> & { readonly rest: string };

function readHead(bytes: string): Head | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [start = '', ...lines] = bytes.slice(0, end).split('\r\n');
  return { start, fields: lines.map(readField), rest: bytes.slice(end + 4) };
}

function readField(line: string): readonly [string, string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*$/.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new NotHttp(`not a field: ${JSON.stringify(line)}`);
  return [name.toLowerCase(), value];
}

/** @param otherwise how long a body is that no field frames; undefined where that is not known yet */
function withBody({ rest, ...head }: Head, otherwise: 0 | 'rest' | undefined): Begun | undefined {
  const lengths = head.fields.filter(([name]) => name === 'content-length').map(([, value]) => value);
  const codings = head.fields.filter(([name]) => name === 'transfer-encoding').map(([, value]) => value);
  if (lengths.length + codings.length > 1) throw new NotHttp(`framed more than once: ${head.start}`);
  if (codings.length === 1) {
    if (codings[0]?.toLowerCase() !== 'chunked') throw new NotHttp(`Transfer-Encoding: ${codings[0]}`);
    return withChunks(head, rest);
  }
  if (lengths.length === 0) {
    if (otherwise === undefined) return undefined;
    const length = otherwise === 'rest' ? rest.length : otherwise;
    return { message: { ...head, body: rest.slice(0, length) }, rest: rest.slice(length) };
  }
  if (!/^\d+$/.test(lengths[0] ?? '')) throw new NotHttp(`Content-Length: ${lengths[0]}`);
  const length = Number(lengths[0]);
  return rest.length < length
    ? undefined
    : { message: { ...head, body: rest.slice(0, length) }, rest: rest.slice(length) };
}

function withChunks(head: Omit<WireMessage, 'body'>, bytes: string): Begun | undefined {
  let body = '';
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) return undefined;
    const size = bytes.slice(at, end);
    if (!/^[0-9a-f]+$/i.test(size)) throw new NotHttp(`not the size of a chunk: ${JSON.stringify(size)}`);
    const length = Number.parseInt(size, 16);
    const next = end + 2 + length;
    if (bytes.length < next + 2) return undefined;
    if (bytes.slice(next, next + 2) !== '\r\n') throw new NotHttp('a chunk of another length');
    if (length === 0) return { message: { ...head, body }, rest: bytes.slice(next + 2) };
    body += bytes.slice(end + 2, next);
    at = next + 2;
  }
}
