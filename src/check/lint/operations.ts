import { child, isObject, own } from '../../model/index.js';
import { around, nameOf } from './places.js';
import type { DocumentRule } from './rule.js';

export const duplicateOperationId: DocumentRule = {
  id: 'duplicate-operation-id',
  severity: 'error',
  finds: 'An `operationId` that two operations share (OpenAPI 3.1 §4.8.10).',
  example: '`operationId: listParcels` in two operations.',
  *check(_, places) {
    const first = new Map<string, { readonly pointer: string; readonly name: string }>();
    for (const place of places.of('Operation')) {
      const { operationId } = place.node;
      if (typeof operationId !== 'string') continue;
      const pointer = child(place.pointer, 'operationId');
      const known = first.get(operationId);
      if (known === undefined) first.set(operationId, { pointer, name: nameOf(place) });
      else
        yield {
          pointer,
          message: `${nameOf(place)} has the operationId ${operationId}, and so has ${known.name}`,
          suggestion: 'Give each operation a different name.',
          against: known.pointer,
        };
    }
  },
};

export const noResponses: DocumentRule = {
  id: 'no-responses',
  severity: 'warning',
  finds: 'An operation that documents no response: the mock has nothing to answer, and each answer is undocumented.',
  example: '`responses: {}`.',
  *check(_, places) {
    for (const place of places.of('Operation')) {
      const responses = own(place.node, 'responses');
      if (isObject(responses) && Object.keys(responses).some((key) => !key.startsWith('x-'))) continue;
      if (responses !== undefined && !isObject(responses)) continue;
      yield {
        pointer: responses === undefined ? place.pointer : child(place.pointer, 'responses'),
        message: `${nameOf(place)} documents no response`,
        suggestion: 'Describe at least the answer to a call that succeeds.',
      };
    }
  },
};

/** Methods of requests whose content has no meaning (RFC 9110 §9.3.1, §9.3.2, §9.3.8). */
const WITHOUT_BODY = new Set(['get', 'head', 'trace']);

export const bodyNotAllowed: DocumentRule = {
  id: 'body-not-allowed',
  severity: 'warning',
  finds:
    'A documented body where HTTP has none: of GET, HEAD and TRACE requests, and of 1xx, 204, 205 and 304 responses.',
  example: "`'204': { content: { application/json: … } }`.",
  *check(contract, places) {
    for (const place of places.of('Operation'))
      if (WITHOUT_BODY.has(place.key) && own(place.node, 'requestBody') !== undefined)
        yield {
          pointer: child(place.pointer, 'requestBody'),
          message: `${nameOf(place)} documents a request body, and a ${place.key.toUpperCase()} request has none (RFC 9110 §9.3)`,
          suggestion: 'Use parameters, or another method, such as POST or QUERY.',
        };
    for (const responses of places.of('Responses'))
      for (const status of Object.keys(responses.node)) {
        if (!/^(?:1\d\d|1XX|204|205|304)$/i.test(status)) continue;
        const response = contract.resolve(own(responses.node, status), child(responses.pointer, status));
        const content = response && own(response.node, 'content');
        if (!response || !isObject(content) || Object.keys(content).length === 0) continue;
        yield {
          pointer: child(response.pointer, 'content'),
          message: `${nameOf(responses)} documents a body with ${status}, and such a response has none (RFC 9110 §15)`,
          suggestion: 'Take the content out, or document another status, such as 200.',
        };
      }
  },
};

export const unknownStatus: DocumentRule = {
  id: 'unknown-status',
  severity: 'error',
  finds: 'A response under a name that is neither a status from 100 to 599, nor a range such as 4XX, nor `default`.',
  example: "`'20O': { description: done }`, with a letter O.",
  *check(_, places) {
    for (const place of places.of('Responses')) {
      const operation = around(place, 'Operation');
      for (const status of Object.keys(place.node)) {
        if (status.startsWith('x-') || status === 'default' || /^[1-5](?:\d\d|XX)$/.test(status)) continue;
        yield {
          pointer: child(place.pointer, status),
          message: `${operation ? nameOf(place) : `#${place.pointer}`}: ${JSON.stringify(status)} is not a status`,
          suggestion: cureOf(status),
        };
      }
    }
  },
};

function cureOf(status: string): string {
  if (/^[1-5]xx$/i.test(status)) return `Write the X in upper case: ${status.toUpperCase()}.`;
  const digits = status.replace(/o/gi, '0').replace(/[il]/gi, '1');
  if (/^[1-5]\d\d$/.test(digits)) return `Write ${digits}: a letter is where a digit should be.`;
  if (/^[1-5]x?$/i.test(status)) return `Write ${status.charAt(0)}XX for all statuses of that class.`;
  return 'Write a number from 100 to 599, a range such as 4XX, or default.';
}
