import type { IncomingMessage } from 'node:http';
import {
  type Call,
  type Failure,
  failure,
  INTERNAL_ERROR,
  preflightAnswer,
  refusalFor,
  unmatchedFailure,
} from '../mock/index.js';
import { type Body, NO_BODY, originForm } from '../model/index.js';
import { bodyOf, type ProxyVerdict, requestFault, Tap, type UpstreamAnswer, withoutNamed } from '../proxy/index.js';
import { deliver } from './deliver.js';
import { attempt, endFailed } from './fail.js';
import type { MockHandler } from './handler.js';
import { originOf } from './mount.js';
import { passBack } from './pass-back.js';
import { messageOf, type Passage, type ProxyParts, refuse, tell } from './passage.js';
import { exchangeOf } from './proxied-exchange.js';
import { hasBody } from './read-body.js';
import { isPreflight } from './reply.js';

/** A proxy as a handler of requests. */
export interface ProxyHandler extends MockHandler {
  /** Ends the answers that do not end themselves, such as streams of events. */
  stop(): void;
  /** Fulfilled when every exchange that was begun has been told. */
  settled(): Promise<void>;
}

/** Puts a proxy behind Node's HTTP. */
export function createProxyHandler(parts: ProxyParts): ProxyHandler {
  const stopping = new AbortController();
  const under = new Set<Promise<void>>();
  const handler: MockHandler = (request, response) => {
    const { method = 'GET', url = '/' } = request;
    const headers = withoutNamed(request.headers, request.rawHeaders);
    const startedAt = parts.now();
    const call: Call = { method, target: originForm(url), headers, body: NO_BODY, origin: originOf(request) };
    const gone = new AbortController();
    const failed = (): void => {
      gone.abort();
      request.resume();
      if (!endFailed(response)) return;
      const asked = { method, url: call.target, headers, body: { state: 'unknown', reason: 'aborted' } } as const;
      const answered = exchangeOf(asked, INTERNAL_ERROR, []);
      const exchange = { ...answered, answeredBy: 'proxy', isMocked: false, isRefused: true } as const;
      tell(parts, { startedAt, response }, exchange);
    };
    const passing = pass(parts, { call, request, response, startedAt, gone, stopping: stopping.signal, failed });
    under.add(passing);
    attempt(() => passing.finally(() => under.delete(passing)), failed);
  };
  return Object.assign(handler, {
    stop: () => stopping.abort(),
    async settled() {
      await Promise.allSettled(under);
    },
  });
}

async function pass(parts: ProxyParts, arrived: Omit<Passage, 'body'>): Promise<void> {
  const { settings, mock, judge } = parts;
  const { call, request, response, gone, failed } = arrived;
  const { method } = call;
  // What follows a request for another protocol on its connection is lost in Node's parser, or a part of it.
  if (request.headers.upgrade !== undefined) response.shouldKeepAlive = false;
  const preflight = preflightAnswer(call, mock.settings);
  if (preflight) {
    deliver(response, preflight, method, failed);
    return;
  }
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const tap = hasBody(request) ? new Tap(settings.maxBody, settings.errors, parts.bodies) : undefined;
  if (tap) response.once('close', () => tap.release());
  const coding = request.headers['content-encoding'];
  const body: Promise<Body> = tap
    ? read(request, tap).then(() =>
        tap.isCut || request.complete ? bodyOf(tap, coding, settings.maxBody) : { state: 'unknown', reason: 'aborted' },
      )
    : Promise.resolve(NO_BODY);
  // Code that awaits it gets the error. Until then, or if nothing awaits it, the error must not end the process.
  body.catch(() => undefined);
  const passage: Passage = { ...arrived, body };
  const fault = requestFault(request);
  if (fault) {
    tap?.resume();
    await refuse(parts, passage, fault);
    return;
  }
  if (settings.errors && !isPreflight(request)) {
    // The body decides whether the request is forwarded: it is read first, and sent from memory if it is small enough.
    const refused = refusalOf(judge.request(await messageOf(passage)), call);
    if (refused) {
      await refuse(parts, passage, refused);
      return;
    }
  }
  if (gone.signal.aborted) {
    await refuse(parts, passage, failure('MALFORMED_REQUEST', 'The client went away before its request was whole'));
    return;
  }
  const { target } = call;
  const upstream = await parts.forwarder.forward(
    { method, target, rawHeaders: request.rawHeaders, ...(tap ? { body: tap } : {}) },
    gone.signal,
  );
  if ('code' in upstream) await refuse(parts, passage, upstream);
  else if (settings.mockOn.has(upstream.status)) await answerFromMock(parts, passage, upstream);
  else await passBack(parts, passage, upstream);
}

/** Pipes a request's body into the tap. A client that goes away causes no error for the reader of the body. */
function read(request: IncomingMessage, tap: Tap): Promise<void> {
  request.pipe(tap);
  return new Promise((resolve) => {
    request.once('error', () => tap.destroy());
    request.once('close', () => {
      if (!request.complete) tap.destroy();
      resolve();
    });
    tap.once('end', resolve);
    tap.once('cut', resolve);
    tap.once('finish', resolve);
    tap.once('error', () => resolve());
  });
}

/** The failure that a request amounts to under `--errors`. */
function refusalOf({ match, compiled, violations, batch }: ProxyVerdict, call: Call): Failure | undefined {
  if (batch) {
    const isBroken = violations.some(({ severity }) => severity === 'error');
    return isBroken ? failure('UNPROCESSABLE_ENTITY', 'The batch cannot be used', { violations }) : undefined;
  }
  if (!match.operation) return unmatchedFailure(call, match);
  return compiled && refusalFor(violations, compiled);
}

async function answerFromMock(parts: ProxyParts, passage: Passage, upstream: UpstreamAnswer): Promise<void> {
  // A service that has answered before it read the whole request need not read the rest.
  if (passage.request.complete) upstream.message.resume();
  else upstream.abort();
  const request = await messageOf(passage);
  const answer = await parts.mock.respond({ ...passage.call, body: request.body });
  const exchange = exchangeOf(request, answer, answer.violations);
  tell(parts, passage, { ...exchange, answeredBy: 'mock', isMocked: true, isRefused: false });
  deliver(passage.response, answer, passage.call.method, passage.failed);
}
