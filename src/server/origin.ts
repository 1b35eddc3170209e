import type { IncomingMessage } from 'node:http';

/** Scheme and host by which the client called. */
export function originOf({ headers, socket }: IncomingMessage): string {
  const scheme = 'encrypted' in socket && socket.encrypted ? 'https' : 'http';
  return `${scheme}://${headers.host ?? `127.0.0.1:${socket.localPort}`}`;
}
