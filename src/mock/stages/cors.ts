import { type Headers, headerValue } from '../../model/index.js';
import { type Answer, type Call, eventually } from '../answer.js';
import type { Stage } from '../pipeline.js';
import type { ResponseState } from '../request-state.js';
import type { CorsSettings, MockSettings } from '../settings.js';

/** Answers preflights, and lets pages of other origins read every answer, errors included. */
export const cors: Stage<Call> = {
  name: 'cors',
  when: 'unless --no-cors',
  create: ({ settings }, next) =>
    hasCors(settings)
      ? (call) => {
          const preflight = call.unreadable ? undefined : preflightAnswer(call, settings);
          return preflight ?? eventually(next(call), (answer) => withCors(call, answer, settings));
        }
      : next,
};

function hasCors({ cors, allowOrigins = [] }: CorsSettings): boolean {
  return cors || allowOrigins.length > 0;
}

/** Starts a response's headers with those of CORS, so that `cors` need not copy them all into a new object. */
export const openHeaders: Stage<ResponseState> = {
  name: 'open headers',
  when: 'unless --no-cors',
  create: ({ settings }, next) =>
    settings.cors
      ? (response) => {
          const { headers } = response.request.call;
          if (headers.origin === undefined) response.headers = corsHeaders(headers, [], settings);
          return next(response);
        }
      : next,
};

/**
 * The answer to a CORS preflight (Fetch standard §3.2.2); undefined for other requests, and for origins that CORS is
 * not for. Every path is allowed: the answer says nothing about it. What leads from a public network into a private one
 * is granted only by `allowPrivateNetwork` (Private Network Access §3.2).
 */
export function preflightAnswer({ method, headers }: Call, settings: PreflightSettings): Answer | undefined {
  const wanted = headerValue(headers, 'access-control-request-method');
  if (method !== 'OPTIONS' || wanted === undefined || headers.origin === undefined) return undefined;
  const origin = headerValue(headers, 'origin') || undefined;
  const hasCredentials = mayHaveCredentials(origin, settings);
  if (!hasCredentials && !settings.cors) return undefined;
  return {
    status: 204,
    headers: {
      'Access-Control-Allow-Origin': hasCredentials ? (origin ?? '*') : '*',
      'Access-Control-Allow-Methods': wanted,
      'Access-Control-Allow-Headers': headerValue(headers, 'access-control-request-headers') ?? '*',
      ...(hasCredentials ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
      'Access-Control-Expose-Headers': '*',
      ...(settings.allowPrivateNetwork && headers['access-control-request-private-network'] === 'true'
        ? { 'Access-Control-Allow-Private-Network': 'true' }
        : {}),
      Vary: 'origin',
    },
    violations: [],
  };
}

type PreflightSettings = CorsSettings & Pick<MockSettings, 'allowPrivateNetwork'>;

/** Whether pages of this origin may read answers with credentials. With a mock all may: it has no secrets. */
function mayHaveCredentials(origin: string | undefined, { cors, allowOrigins }: CorsSettings): boolean {
  return allowOrigins ? origin !== undefined && allowOrigins.includes(origin) : cors;
}

/** Lets a page read the answer, with every header that it has. What the document says of these headers wins. */
function withCors({ headers }: Call, answer: Answer, settings: CorsSettings): Answer {
  // Where no page calls, `openHeaders` wrote them already.
  if (headers.origin === undefined && 'Access-Control-Allow-Origin' in answer.headers) return answer;
  const all: Record<string, string | string[]> = corsHeaders(headers, Object.keys(answer.headers), settings);
  // The object is new each time. Field by field: copied together into another, they take several times as long.
  for (const name in answer.headers) all[name] = answer.headers[name] ?? '';
  return { ...answer, headers: all };
}

/**
 * The CORS headers of an answer that is not one to a preflight: always a new object, to which other headers are added.
 * It is empty where CORS is not for this origin.
 *
 * A decision: the `Origin` of a page is repeated, with credentials, unless `allowOrigins` says for which origins alone.
 * Without an `Origin` no page asks, and the answer has `*` without credentials, since browsers refuse `*` together with
 * credentials (Fetch §3.2.5). Prism sends credentials there too. `Access-Control-Allow-Headers` repeats what the
 * request asks for, else `*`, as in Prism.
 * @param headers those of the request
 * @param names of the other headers of the answer
 */
export function corsHeaders(
  headers: Headers,
  names: readonly string[],
  settings: CorsSettings,
): Record<string, string> {
  // An empty field is not an origin (RFC 6454 §7.1).
  const origin = headerValue(headers, 'origin') || undefined;
  const asked = headerValue(headers, 'access-control-request-headers') ?? '*';
  if (origin !== undefined && mayHaveCredentials(origin, settings)) {
    return {
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Headers': asked,
      'Access-Control-Allow-Credentials': 'true',
      // `*` covers nothing where credentials are sent, so the names follow it.
      'Access-Control-Expose-Headers': ['*', ...names].join(', '),
      Vary: 'origin',
    };
  }
  if (!settings.cors) return {};
  const open: Record<string, string> = {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': asked,
    'Access-Control-Expose-Headers': '*',
  };
  if (settings.allowOrigins?.length) open.Vary = 'origin';
  return open;
}
