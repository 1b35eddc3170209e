import { type Headers, headerValue } from '../../model/index.js';
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
          const { headers } = response.request.call;
          if (headers.origin === undefined) response.headers = corsHeaders(headers, []);
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
function withCors({ headers }: Call, answer: Answer): Answer {
  // Where no page calls, `openHeaders` wrote them already.
  if (headers.origin === undefined && 'Access-Control-Allow-Origin' in answer.headers) return answer;
  return { ...answer, headers: { ...corsHeaders(headers, Object.keys(answer.headers)), ...answer.headers } };
}

/**
 * The CORS headers of an answer that is not one to a preflight: always a new object, to which other headers are added.
 *
 * A decision: the `Origin` of a page is repeated, with credentials. Without an `Origin` no page asks, and the answer
 * has `*` without credentials, since browsers refuse `*` together with credentials (Fetch §3.2.5). Prism sends
 * credentials there too. `Access-Control-Allow-Headers` repeats what the request asks for, else `*`, as in Prism.
 * @param headers those of the request
 * @param names of the other headers of the answer
 */
export function corsHeaders(headers: Headers, names: readonly string[]): Record<string, string> {
  // An empty field is no origin (RFC 6454 §7.1).
  const origin = headerValue(headers, 'origin') || undefined;
  const asked = headerValue(headers, 'access-control-request-headers') ?? '*';
  if (origin === undefined) {
    return {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': asked,
      'Access-Control-Expose-Headers': '*',
    };
  }
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Headers': asked,
    'Access-Control-Allow-Credentials': 'true',
    // `*` covers nothing where credentials are sent, so the names follow it.
    'Access-Control-Expose-Headers': ['*', ...names].join(', '),
    Vary: 'origin',
  };
}
