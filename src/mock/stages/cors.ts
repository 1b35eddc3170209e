import { headerValue } from '../../model/index.js';
import type { Answer, Call } from '../answer.js';

/** The answer to a CORS preflight (Fetch standard §3.2.2), or undefined where the call is none. Any path is allowed: the answer says nothing of it. */
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

/** Lets a page on any origin read the answer, with every header that it has. What the document says of these headers wins. */
export function withCors(call: Call, answer: Answer): Answer {
  const origin = headerValue(call.headers, 'origin');
  // Answers to who calls from no page begin with what there is to say.
  if (origin === undefined && 'Access-Control-Allow-Origin' in answer.headers) return answer;
  const allowed =
    origin === undefined
      ? openToAnyone()
      : {
          'Access-Control-Allow-Origin': origin,
          'Access-Control-Allow-Credentials': 'true',
          // `*` covers nothing where credentials are sent, so the names stand beside it.
          'Access-Control-Expose-Headers': ['*', ...Object.keys(answer.headers)].join(', '),
          Vary: 'origin',
        };
  return { ...answer, headers: { ...allowed, ...answer.headers } };
}

/** The headers with which answers begin that any page may read: always a new object, to which others are added. */
export function openToAnyone(): Record<string, string | string[]> {
  return {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': '*',
  };
}
