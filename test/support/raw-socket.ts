import { connect } from 'node:net';

/** Sends bytes as they are, and gives all that comes back until the connection ends. */
export function sendRaw(port: number, head: string, body: string | Uint8Array = ''): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(head);
      socket.write(body);
    });
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received));
  });
}

/** Sends a request of these lines, after which the connection ends. */
export function askRaw(port: number, ...lines: readonly string[]): Promise<string> {
  return sendRaw(port, [...lines, 'Connection: close', '', ''].join('\r\n'));
}

/** The status of an answer as it came. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
}
