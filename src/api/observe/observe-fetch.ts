import type { Contract } from '../../contract/index.js';
import { respond } from '../../core/respond.js';
import { BodyCollector } from '../../http/index.js';
import { systemSources } from '../../io/index.js';
import { violationsHeader } from '../../mock/index.js';
import {
  type Body,
  lowerCaseNames,
  NO_BODY,
  originForm,
  type RequestMessage,
  type ResponseMessage,
} from '../../model/index.js';
import { bodyNow } from '../../proxy/index.js';
import { notify } from '../../server/index.js';
import { fieldsOf, inTime, readBody } from '../record-fetch.js';
import { type Asked, sideJudge } from './asked.js';
import { type Findings, keepFindings, observerRules, withFindings } from './findings.js';
import { lookingOf, type ObserveOptions } from './options.js';
import { refusalAnswers } from './refusing.js';

/** A service as a function from request to response: of Hono, Next, Deno, a worker. `Rest`: what else it is given. */
export type FetchService<Rest extends readonly unknown[]> = (
  request: Request,
  ...rest: Rest
) => Response | Promise<Response>;

/** Such a service under observation. */
export type ObservedFetch<Rest extends readonly unknown[]> = ((request: Request, ...rest: Rest) => Promise<Response>) &
  Findings;

/**
 * Judges a service that is a function, as `observe` judges one of Node. `refuse` keeps requests with errors from it;
 * its answers are streams, of which nothing is taken back.
 * @throws InputError `bad-option`
 */
export function observeFetch<Rest extends readonly unknown[]>(
  contract: Contract,
  service: FetchService<Rest>,
  options: ObserveOptions = {},
): ObservedFetch<Rest> {
  const { mode, maxBody, looksAt } = lookingOf(options);
  const findings = keepFindings(contract, options);
  const sides = sideJudge(contract, observerRules(options));
  const refused = mode === 'refuse' ? refusalAnswers(contract) : undefined;

  const judge = (asked: RequestMessage): Asked | undefined => {
    let judged: Asked | undefined;
    notify('the judge', () => {
      judged = sides.request(asked);
    });
    return judged;
  };
  const observed = async (request: Request, ...rest: Rest): Promise<Response> => {
    const target = originForm(request.url.replace(/#.*$/s, ''));
    if (findings.isClosed || !looksAt(target)) return service(request, ...rest);
    const startedAt = systemSources.now();
    const { method } = request;
    const headers = fieldsOf(request.headers);
    const reading = askedBody(request, maxBody);
    const messageWith = (body: Body): RequestMessage => ({ method, url: target, headers, body });
    if (refused) {
      const asked = messageWith(await reading);
      const judged = judge(asked);
      if (judged?.refusal) {
        const call = { method, target, headers, body: NO_BODY, origin: new URL(request.url).origin };
        const answer = await refused(call, judged.refusal, judged.compiled);
        const body: Body = answer.body === undefined ? NO_BODY : { state: 'present', content: answer.body };
        const response = { status: answer.status, headers: lowerCaseNames(answer.headers), body };
        findings.take({ request: asked, response, startedAt, caveats: ['answered-by-proxy'] });
        return respond(answer, request);
      }
    }
    let isTold = false;
    const tell = async (answered: Omit<ResponseMessage, 'body'>, body: Body, isWhole = true): Promise<void> => {
      if (isTold) return;
      isTold = true;
      const asked = messageWith(await inTime(reading));
      const caveats = isWhole ? [] : (['aborted'] as const);
      findings.take({ request: asked, response: { ...answered, body }, startedAt, caveats });
    };
    let response: Response;
    try {
      response = await service(request, ...rest);
    } catch (error) {
      await tell({ status: 0, headers: {} }, NO_BODY);
      throw error;
    }
    const { status, statusText } = response;
    const answered = { status, headers: fieldsOf(response.headers) };
    const violations = mode === 'report' ? [] : (judge(messageWith(await inTime(reading)))?.violations ?? []);
    const body = method === 'HEAD' ? null : response.body;
    if (!body) await tell(answered, NO_BODY);
    // Such a status no constructed response may have.
    if (status < 200 || status > 599 || (!body && violations.length === 0)) return response;
    const fields = new Headers(response.headers);
    if (violations.length > 0) fields.set('sl-violations', violationsHeader(violations));
    const passing =
      body &&
      watched(body, maxBody, response.headers.get('content-encoding'), (copy, isWhole) =>
        tell(answered, copy, isWhole),
      );
    return new Response(passing, { status, statusText, headers: fields });
  };
  return withFindings(observed, findings);
}

/** Reads a copy of a request's body; what others read or are about to read, nobody else knows. It never rejects. */
async function askedBody(request: Request, maxBody: number): Promise<Body> {
  if (request.bodyUsed || request.body?.locked) return { state: 'unknown', reason: 'body-omitted' };
  if (!request.body) return NO_BODY;
  return readBody(request.clone(), request.headers.get('content-encoding'), maxBody, new AbortController().signal);
}

/** A body that passes as fast as its reader reads. @param tell gets its copy before its end, or where it breaks off */
function watched(
  body: ReadableStream<Uint8Array>,
  maxBody: number,
  coding: string | null,
  tell: (body: Body, isWhole?: boolean) => Promise<void>,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const copy = new BodyCollector(maxBody);
  const soFar = (): Body => bodyNow(copy, coding ?? undefined, maxBody);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            await tell(soFar());
            controller.close();
            return;
          }
          copy.add(copy.isCut ? value : Uint8Array.from(value));
          controller.enqueue(value);
        } catch (error) {
          await tell(soFar(), false);
          controller.error(error);
        }
      },
      async cancel(reason) {
        await tell(soFar(), false);
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
