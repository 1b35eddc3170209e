import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { asAnswered, type PassingItems } from '../contract/index.js';
import { corsHeaders, failure } from '../mock/index.js';
import type { Body, ResponseMessage, Violation } from '../model/index.js';
import { bodyOf, pairsOf, returnedHeaders, Tap, type UpstreamAnswer, withoutNamed } from '../proxy/index.js';
import { beginInOrder, sendHead } from './deliver.js';
import { hold } from './hold.js';
import { HELD_FOR, messageOf, type Passage, type ProxyParts, refuse, tell } from './passage.js';
import type { ProxiedExchange } from './proxied-exchange.js';

/** Answers up to this size wait until they are whole, so that a header can list their faults. Larger ones stream. */
const HELD = 256 * 1024;

/** Of a longer sequence the times of its first items are recorded. */
const MAX_TIMES = 10_000;

/** Sends the service's answer on: whole and with all violations where it is small and quick, else as it comes. */
export async function passBack(parts: ProxyParts, passage: Passage, upstream: UpstreamAnswer): Promise<void> {
  const { settings, judge } = parts;
  const { call, response, stopping } = passage;
  const { message, status } = upstream;
  const isEvents = /^text\/event-stream/i.test(message.headers['content-type'] ?? '');
  const headers = withoutNamed(message.headers, message.rawHeaders);
  const coding = message.headers['content-encoding'];
  // Where broken answers are refused, all but events wait until they are whole.
  const isPlain = coding === undefined || coding === 'identity';
  const live =
    isPlain && (isEvents || !settings.errors)
      ? judge.passing({ method: call.method, url: call.target }, { status, headers })
      : undefined;
  const passesAtOnce = isEvents || live !== undefined;
  const copied = isEvents ? Math.min(HELD, settings.maxBody) : settings.maxBody;
  const itemTimes: number[] = [];
  const note = (passing: PassingItems): void => {
    const time = parts.now().getTime() - passage.startedAt.getTime();
    while (itemTimes.length < Math.min(passing.count, MAX_TIMES)) itemTimes.push(time);
  };
  const watch = (passing: PassingItems, chunk: Uint8Array): void => {
    passing.write(chunk);
    note(passing);
  };
  const tap = new Tap(copied, false, undefined, live && ((chunk) => watch(live, chunk)));
  const limit = settings.errors ? settings.maxBody : HELD;
  const length = lengthOf(upstream, call.method);
  const passing = pipeline(message, tap).catch(() => undefined);
  const held =
    passesAtOnce || (length ?? 0) > limit ? undefined : await hold(tap, limit, settings.errors ? undefined : HELD_FOR);
  if (held?.isBroken) {
    await refuse(parts, passage, failure('UPSTREAM_FAILED', `${settings.upstream.origin} broke off its answer`));
    return;
  }
  // A service may answer before it has read all that the client sends.
  const request = await messageOf(passage, HELD_FOR);
  const verdict = judge.request(request);
  // What no operation describes is a fault of the document or of the client, whatever the service answers.
  const asked = verdict.compiled ? asAnswered(verdict.violations, status) : verdict.violations;
  const judged = async (isWhole: boolean): Promise<readonly [ResponseMessage, readonly Violation[]]> => {
    const body: Body = isWhole ? await bodyOf(tap, coding, settings.maxBody) : { state: 'unknown', reason: 'aborted' };
    const answered = { status, headers, body };
    const passed = live?.ended(isWhole ? undefined : 'aborted');
    const violations = [...asked, ...judge.response(verdict, answered, call.method, passed)];
    // The end of a body may be the end of its last item.
    if (live) note(live);
    return [itemTimes.length > 0 ? { ...answered, itemTimes } : answered, violations];
  };
  const tellOf = ([answered, violations]: readonly [ResponseMessage, readonly Violation[]], isWhole: boolean): void =>
    tell(parts, passage, {
      request,
      response: answered,
      violations,
      answeredBy: 'service',
      sentStatus: status,
      isMocked: false,
      isRefused: false,
      ...(live === undefined ? unjudged(answered.body, settings.maxBody) : {}),
      ...(isWhole ? {} : { caveats: ['aborted'] }),
    });
  if (held?.isWhole) {
    const whole = await judged(true);
    const [answered, violations] = whole;
    const broken = violations.filter((violation) => violation.in === 'response' && violation.severity === 'error');
    if (settings.errors && broken.length > 0) {
      const refused = failure('VIOLATIONS', 'The service’s answer breaks the document', {
        violations: broken,
        headers: { 'sl-violations': parts.tell(violations) },
      });
      await refuse(parts, passage, refused, answered);
      return;
    }
    writeHead(parts, passage, upstream, verdict.compiled?.operation.deprecated === true, violations);
    tellOf(whole, true);
    if (held.bytes.length > 0) beginInOrder(response);
    response.end(held.bytes);
    return;
  }
  writeHead(parts, passage, upstream, verdict.compiled?.operation.deprecated === true, asked);
  if (length !== 0) beginInOrder(response);
  if (passesAtOnce && length === undefined) sendHead(response);
  const stop = (): void => upstream.abort();
  if (passesAtOnce) onAbort(stopping, stop);
  let last: Uint8Array | undefined;
  try {
    last = await sendOn(tap, response, length, held?.bytes);
  } catch {
    upstream.abort();
    // What was begun and not ended must not look ended.
    response.destroy();
    await passing;
    tellOf(partOf(tap, coding, await judged(false)), false);
    return;
  } finally {
    stopping.removeEventListener('abort', stop);
  }
  // A fault of ours costs the client nothing of the service's answer.
  try {
    tellOf(await judged(true), true);
  } finally {
    response.end(last);
  }
}

/** What the log says of a body that passes without a verdict. */
function unjudged(body: Body, limit: number): Pick<ProxiedExchange, 'notes'> {
  if (body.state !== 'unknown') return {};
  if (body.reason === 'body-omitted') return { notes: [`the response body is not judged: it has over ${limit} bytes`] };
  return body.reason === 'body-undecodable'
    ? { notes: ['the response body is not judged: its content coding cannot be undone'] }
    : {};
}

/** How many bytes of body the client gets, where it knows that before they end; undefined where it does not. */
function lengthOf({ message, status }: UpstreamAnswer, method: string): number | undefined {
  if (method === 'HEAD' || status === 204 || status === 304) return 0;
  const length = message.headers['content-length'];
  return length === undefined || message.headers['transfer-encoding'] !== undefined ? undefined : Number(length);
}

/**
 * Sends an answer on as it comes, but for the bytes by which the client would know that it has all.
 * @param length how many bytes there will be; undefined where their end is not known before
 * @param held what came already
 * @returns what is left to send
 * @throws where either side breaks off
 */
async function sendOn(
  tap: Readable,
  response: ServerResponse,
  length: number | undefined,
  held: Uint8Array | undefined,
): Promise<Uint8Array | undefined> {
  let left = length ?? Number.POSITIVE_INFINITY;
  let last: Uint8Array | undefined;
  const send = async (chunk: Uint8Array): Promise<void> => {
    left -= chunk.length;
    if (left <= 0) last = chunk;
    else if (!response.write(chunk)) await drained(response);
    if (response.destroyed) throw new Error('the client went away');
  };
  if (held && held.length > 0) await send(held);
  for await (const chunk of tap) await send(chunk);
  return last;
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
    if (response.destroyed) done();
  });
}

/** What came of an answer that broke off, where it can be read: as long as the rest is missing, it is not judged. */
function partOf(
  tap: Tap,
  coding: string | undefined,
  [answered, violations]: readonly [ResponseMessage, readonly Violation[]],
): readonly [ResponseMessage, readonly Violation[]] {
  const isReadable = !tap.isCut && tap.bytes.length > 0 && (coding === undefined || coding === 'identity');
  return isReadable
    ? [{ ...answered, body: { state: 'present', content: tap.bytes } }, violations]
    : [answered, violations];
}

function onAbort(signal: AbortSignal, run: () => void): void {
  if (signal.aborted) run();
  else signal.addEventListener('abort', run, { once: true });
}

/** The service's own head, with what the proxy has to say added to it. */
function writeHead(
  { mock, tell: say }: ProxyParts,
  { call, response }: Passage,
  { message, status }: UpstreamAnswer,
  isDeprecated: boolean,
  violations: readonly Violation[],
): void {
  const raw = returnedHeaders(message.rawHeaders, status);
  const names = new Set(pairsOf(raw).map(([name]) => name.toLowerCase()));
  const add = (name: string, value: string): void => {
    if (!names.has(name.toLowerCase())) raw.push(name, value);
  };
  if (isDeprecated) add('Deprecation', 'true');
  if (violations.length > 0) add('sl-violations', say(violations));
  // What the service says of CORS wins.
  if (!names.has('access-control-allow-origin'))
    // Caches must know what else the answer varies by.
    for (const [name, value] of Object.entries(corsHeaders(call.headers, [...names], mock.settings)))
      if (name === 'Vary') raw.push(name, value);
      else add(name, value);
  response.sendDate = false;
  response.writeHead(status, message.statusMessage, raw);
}
