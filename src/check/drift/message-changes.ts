import { asMembers } from '../../contract/index.js';
import { isMethodName, isSameFamily, parseMediaType } from '../../http/index.js';
import {
  child,
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  type Pointer,
  setMember,
  tokensOf,
} from '../../model/index.js';
import { minorOf } from '../../schema/index.js';
import { type Change, countedChange, named, newTally, objectAt } from './change.js';
import type { Memory } from './inference.js';
import { type BodyEvidence, newBodies } from './message.js';
import { MAX_STATUSES, newOperation, responsesOf } from './operation.js';
import { parameterOf, type SentParameter, seeField } from './query.js';
import { type Seen, seenAgain } from './seen.js';

/** An operation answers with statuses that are not documented. @param pointer of the operation */
export function newStatuses(pointer: Pointer, memory: Memory): Change {
  const statuses = new Map<number, { readonly bodies: BodyEvidence; seen: Seen | undefined }>();
  return {
    see({ exchange: { request, response }, sight }) {
      const known = statuses.get(response.status) ?? { bodies: newBodies(memory), seen: undefined };
      if (statuses.size < MAX_STATUSES) statuses.set(response.status, known);
      known.seen = seenAgain(known.seen, sight);
      if (request.method !== 'HEAD' && response.status !== 204) known.bodies.add(response.headers, response.body);
    },
    propose(subject) {
      const node = objectAt(subject, pointer);
      if (!node) return [];
      return [...statuses].flatMap(([status, { bodies, seen }]) => {
        if (!seen) return [];
        const responses = responsesOf(new Map([[status, bodies]]), subject.writer);
        return [{ target: pointer, update: { responses }, what: `Status ${status} is an answer too.`, seen }];
      });
    },
  };
}

/**
 * Bodies come in media types that are not documented, or where none is documented.
 * @param holder the node at `pointer`: an operation without a request body, or the side that has `content`
 */
export function newContent(pointer: Pointer, holder: 'operation' | 'request' | 'response', memory: Memory): Change {
  const side = holder === 'response' ? 'response' : 'request';
  const tally = newTally();
  const bodies = newBodies(memory);
  return {
    see({ exchange, sight }) {
      const { headers, body } = exchange[side];
      tally.add(sight);
      bodies.add(headers, body);
    },
    propose(subject) {
      const { seen } = tally;
      const node = objectAt(subject, pointer);
      const content = node && asDocumented(bodies.content(subject.writer), node, pointer);
      if (!seen || !content || !node) return [];
      const update = holder === 'operation' ? { requestBody: { content } } : { content };
      const types = Object.keys(content).join(', ');
      return [{ target: pointer, update, what: `The ${side} at ${named(pointer)} comes as ${types}.`, seen }];
    },
  };
}

/** A type of a family that is documented has the schema that is documented: what else was seen is another change. */
function asDocumented(seen: JsonObject | undefined, holder: JsonObject, pointer: Pointer): JsonObject | undefined {
  const documented = own(holder, 'content');
  if (!seen || !isObject(documented)) return seen;
  const content: Record<string, JsonValue | undefined> = {};
  for (const [key, media] of Object.entries(seen)) {
    const type = parseMediaType(key);
    const like = Object.keys(documented).find((name) => {
      const other = parseMediaType(name);
      return type && other && isSameFamily(type, other);
    });
    const described = like === undefined ? undefined : own(documented, like);
    const schema = isObject(described) ? own(described, 'schema') : undefined;
    if (like === undefined || schema === undefined) setMember(content, key, media);
    else {
      const place = ['content', like, 'schema'].reduce(child, pointer);
      setMember(content, key, { schema: isReference(schema) ? schema : { $ref: `#${encodeURI(place)}` } });
    }
  }
  return content;
}

function isReference(schema: JsonValue): boolean {
  return isObject(schema) && typeof schema.$ref === 'string' && Object.keys(schema).length === 1;
}

/** More methods than any API has: a scanner's requests have no end. */
const MAX_METHODS = 100;

/** A path has methods that are not documented. @param item its Path Item */
export function newMethods(item: Pointer, pathTemplate: string, memory: Memory): Change {
  const methods = new Map<string, ReturnType<typeof newOperation>>();
  return {
    see({ exchange, sight }) {
      const { method } = exchange.request;
      if (!isMethodName(method)) return;
      const known = methods.get(method) ?? (methods.size < MAX_METHODS ? newOperation(memory) : undefined);
      if (!known) return;
      known.add(exchange, sight);
      methods.set(method, known);
    },
    propose(subject) {
      const node = objectAt(subject, item);
      if (!node) return [];
      const parameters = parametersFor(pathTemplate, node);
      return [...methods].flatMap(([method, evidence]) => {
        const { seen, isThere } = evidence;
        if (!seen || !isThere) return [];
        const operation = evidence.describe(subject.writer, parameters);
        const update = asMembers(method, operation, minorOf(subject.root.openapi));
        if (!update) return [];
        return [{ target: item, update, what: `${pathTemplate} answers ${method} too.`, seen }];
      });
    },
  };
}

/** The parameters of a path that its Path Item does not describe. */
function parametersFor(pathTemplate: string, item: JsonObject): JsonObject[] {
  const shared = own(item, 'parameters');
  const described = new Set(
    (Array.isArray(shared) ? shared : []).map((each: JsonValue) =>
      isObject(each) ? (typeof each.$ref === 'string' ? tokensOf(each.$ref.replace(/^#/, '')).at(-1) : each.name) : '',
    ),
  );
  return [...pathTemplate.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name = '']) =>
    described.has(name) ? [] : [{ name, in: 'path', required: true, schema: { type: 'string' } }],
  );
}

/** A message has header fields that are not documented. @param pointer of an operation, or a response */
export function newHeaders(pointer: Pointer, side: 'request' | 'response'): Change {
  const names = new Map<string, Seen>();
  return {
    see({ violation: { location }, sight }) {
      if (names.size < 100 || names.has(location)) names.set(location, seenAgain(names.get(location), sight));
    },
    propose(subject) {
      if (!objectAt(subject, pointer)) return [];
      return [...names].map(([name, seen]) => {
        const headers: Record<string, JsonValue | undefined> = {};
        setMember(headers, name, { schema: { type: 'string' } });
        const update =
          side === 'request' ? { parameters: [{ name, in: 'header', schema: { type: 'string' } }] } : { headers };
        return { target: pointer, update, what: `The ${side} has a header ${name}.`, seen };
      });
    },
  };
}

/** Requests have query parameters or cookies that are not documented. @param pointer of the operation */
export function newParameters(pointer: Pointer, memory: Memory): Change {
  const known = new Map<string, SentParameter>();
  const seen = new Map<SentParameter, Seen>();
  return {
    see({ violation: { part, location, value }, sight }) {
      const values = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
      const sent = seeField(known, part === 'cookie' ? part : 'query', location, values, memory);
      if (sent) seen.set(sent, seenAgain(seen.get(sent), sight));
    },
    propose(subject) {
      if (!objectAt(subject, pointer)) return [];
      return [...seen].map(([sent, times]) => {
        const update = { parameters: [parameterOf(sent, subject.writer)] };
        const what = sent.place === 'cookie' ? 'cookie' : 'query parameter';
        return { target: pointer, update, what: `Requests have a ${what} ${sent.name}.`, seen: times };
      });
    },
  };
}

/** A parameter, a header or a request body is not always there. */
export function newVoluntary(pointer: Pointer): Change {
  return countedChange((subject, seen) => {
    const node = objectAt(subject, pointer);
    if (node?.required !== true || node.in === 'path') return [];
    return [{ target: pointer, update: { required: false }, what: `${named(pointer)} is not always there.`, seen }];
  });
}

/** The place of an operation whose `responses` a rule names. */
export function operationAbove(pointer: Pointer): Pointer {
  return pointer.endsWith(child('', 'responses')) ? pointer.slice(0, -child('', 'responses').length) : pointer;
}
