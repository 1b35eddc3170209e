import { createRequire } from 'node:module';
import type * as PrismHttp from '@stoplight/prism-http';
import { isJsonType, parseMediaType } from '../../http/index.js';
import { type Headers, headerValue } from '../../model/index.js';
import type { ShadowSettings, WireCall } from '../exchange.js';
import { reportedOf, type WireAnswer } from '../side.js';
import { rewriteQueryParameters } from './example-paths.js';
import { preferencesOf } from './preferences.js';
import { serialized } from './serialize.js';
import { SILENT } from './silent-logger.js';

/** Answers as Prism's server does. */
export interface PrismEngine {
  /** Prism's answer. @throws PrismStops where this request would end or hang Prism's server */
  answer(call: WireCall): Promise<WireAnswer>;
}

/** Prism's own server would end or hang with this request. */
export class PrismStops extends Error {}

const LONGEST_HEADER = 8 * 1024 - 100;
const SEVERITIES = ['Error', 'Warning', 'Information', 'Hint'];

/**
 * Prism's engine with what Prism's command line and server (`@stoplight/prism-cli`, `@stoplight/prism-http-server`) do
 * around it: reading bodies and `Prefer`, CORS, reports of violations, and writing of answers. Tests hold it to that
 * server, request by request.
 * @param path of the package, to be loaded by `require`
 * @param text the document as JSON
 */
export async function createEngine(path: string, text: string, settings: ShadowSettings): Promise<PrismEngine> {
  const prism: typeof PrismHttp = createRequire(path)(path);
  const operations = await prism.getHttpOperationsFromSpec(JSON.parse(text));
  prism.resetJSONSchemaGenerator();
  const { cors, dynamic, errors, ignoreExamples, seed } = settings;
  const config = {
    isProxy: false as const,
    checkSecurity: true,
    validateRequest: true,
    validateResponse: true,
    errors,
    upstreamProxy: undefined,
    mock: { dynamic, ignoreExamples, ...(seed === undefined ? {} : { seed }) },
  };
  const instance = prism.createInstance(config, { logger: SILENT });
  rewriteQueryParameters(operations, prism.generateHttpParam);

  const answered = async (call: WireCall, headers: Map<string, string | string[]>): Promise<WireAnswer> => {
    const input = inputOf(call);
    const wishes = preferencesOf(headerValue(call.headers, 'prefer'), input.url.query);
    if (!wishes) throw prism.ProblemJsonError.fromTemplate(prism.UNPROCESSABLE_ENTITY, 'a preference is malformed');
    const { code, exampleKey, dynamic: isDynamic = dynamic, seed: wished = seed } = wishes;
    const wanted = {
      dynamic: isDynamic,
      ignoreExamples,
      ...(code === undefined ? {} : { code }),
      ...(exampleKey === undefined ? {} : { exampleKey }),
      ...(wished === undefined ? {} : { seed: wished }),
    };
    const result = await outputOf(instance, input, operations, { ...config, mock: wanted });
    const { output, validations } = result;
    const found = [...validations.input.map(reported('request')), ...validations.output.map(reported('response'))];
    if (found.length > 0) headers.set('sl-violations', listOf(found));
    const wrong = found.filter(({ location, severity }) => location[0] === 'response' && severity === 'Error');
    if (errors && wrong.length > 0)
      throw prism.ProblemJsonError.fromTemplate(prism.VIOLATIONS, 'the answer is not valid', { validation: wrong });
    for (const [name, value] of Object.entries(output.headers ?? {})) headers.set(name.toLowerCase(), String(value));
    const type = headers.get('content-type');
    const body = serialized(output.body, typeof type === 'string' ? type : undefined);
    if (body !== undefined && type === undefined) headers.set('content-type', 'text/plain; charset=utf-8');
    return { ...wireOf(output.statusCode, headers, body), violations: reportedOf(found) };
  };

  return {
    async answer(call) {
      const headers = new Map<string, string | string[]>();
      if (cors) setCors(call.headers, headers);
      if (cors && isPreflight(call)) return preflight(call.headers, headers);
      try {
        return await answered(call, headers);
      } catch (error) {
        if (error instanceof PrismStops) throw error;
        const failed: Failed = Object(error);
        headers.set('content-type', 'application/problem+json');
        for (const [name, value] of Object.entries(failed.additional?.headers ?? {}))
          headers.set(name.toLowerCase(), String(value));
        const problem = prism.ProblemJsonError.toProblemJson(Object(error));
        return wireOf(failed.status || 500, headers, JSON.stringify(problem));
      }
    },
  };
}

interface Failed {
  readonly status?: number;
  readonly additional?: { readonly headers?: Readonly<Record<string, unknown>> };
}

/** The result of Prism's task. @throws what it failed with */
async function outputOf(
  instance: ReturnType<typeof PrismHttp.createInstance>,
  ...[input, operations, config]: Parameters<ReturnType<typeof PrismHttp.createInstance>['request']>
) {
  const result = await instance.request(input, operations, config)();
  if (result._tag === 'Left') throw result.left;
  return result.right;
}

function inputOf(call: WireCall) {
  const { method, target, headers } = call;
  const { searchParams, pathname } = new URL(target, 'http://example.com');
  const query: Record<string, string | string[]> = {};
  for (const name of searchParams.keys()) {
    const values = searchParams.getAll(name);
    query[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) fields[name] = String(value);
  const baseUrl = searchParams.get('__server');
  return {
    // Prism takes any method, whatever its types say.
    method: method.toLowerCase() as 'get',
    url: { path: pathname, query, ...(baseUrl ? { baseUrl } : {}) },
    headers: fields,
    body: bodyOf(call),
  };
}

/** As Prism's server reads it. @throws PrismStops for JSON that is malformed */
function bodyOf({ headers, body }: WireCall): unknown {
  const length = headerValue(headers, 'content-length');
  if (length === '0' || (length === undefined && headers['transfer-encoding'] === undefined)) return null;
  const named = headerValue(headers, 'content-type');
  const type = parseMediaType(named ?? '');
  if (named !== undefined && !type) throw new PrismStops('Prism stops at a malformed Content-Type');
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  if (!type || !isJsonType(type)) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new PrismStops('Prism stops at malformed JSON');
  }
}

interface Diagnostic {
  readonly path?: readonly (string | number)[];
  readonly severity: number;
  readonly code?: string | number;
  readonly message: string;
}

/** A violation as Prism's server reports it. */
function reported(message: 'request' | 'response') {
  return ({ path = [], severity, code, message: text }: Diagnostic) => ({
    location: [message, ...path.map(String)],
    severity: SEVERITIES[severity],
    code,
    message: text,
  });
}

function listOf(found: readonly object[]): string {
  const list = JSON.stringify(found);
  return list.length > LONGEST_HEADER ? `Too many violations! ${list.slice(0, LONGEST_HEADER)}` : list;
}

function wireOf(status: number, headers: Map<string, string | string[]>, body: string | undefined): WireAnswer {
  return { status, headers: Object.fromEntries(headers), ...(body === undefined ? {} : { body }) };
}

function setCors(asked: Headers, headers: Map<string, string | string[]>): void {
  headers.set('access-control-allow-origin', headerValue(asked, 'origin') ?? '*');
  headers.set('access-control-allow-headers', headerValue(asked, 'access-control-request-headers') ?? '*');
  headers.set('access-control-allow-credentials', 'true');
  headers.set('access-control-expose-headers', headerValue(asked, 'access-control-expose-headers') ?? '*');
}

function isPreflight({ method, headers }: WireCall): boolean {
  return method === 'OPTIONS' && !!headers.origin && !!headers['access-control-request-method'];
}

function preflight(asked: Headers, headers: Map<string, string | string[]>): WireAnswer {
  const wanted = headerValue(asked, 'access-control-request-method') ?? '';
  headers.set('access-control-allow-methods', wanted);
  headers.set('vary', 'origin');
  return wireOf(204, headers, undefined);
}
