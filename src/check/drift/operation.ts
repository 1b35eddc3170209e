import { type Exchange, type JsonObject, type JsonValue, setMember } from '../../model/index.js';
import type { SchemaWriter } from '../../schema/index.js';
import type { Memory } from './inference.js';
import { type BodyEvidence, newBodies } from './message.js';
import { mergeSent, parameterOf, type SentParameter, seeField } from './query.js';
import { type Seen, type Sight, seenAgain } from './seen.js';

/** More statuses than any operation has. */
export const MAX_STATUSES = 100;

/** Statuses of services that do not have the operation: nothing is documented for them. */
const NOT_THERE = new Set([404, 405, 410, 501]);

/** The evidence of an operation that the document does not describe. */
export interface OperationEvidence {
  readonly seen: Seen | undefined;
  add(exchange: Exchange, sight: Sight): void;
  merge(other: OperationEvidence): void;
  /** Whether a service answered for it. */
  readonly isThere: boolean;
  readonly parts: OperationParts;
  /** An Operation Object. @param parameters those of its path */
  describe(writer: SchemaWriter, parameters: readonly JsonObject[]): JsonObject;
}

interface OperationParts {
  readonly request: BodyEvidence;
  readonly statuses: Map<number, BodyEvidence>;
  readonly query: Map<string, SentParameter>;
}

/** Nothing seen yet. */
export function newOperation(memory: Memory): OperationEvidence {
  const parts: OperationParts = { request: newBodies(memory), statuses: new Map(), query: new Map() };
  let seen: Seen | undefined;
  const bodiesOf = (status: number): BodyEvidence => {
    const bodies = parts.statuses.get(status) ?? newBodies(memory);
    if (parts.statuses.size < MAX_STATUSES) parts.statuses.set(status, bodies);
    return bodies;
  };
  return {
    parts,
    get seen() {
      return seen;
    },
    get isThere() {
      return [...parts.statuses.keys()].some((status) => !NOT_THERE.has(status));
    },
    add({ request, response }, sight) {
      seen = seenAgain(seen, sight);
      parts.request.add(request.headers, request.body);
      if (response.status !== 304) {
        const bodies = bodiesOf(response.status);
        if (request.method !== 'HEAD' && response.status !== 204) bodies.add(response.headers, response.body);
      }
      addQuery(parts.query, request.url, memory);
    },
    merge(other) {
      seen = seen && other.seen ? { ...seen, count: seen.count + other.seen.count } : (seen ?? other.seen);
      parts.request.merge(other.parts.request);
      for (const [status, bodies] of other.parts.statuses) bodiesOf(status).merge(bodies);
      mergeSent(parts.query, other.parts.query);
    },
    describe(writer, pathParameters) {
      const content = parts.request.content(writer);
      const parameters = [...pathParameters, ...[...parts.query.values()].map((sent) => parameterOf(sent, writer))];
      return {
        ...(parameters.length > 0 ? { parameters } : {}),
        ...(content ? { requestBody: { content } } : {}),
        responses: responsesOf(parts.statuses, writer),
      };
    },
  };
}

function addQuery(query: OperationParts['query'], url: string, memory: Memory): void {
  const start = url.indexOf('?');
  if (start < 0) return;
  const fields = new URLSearchParams(url.slice(start + 1).split('#', 1)[0]);
  for (const name of new Set(fields.keys())) seeField(query, 'query', name, fields.getAll(name), memory);
}

/** A Responses Object. */
export function responsesOf(statuses: ReadonlyMap<number, BodyEvidence>, writer: SchemaWriter): JsonObject {
  const responses: Record<string, JsonValue | undefined> = {};
  for (const [status, bodies] of [...statuses].sort(([a], [b]) => a - b)) {
    const content = bodies.content(writer);
    setMember(responses, String(status), { description: 'Seen in traffic.', ...(content ? { content } : {}) });
  }
  return responses;
}
