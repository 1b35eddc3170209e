import { Agent, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { Socket } from 'node:net';
import type { ProxySettings } from './settings.js';

/**
 * The connections to the next server, which are kept between requests.
 * @param tunnel the proxy through which a TLS connection is made
 */
export async function agentFor(
  { insecure }: Pick<ProxySettings, 'insecure'>,
  next: URL,
  tunnel: URL | undefined,
): Promise<Agent> {
  if (next.protocol !== 'https:') return new Agent({ keepAlive: true });
  const options = { keepAlive: true, rejectUnauthorized: !insecure };
  if (!tunnel) return new TlsAgent(options);
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  return new HttpsProxyAgent(tunnel, options);
}

/** The answer that each connection has begun, and that nobody else has asked for since. */
const answers = new WeakMap<Socket, { current: IncomingMessage | undefined }>();

/**
 * Closes the connection of a request if the service sends more than the answer. The rest would otherwise pass for the
 * answer to the next request, perhaps another client's.
 */
export function closeOnStrayBytes(outgoing: ClientRequest): void {
  outgoing.on('socket', (socket) => {
    const known = answers.get(socket);
    if (known) {
      known.current = undefined;
      return;
    }
    const answer: { current: IncomingMessage | undefined } = { current: undefined };
    answers.set(socket, answer);
    // Before the parser sees the bytes: they belong to the answer unless it was complete already.
    socket.prependListener('data', () => {
      if (answer.current?.complete) socket.destroy();
    });
  });
  outgoing.on('response', (message) => {
    const answer = answers.get(message.socket);
    if (answer) answer.current = message;
  });
}
