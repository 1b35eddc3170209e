import { isJsonType, parseMediaType } from '../http/index.js';
import { type Answer, type AnswerPart, type Call, corsHeaders, failure, type Mock, sendable } from '../mock/index.js';
import {
  greatest,
  headerValue,
  type JsonValue,
  latin1Text,
  readJson,
  utf8Bytes,
  utf8Text,
  writeJson,
} from '../model/index.js';
import { inheritedHeaders } from './inherited.js';
import { type BatchRequest, keyOf, readRequests } from './read.js';
import { targetIn } from './target.js';

/** The answer to a batch: that of the mock to each of its requests, one after the other. */
export async function answerBatch(mock: Mock, call: Call, base: string): Promise<Answer> {
  const type = headerValue(call.headers, 'content-type');
  const media = parseMediaType(type ?? 'application/json');
  if (!media || !isJsonType(media))
    return mock.refuse(call, failure('INVALID_CONTENT_TYPE', `A batch is application/json here, but this is ${type}`));
  const { parts, faults } = readRequests(textOf(call));
  const [first] = faults;
  if (first) {
    const more = faults.length > 1 ? `; and ${faults.length - 1} more` : '';
    const detail = `The batch cannot be used: ${first.location || 'its body'} ${first.detail}${more}`;
    return mock.refuse(call, failure('UNPROCESSABLE_ENTITY', detail));
  }
  const answers = new Map<string, Answer>();
  const told: AnswerPart[] = [];
  for (const part of inOrder(parts)) {
    const failed = part.dependsOn.find((id) => (answers.get(id)?.status ?? 0) >= 400);
    const target = targetIn(base, call.origin, part.method, part.url, mock.knows);
    const answer = await answerTo(mock, { call, part, target, failed });
    answers.set(keyOf(part.id), answer);
    told.push({ id: part.id, call: { method: part.method, target: target ?? part.url }, answer });
  }
  const delay = greatest(
    0,
    [...answers.values()].map(({ delivery }) => delivery?.delay ?? 0),
  );
  const callbacks = [...answers.values()].flatMap((answer) => answer.callbacks ?? []);
  const responses = parts.map(({ id, method }) => written(id, method, answers.get(keyOf(id)) ?? NO_ANSWER));
  const headers = { 'Content-Type': 'application/json' };
  return {
    status: 200,
    headers: { ...corsHeaders(call.headers, Object.keys(headers), mock.settings), ...headers },
    body: writeJson({ responses }),
    violations: [],
    parts: told,
    ...(delay > 0 ? { delivery: { delay } } : {}),
    ...(callbacks.length > 0 ? { callbacks } : {}),
  };
}

function textOf({ body }: Call): string {
  if (body.state !== 'present') return '';
  return typeof body.content === 'string' ? body.content : utf8Text(body.content);
}

/** Each request after those that it depends on, and else in the order of the batch. */
function inOrder(parts: readonly BatchRequest[]): readonly BatchRequest[] {
  const done = new Set<string>();
  const order: BatchRequest[] = [];
  for (let left = [...parts]; left.length > 0; ) {
    const next = left.find(({ dependsOn }) => dependsOn.every((id) => done.has(id)));
    if (!next) break;
    order.push(next);
    done.add(keyOf(next.id));
    left = left.filter((part) => part !== next);
  }
  return order;
}

/** A request of a batch, and what is known of it. */
interface Asked {
  readonly call: Call;
  readonly part: BatchRequest;
  readonly target: string | undefined;
  /** The id of a request before it that failed. */
  readonly failed: string | undefined;
}

async function answerTo(mock: Mock, { call, part, target, failed }: Asked): Promise<Answer> {
  const { id, method, url, headers, body } = part;
  if (failed !== undefined)
    return problem(
      424,
      'FailedDependency',
      `Request ${id} was not answered: request ${failed}, on which it depends, failed.`,
    );
  if (target === undefined) return problem(400, 'BadRequest', `The URL of request ${id} leads to another host: ${url}`);
  if (/\/(?:\$|%24)batch\/?$/.test(target.split(/[?#]/, 1)[0] ?? ''))
    return problem(400, 'BadRequest', `Request ${id} is a batch itself. A batch cannot hold another.`);
  const asked: Call = {
    method,
    target,
    headers: inheritedHeaders(call.headers, typed(headers, body.state === 'present')),
    body,
    origin: call.origin,
  };
  const answer = await mock.respond(asked);
  if (answer.delivery?.fault !== 'reset') return answer;
  return { ...NO_ANSWER, delivery: { delay: answer.delivery.delay } };
}

/** A body without a type is JSON. */
function typed(headers: BatchRequest['headers'], hasBody: boolean): BatchRequest['headers'] {
  return hasBody && headers['content-type'] === undefined
    ? { ...headers, 'content-type': 'application/json' }
    : headers;
}

/** An error in OData's form (OData JSON Format 4.01 §21). */
function problem(status: number, code: string, message: string): Answer {
  const body = writeJson({ error: { code, message } });
  return { status, headers: { 'Content-Type': 'application/json' }, body, violations: [] };
}

/** Where the connection would have been reset: in a batch only the request can fail. */
const NO_ANSWER = problem(504, 'GatewayTimeout', 'The service gave no answer to this request.');

/** An answer as an item of the batch. */
function written(id: string, method: string, answer: Answer): JsonValue {
  const sent = Object.entries(sendable(answer.headers)).filter(
    ([name]) => !/^(?:access-control-.*|vary|content-length)$/i.test(name),
  );
  const headers = Object.fromEntries(sent.map(([name, value]) => [name, [value].flat().join(', ')]));
  const type = sent.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const body = method === 'HEAD' ? undefined : bodyOf(answer, String(type ?? ''));
  return { id, status: answer.status, headers, ...(body === undefined ? {} : { body }) };
}

function bodyOf({ body, status }: Answer, type: string): JsonValue | undefined {
  if (body === undefined || body.length === 0 || status === 204) return undefined;
  const media = parseMediaType(type);
  if (media && isJsonType(media)) {
    try {
      return readJson(typeof body === 'string' ? body : utf8Text(body));
    } catch {
      // An example that is no JSON is sent as it is, as outside a batch.
    }
  }
  if (typeof body === 'string' && /^text\//i.test(type)) return body;
  return btoa(latin1Text(typeof body === 'string' ? utf8Bytes(body) : body));
}
