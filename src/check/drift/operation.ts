import { type Exchange, type JsonObject, type JsonValue, setMember } from '../../model/index.js';
import type { SchemaWriter } from '../../schema/index.js';
import { Inference, type Memory } from './inference.js';
import { type BodyEvidence, newBodies } from './message.js';
import { isWritable } from './name.js';
import { type Seen, type Sight, seenAgain } from './seen.js';

/** Query parameters of one operation beyond this are not documented. */
const MAX_QUERY = 30;

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
  /** By name; of texts, or of lists where a request has one several times. */
  readonly query: Map<string, { readonly values: Inference; isList: boolean }>;
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
      for (const [name, { values, isList }] of other.parts.query) {
        const mine = parts.query.get(name);
        mine?.values.merge(values);
        if (mine) mine.isList ||= isList;
        else parts.query.set(name, { values, isList });
      }
    },
    describe(writer, pathParameters) {
      const content = parts.request.content(writer);
      const parameters = [...pathParameters, ...queryParameters(parts.query, writer)];
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
  for (const name of new Set(fields.keys())) {
    // `filter[name]` is a style of its own, which nothing here tells.
    if (!/^[\w$@.-]+$/.test(name) || !isWritable(name, memory.redactor)) continue;
    let known = query.get(name);
    if (!known) {
      if (query.size >= MAX_QUERY) return;
      known = { values: new Inference(memory), isList: false };
      query.set(name, known);
    }
    const values = fields.getAll(name);
    known.isList ||= values.length > 1;
    for (const value of values) known.values.add(typed(value));
  }
}

/** The number that a text is, where nothing of it would be lost. */
export function typed(text: string): JsonValue {
  return /^(?:0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

function queryParameters(query: OperationParts['query'], writer: SchemaWriter): JsonObject[] {
  return [...query].map(([name, { values, isList }]) => {
    const schema = textual(values, writer);
    return { name, in: 'query', schema: isList ? { type: 'array', items: schema } : schema };
  });
}

/** The schema of values that came as text: values of several types, such as a number now and a text then, are text. */
export function textual(values: Inference, writer: SchemaWriter): JsonObject {
  const kinds = values.kinds();
  return kinds.length === 1 ? values.schema(writer) : { type: 'string' };
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
