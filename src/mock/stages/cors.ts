import { headerValue } from '../../model/index.js';
import { type Answer, type Call, eventually } from '../answer.js';
import type { Stage } from '../pipeline.js';
import type { ResponseState } from '../request-state.js';

/** Answers preflights, and lets pages of any origin read every answer, errors included. */
export const cors: Stage<Call> = {
  name: 'cors',
  when: 'unless --no-cors',
  create: ({ settings }, next) =>
    settings.cors
      ? (call) => {
          const preflight = call.unreadable ? undefined : preflightAnswer(call);
          return preflight ?? eventually(next(call), (answer) => withCors(call, answer));
        }
      : next,
};

/** Starts a response's headers with those of CORS, so that `cors` need not copy them all into a new object. */
export const openHeaders: Stage<ResponseState> = {
  name: 'open headers',
  when: 'unless --no-cors',
  create: ({ settings }, next) =>
    settings.cors
      ? (response) => {
          if (response.request.call.headers.origin === undefined) response.headers = openToAnyone();
          return next(response);
        }
      : next,
};

/**
 * The answer to a CORS preflight (Fetch standard §3.2.2); undefined for other requests. Every path is allowed: the
 * answer says nothing about it.
 */
export function preflightAnswer({ method, headers }: Call): Answer | undefined {
  const wanted = headerValue(headers, 'access-control-request-method');
  if (method !== 'OPTIONS' || wanted === undefined || headers.origin === undefined) return undefined;
  return {
    status: 204,
    headers: {
      'Access-Control-Allow-Origin': headerValue(headers, 'origin') ?? '*',
      'Access-Control-Allow-Methods': wanted,
      'Access-Control-Allow-Headers': headerValue(headers, 'access-control-request-headers') ?? '*',
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Expose-Headers': '*',
      ...(headers['access-control-request-private-network'] === 'true'
        ? { 'Access-Control-Allow-Private-Network': 'true' }
        : {}),
      Vary: 'origin',
    },
    violations: [],
  };
}

/**
 * Lets a page on any origin read the answer, with every header that it has. What the document says of these headers
 * wins.
 */
function withCors(call: Call, answer: Answer): Answer {
  const origin = headerValue(call.headers, 'origin');
  // Where no page calls, `openHeaders` wrote them already.
  if (origin === undefined && 'Access-Control-Allow-Origin' in answer.headers) return answer;
  const allowed =
    origin === undefined
      ? openToAnyone()
      : {
          'Access-Control-Allow-Origin': origin,
          'Access-Control-Allow-Credentials': 'true',
          // `*` covers nothing where credentials are sent, so the names follow it.
          'Access-Control-Expose-Headers': ['*', ...Object.keys(answer.headers)].join(', '),
          Vary: 'origin',
        };
  return { ...answer, headers: { ...allowed, ...answer.headers } };
}

/** The headers that let any page read an answer: always a new object, to which other headers are added. */
function openToAnyone(): Record<string, string | string[]> {
  return {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': '*',
  };
}
