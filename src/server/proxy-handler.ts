import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import {
  type Call,
  corsHeaders,
  type Failure,
  failure,
  type Mock,
  preflightAnswer,
  refusalFor,
  unmatchedFailure,
} from '../mock/index.js';
import { type Body, NO_BODY, originForm, type RequestMessage, type Violation } from '../model/index.js';
import {
  bodyOf,
  type Forwarder,
  type ProxyJudge,
  type ProxySettings,
  type ProxyVerdict,
  pairsOf,
  returnedHeaders,
  Tap,
  type UpstreamAnswer,
} from '../proxy/index.js';
import { deliver } from './deliver.js';
import { attempt, endFailed, INTERNAL_ERROR, notify } from './fail.js';
import { isPreflight, type MockHandler } from './handler.js';
import { hold } from './hold.js';
import { originOf } from './origin.js';
import { exchangeOf, type ProxiedExchange } from './proxied-exchange.js';
import { hasBody } from './read-body.js';

/** The parts of a proxy. */
export interface ProxyParts {
  readonly settings: ProxySettings;
  readonly forwarder: Forwarder;
  readonly judge: ProxyJudge;
  /** Answers in the service's place, and with problems. */
  readonly mock: Mock;
  /** The clock. */
  readonly now: () => Date;
  /** The `sl-violations` header. */
  readonly tell: (violations: readonly Violation[]) => string;
  /** Called with each exchange as it ends. */
  readonly onExchange?: (exchange: ProxiedExchange) => void;
}

/** Answers up to this size wait until they are whole, so that a header can list their faults. Larger ones stream. */
const HELD = 256 * 1024;
/** And no answer is held longer than this, in milliseconds: what trickles is passed on as it comes. */
const HELD_FOR = 150;

/** A request while it goes through. */
interface Passage {
  readonly call: Call;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Fulfilled when the request's body has passed. */
  readonly body: Promise<Body>;
  readonly startedAt: Date;
  /** Ends the request to the service. */
  readonly gone: AbortController;
  /** Ends an exchange in which Docproof itself failed. */
  readonly failed: (error: unknown) => void;
}

/** Puts a proxy behind Node's HTTP. */
export function createProxyHandler(parts: ProxyParts): MockHandler {
  return (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const startedAt = parts.now();
    const call: Call = { method, target: originForm(url), headers, body: NO_BODY, origin: originOf(request) };
    const gone = new AbortController();
    const failed = (): void => {
      gone.abort();
      request.resume();
      if (!endFailed(response)) return;
      const asked = { method, url: call.target, headers, body: { state: 'unknown', reason: 'aborted' } } as const;
      tell(parts, { ...exchangeOf(asked, INTERNAL_ERROR, []), startedAt, isMocked: false, isRefused: true });
    };
    attempt(() => pass(parts, { call, request, response, startedAt, gone, failed }), failed);
  };
}

async function pass(parts: ProxyParts, arrived: Omit<Passage, 'body'>): Promise<void> {
  const { settings, mock, judge } = parts;
  const { call, request, response, gone, failed } = arrived;
  const { method } = call;
  const preflight = preflightAnswer(call, mock.settings);
  if (preflight) {
    deliver(response, preflight, method, failed);
    return;
  }
  const tap = hasBody(request) ? new Tap(settings.maxBody, settings.errors) : undefined;
  const coding = request.headers['content-encoding'];
  const body = tap ? read(request, tap).then(() => bodyOf(tap, coding, settings.maxBody)) : Promise.resolve(NO_BODY);
  // Code that awaits it gets the error. Until then, or if nothing awaits it, the error must not end the process.
  body.catch(() => undefined);
  const passage: Passage = { ...arrived, body };
  if (settings.errors && !isPreflight(request)) {
    // The body decides whether the request is forwarded: it is read first, and sent from memory if it is small enough.
    const refused = refusalOf(judge.request(await messageOf(passage)), call);
    if (refused) {
      await refuse(parts, passage, refused);
      return;
    }
  }
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const upstream = await parts.forwarder.forward(
    {
      method,
      target: call.target,
      rawHeaders: request.rawHeaders,
      ...(tap ? { body: tap } : {}),
    },
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

/** @param wait how long the body may take, in milliseconds, before the judging goes on without it; default no limit */
async function messageOf({ call, body }: Passage, wait?: number): Promise<RequestMessage> {
  const late = new Promise<Body>((resolve) => {
    if (wait !== undefined) setTimeout(resolve, wait, { state: 'unknown', reason: 'aborted' }).unref();
  });
  return { method: call.method, url: call.target, headers: call.headers, body: await Promise.race([body, late]) };
}

/** The failure that a request amounts to under `--errors`. */
function refusalOf({ match, compiled, violations }: ProxyVerdict, call: Call): Failure | undefined {
  if (!match.operation) return unmatchedFailure(call, match);
  return compiled && refusalFor(violations, compiled);
}

async function refuse(parts: ProxyParts, passage: Passage, refused: Failure): Promise<void> {
  const { call, request, response } = passage;
  request.resume();
  const answer = await parts.mock.refuse(call, refused);
  deliver(response, answer, call.method, passage.failed);
  tell(parts, {
    ...exchangeOf(await messageOf(passage, HELD_FOR), answer, refused.violations),
    startedAt: passage.startedAt,
    isMocked: false,
    isRefused: true,
  });
}

async function answerFromMock(parts: ProxyParts, passage: Passage, upstream: UpstreamAnswer): Promise<void> {
  upstream.message.resume();
  const request = await messageOf(passage);
  const answer = await parts.mock.respond({ ...passage.call, body: request.body });
  deliver(passage.response, answer, passage.call.method, passage.failed);
  tell(parts, {
    ...exchangeOf(request, answer, answer.violations),
    startedAt: passage.startedAt,
    isMocked: true,
    isRefused: false,
  });
}

function tell({ onExchange }: ProxyParts, exchange: ProxiedExchange): void {
  if (onExchange) notify('onExchange', () => onExchange(exchange));
}

/** Sends the service's answer on: whole and with all violations where it is small and quick, else as it comes. */
async function passBack(parts: ProxyParts, passage: Passage, upstream: UpstreamAnswer): Promise<void> {
  const { settings, judge } = parts;
  const { call, response, startedAt } = passage;
  const { message, status } = upstream;
  const isEvents = /^text\/event-stream/i.test(message.headers['content-type'] ?? '');
  const tap = new Tap(isEvents ? 0 : settings.maxBody);
  const limit = settings.errors ? settings.maxBody : HELD;
  const passing = pipeline(message, tap).catch(() => undefined);
  const held = isEvents ? undefined : await hold(tap, message, limit, settings.errors ? undefined : HELD_FOR);
  if (held?.isBroken) {
    await refuse(parts, passage, failure('UPSTREAM_FAILED', `${settings.upstream.origin} broke off its answer`));
    return;
  }
  // A service may answer before it has read all that the client sends.
  const request = await messageOf(passage, HELD_FOR);
  const verdict = judge.request(request);
  const judgeBody = async (isWhole: boolean): Promise<{ violations: readonly Violation[]; body: Body }> => {
    const unknown = isEvents ? 'body-omitted' : isWhole ? undefined : 'aborted';
    const body: Body = unknown
      ? { state: 'unknown', reason: unknown }
      : await bodyOf(tap, message.headers['content-encoding'], settings.maxBody);
    const answered = judge.response(verdict, { status, headers: message.headers, body }, call.method);
    return { violations: [...verdict.violations, ...answered], body };
  };
  const end = (violations: readonly Violation[], body: Body): void =>
    tell(parts, {
      request,
      response: { status, headers: message.headers, body },
      violations,
      startedAt,
      isMocked: false,
      isRefused: false,
    });
  if (held?.isWhole) {
    const { violations, body } = await judgeBody(true);
    const broken = violations.filter((violation) => violation.in === 'response' && violation.severity === 'error');
    if (settings.errors && broken.length > 0) {
      await refuse(
        parts,
        passage,
        failure('VIOLATIONS', 'The service’s answer breaks the document', { violations: broken }),
      );
      return;
    }
    writeHead(parts, passage, upstream, verdict, violations);
    response.end(held.bytes);
    end(violations, body);
    return;
  }
  writeHead(parts, passage, upstream, verdict, verdict.violations);
  if (held) response.write(held.bytes);
  let isWhole = true;
  await pipeline(tap, response).catch(() => {
    isWhole = false;
    upstream.abort();
    // What was begun and not ended must not look ended.
    response.destroy();
  });
  await passing;
  const { violations, body } = await judgeBody(isWhole);
  end(violations, body);
}

/** The service's own head, with what the proxy has to say added to it. */
function writeHead(
  { mock, tell }: ProxyParts,
  { call, response }: Passage,
  { message, status }: UpstreamAnswer,
  { compiled }: ProxyVerdict,
  violations: readonly Violation[],
): void {
  const raw = returnedHeaders(message.rawHeaders, status);
  const names = new Set(pairsOf(raw).map(([name]) => name.toLowerCase()));
  const add = (name: string, value: string): void => {
    if (!names.has(name.toLowerCase())) raw.push(name, value);
  };
  if (compiled?.operation.deprecated) add('Deprecation', 'true');
  if (violations.length > 0) add('sl-violations', tell(violations));
  // What the service says of CORS wins.
  if (!names.has('access-control-allow-origin'))
    // Caches must know what else the answer varies by.
    for (const [name, value] of Object.entries(corsHeaders(call.headers, [...names], mock.settings)))
      if (name === 'Vary') raw.push(name, value);
      else add(name, value);
  response.sendDate = false;
  response.writeHead(status, message.statusMessage, raw);
}
