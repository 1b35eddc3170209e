import type { Contract } from '../contract/index.js';
import type { Body, Exchange, InconclusiveReason, Violation } from '../model/index.js';
import { utf8Text } from '../model/index.js';
import { inheritedHeaders } from './inherited.js';
import { batchBase, type Knows } from './place.js';
import { type BatchFault, type BatchRequest, type BatchResponse, keyOf, readRequests, readResponses } from './read.js';
import { targetIn } from './target.js';

/** A batch that was recorded. */
export interface SplitBatch {
  /** Each request with its answer, as if it had come alone. */
  readonly parts: readonly BatchPart[];
  /** What is wrong with the batch itself. */
  readonly violations: readonly Violation[];
  /** Why its requests, or its answers, could not be told apart. */
  readonly reasons: readonly InconclusiveReason[];
}

/** A request of a batch with its answer. */
export interface BatchPart {
  readonly id: string;
  readonly exchange: Exchange;
}

/**
 * Takes an exchange apart that is a batch: see `batchBase`. Undefined for one that is not. A request that was not
 * carried out, since one failed on which it depends, has an answer of status 0: there is none.
 * @param find says whether the document describes something for a method and a URL
 */
export function splitBatch(exchange: Exchange, contract: Contract, find: Knows): SplitBatch | undefined {
  const { request, response } = exchange;
  if (request.method !== 'POST' || !/(?:\$|%24)batch/.test(request.url)) return undefined;
  const base = batchBase(request.method, request.url, contract, find);
  if (base === undefined) return undefined;
  const asked = textOf(request.body);
  if (typeof asked !== 'string') return unread(asked.reason);
  const requests = readRequests(asked);
  const isRefused = response.status >= 400 && response.status < 500;
  const faults = requests.faults.map((fault) => violationOf('request', fault, isRefused));
  // An error of the whole batch is described nowhere, and answers none of its requests.
  if (response.status !== 200) return { parts: [], violations: faults, reasons: ['body-not-judged'] };
  const answered = textOf(response.body);
  if (typeof answered !== 'string') return { ...unread(answered.reason), violations: faults };
  const responses = readResponses(answered);
  const violations = [...faults, ...responses.faults.map((fault) => violationOf('response', fault, false))];
  const left = new Map(responses.parts.map((part) => [keyOf(part.id), part]));
  const succeeded = new Set(responses.parts.filter(({ status }) => status < 400).map(({ id }) => keyOf(id)));
  const parts: BatchPart[] = [];
  for (const part of requests.parts) {
    const answer = left.get(keyOf(part.id));
    left.delete(keyOf(part.id));
    const wasLeftOut = answer?.status === 424 && part.dependsOn.some((id) => !succeeded.has(id));
    if (answer) parts.push({ id: part.id, exchange: partOf(exchange, base, part, { answer, wasLeftOut, find }) });
    else
      violations.push(
        violationOf(
          'response',
          { location: '/responses', detail: `lacks the answer to request ${JSON.stringify(part.id)}` },
          false,
        ),
      );
  }
  // Where requests could not be read, it is not known for which an answer is.
  if (faults.length === 0)
    for (const { id, location } of left.values())
      violations.push(
        violationOf(
          'response',
          { location: `${location}/id`, detail: `answers no request of the batch: ${JSON.stringify(id)}` },
          false,
        ),
      );
  return { parts, violations, reasons: [] };
}

function unread(reason: InconclusiveReason): SplitBatch {
  return { parts: [], violations: [], reasons: [reason] };
}

function textOf(body: Body): string | { readonly reason: InconclusiveReason } {
  if (body.state === 'absent') return '';
  if (body.state === 'unknown') return { reason: body.reason };
  return typeof body.content === 'string' ? body.content : utf8Text(body.content);
}

/** How a request of a batch ended. */
interface Ending {
  readonly answer: BatchResponse;
  /** Whether it was not carried out, since one failed on which it depends. */
  readonly wasLeftOut: boolean;
  readonly find: Knows;
}

function partOf(exchange: Exchange, base: string, part: BatchRequest, { answer, wasLeftOut, find }: Ending): Exchange {
  const { request } = exchange;
  const [, origin = '', path = ''] = /^(https?:\/\/[^/?#]*)?(.*)$/is.exec(base) ?? [];
  const target = targetIn(path, origin, part.method, part.url, (method, to) => find(method, origin + to));
  return {
    ...exchange,
    request: {
      method: part.method,
      url: target === undefined ? part.url : origin + target,
      headers: inheritedHeaders(request.headers, part.headers),
      body: part.body,
    },
    response: { status: wasLeftOut ? 0 : answer.status, headers: answer.headers, body: answer.body },
  };
}

/** @param isRefused whether the service refused it, as it should: then it is a fault of the client only */
function violationOf(side: Violation['in'], { location, detail }: BatchFault, isRefused: boolean): Violation {
  return {
    in: side,
    part: 'body',
    location,
    keyword: 'broken-batch',
    severity: isRefused ? 'warning' : 'error',
    params: { detail },
    schema: '#/paths',
  };
}
