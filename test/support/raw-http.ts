import { connect } from 'node:net';

/** A whole answer may take as long as a test may, in milliseconds. */
const A_TEST = 30_000;

/** An answer as it came from the socket. */
export interface RawAnswer {
  /** NaN, where there is no status line. */
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/**
 * Sends bytes as they are and reads until the server closes.
 * @throws Error if the connection is still open after `patience` milliseconds
 */
export function sendRaw(port: number, bytes: string | Buffer, patience = A_TEST): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no end of the answer to ${bytes.toString().slice(0, 300)}`));
    }, patience);
    const finish = (): void => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).toString('latin1'));
    };
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', finish);
    socket.on('error', finish);
    socket.write(bytes);
  });
}

/** Sends bytes, closes this half of the connection, and reads until the server closes or `patience` is over. */
export function sendRawAndEnd(port: number, bytes: string | Buffer, patience = 1_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const timer = setTimeout(() => socket.destroy(), patience);
    const finish = (): void => {
      clearTimeout(timer);
      resolve(text);
    };
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', finish);
    socket.on('error', finish);
    socket.end(bytes);
  });
}

/** Splits an answer; interim answers are skipped. */
export function parseRaw(answer: string): RawAnswer {
  const [head = '', ...rest] = answer
    .replace(/^(?:HTTP\/1\.1 1\d\d[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n)+/, '')
    .split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1]), head, body: rest.join('\r\n\r\n') };
}

/** Sends a request of these lines, after which the connection ends. */
export function askRaw(port: number, ...lines: readonly string[]): Promise<string> {
  return sendRaw(port, [...lines, 'Connection: close', '', ''].join('\r\n'));
}

/** The status of an answer as it came. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
}
