import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { framingOf, isStream, parseMediaType } from '../http/index.js';
import { breakOffCutAnswer } from '../io/cut-answers.js';
import { type Failure, failure } from '../mock/index.js';
import { agentFor, closeOnStrayBytes } from './connections.js';
import { forwardedHeaders, type RawHeaders } from './headers.js';
import { answerFault } from './message.js';
import type { ProxySettings } from './settings.js';

/** A request on its way to the service. */
export interface ForwardedRequest {
  readonly method: string;
  /** Origin-form, as the client sent it. */
  readonly target: string;
  readonly rawHeaders: RawHeaders;
  /** Absent where the request has none. As long as `Content-Length` says, where there is such a field. */
  readonly body?: Readable;
}

/** The service's answer: its head, and its body as it comes. */
export interface UpstreamAnswer {
  readonly status: number;
  readonly message: IncomingMessage;
  /** Ends the exchange before its end. */
  abort(): void;
}

/** Sends requests to the service. */
export interface Forwarder {
  /** @param signal ends the request, as when the client went away */
  forward(request: ForwardedRequest, signal: AbortSignal): Promise<UpstreamAnswer | Failure>;
  /** Closes the connections that are kept. */
  close(): void;
}

/**
 * A forwarder with connections that are kept alive. Redirects are answers, content codings are content: both go through
 * as they are.
 */
export async function createForwarder(settings: ProxySettings): Promise<Forwarder> {
  const { upstream, timeout } = settings;
  const isTls = upstream.protocol === 'https:';
  const proxy = await proxyFor(settings);
  // A proxy for plain HTTP is asked for the whole URL (RFC 9112 §3.2.2); one for TLS is a tunnel.
  const isAsked = proxy !== undefined && !isTls;
  const next = isAsked ? proxy : upstream;
  const agent = await agentFor(settings, next, isAsked ? undefined : proxy);
  const basePath = `${isAsked ? upstream.origin : ''}${upstream.pathname.replace(/\/+$/, '')}`;
  const credentials = isAsked && proxy.username !== '' ? ['Proxy-Authorization', basicOf(proxy)] : [];
  const send = next.protocol === 'https:' ? httpsRequest : httpRequest;
  const forwarder: Forwarder = {
    forward(request, signal) {
      const { method, target, rawHeaders, body } = request;
      return new Promise((resolve) => {
        const outgoing = send({
          agent,
          method,
          signal,
          protocol: next.protocol,
          hostname: next.hostname.replace(/^\[|\]$/g, ''),
          ...(next.port === '' ? {} : { port: next.port }),
          path: basePath + target,
          headers: [...forwardedHeaders(rawHeaders, upstream.host, method, body !== undefined), ...credentials],
          ...(isTls ? { rejectUnauthorized: !settings.insecure } : {}),
        });
        const timer = setTimeout(() => {
          resolve(timedOut(settings, 'did not begin its answer'));
          outgoing.destroy();
        }, timeout);
        closeOnStrayBytes(outgoing);
        breakOffCutAnswer(outgoing);
        outgoing.on('response', (message) => {
          clearTimeout(timer);
          const fault = answerFault(message);
          if (fault !== undefined) {
            resolve(unreachable(settings, new Error(fault)));
            outgoing.destroy();
            return;
          }
          // Streams, such as those of events, are silent as long as they like.
          if (!mayBeSilent(message.headers['content-type']))
            message.setTimeout(timeout, () => message.destroy(new Error('the service fell silent')));
          resolve({ status: message.statusCode ?? 0, message, abort: () => outgoing.destroy() });
        });
        outgoing.on('upgrade', (_message, socket) => {
          resolve(unreachable(settings, new Error('it changes to another protocol, which nobody asked for')));
          socket.destroy();
        });
        outgoing.on('error', (error) => {
          clearTimeout(timer);
          // The other end may just have closed a kept-alive connection: then nothing was answered, and the request was
          // not read.
          const isRepeatable = IDEMPOTENT.has(method) && !body;
          if (outgoing.reusedSocket && isRepeatable && isReset(error)) resolve(forwarder.forward(request, signal));
          else resolve(unreachable(settings, error));
        });
        outgoing.on('close', () => {
          clearTimeout(timer);
          resolve(unreachable(settings, new Error('it closed the connection')));
        });
        sendBody(outgoing, body);
      });
    },
    close: () => agent.destroy(),
  };
  return forwarder;
}

function mayBeSilent(contentType = ''): boolean {
  const type = parseMediaType(contentType);
  const framing = type && framingOf(type);
  return framing !== undefined && isStream(framing);
}

/** Methods of requests that may be sent again without asking the client (RFC 9110 §9.2.2). */
const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE', 'QUERY']);

function isReset(error: Error & { code?: string }): boolean {
  return error.code === 'ECONNRESET' || error.code === 'EPIPE';
}

function sendBody(outgoing: ClientRequest, body: Readable | undefined): void {
  if (!body) {
    outgoing.end();
    return;
  }
  body.on('error', (error) => outgoing.destroy(error));
  body.pipe(outgoing);
  // A service that answers early takes no more: what the client still sends is read and thrown away.
  outgoing.once('close', () => body.unpipe(outgoing).resume());
}

/**
 * The proxy between this one and the service: the one that was named, else what `HTTP_PROXY`, `HTTPS_PROXY` and
 * `NO_PROXY` say.
 */
async function proxyFor({ upstream, upstreamProxy }: ProxySettings): Promise<URL | undefined> {
  if (upstreamProxy !== undefined) return new URL(upstreamProxy);
  const { getProxyForUrl } = await import('proxy-from-env');
  const proxy = getProxyForUrl(upstream.href);
  return proxy === '' ? undefined : new URL(proxy);
}

function basicOf({ username, password }: URL): string {
  return `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`;
}

function timedOut({ upstream, timeout }: ProxySettings, what: string): Failure {
  return failure(
    'UPSTREAM_TIMEOUT',
    `${upstream.origin} ${what} within ${timeout} ms, the time that --timeout gives it`,
  );
}

/** Why no answer came, by the code of the system or of TLS. */
const CAUSES: Readonly<Record<string, string>> = {
  ABORT_ERR: 'the client went away',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it cut the connection',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'its name cannot be looked up now',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ETIMEDOUT: 'it does not take the connection',
  EPIPE: 'it closed the connection',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself; --insecure takes it',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by no one who is known; --insecure takes it',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be verified; --insecure takes it',
  CERT_HAS_EXPIRED: 'its certificate has expired; --insecure takes it',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host; --insecure takes it',
  EPROTO: 'it does not speak TLS as expected: is the scheme right?',
};

function unreachable({ upstream }: ProxySettings, error: Error & { code?: string }): Failure {
  const code = error.code ?? '';
  const cause = CAUSES[code] ?? (code.startsWith('HPE_') ? 'its answer is not HTTP' : error.message);
  return failure(
    'UPSTREAM_FAILED',
    `${upstream.origin} cannot be reached or does not answer: ${cause}${code === '' ? '' : ` (${code})`}`,
  );
}
