import { type Asking, askAt } from '../support/serve.js';

/** One request to both servers. */
export interface Case {
  readonly name: string;
  /** `GET /pets/7?limit=3`. */
  readonly request: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Asking['body'];
}

/** Cases on one document, under one set of options. */
export interface Theme {
  readonly title: string;
  /** YAML. */
  readonly document: string;
  readonly options?: { dynamic?: boolean; ignoreExamples?: boolean; errors?: boolean; cors?: boolean };
  readonly cases: readonly Case[];
}

/** What is compared of an answer. */
export interface Compared {
  readonly status: number;
  /** Without parameters. */
  readonly type: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Headers that both servers must agree on, where the document or HTTP gives them a meaning; the last few only in the answer to a preflight. */
const COMPARED = /^(?:x-|www-authenticate$|location$|retry-after$|access-control-allow-(?:origin|credentials)$)/;
const COMPARED_OF_PREFLIGHTS = /^access-control-|^vary$/;

/** Sends a case to a server and keeps what is to be compared: of a problem its code, and where its violations are. */
export async function answerOf(url: string, { request, headers = {}, body }: Case): Promise<Compared> {
  const answered = await askAt(url, request, {
    headers: { accept: '*/*', ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const type = (answered.headers.get('content-type') ?? '').split(';', 1)[0]?.toLowerCase() ?? '';
  const isPreflight = 'access-control-request-method' in headers && answered.status === 204;
  const kept = [...answered.headers]
    .filter(([name]) => COMPARED.test(name) || (isPreflight && COMPARED_OF_PREFLIGHTS.test(name)))
    .sort(([a], [b]) => a.localeCompare(b));
  const isDeprecated = answered.headers.has('deprecation');
  return {
    status: answered.status,
    type,
    body: type === 'application/problem+json' ? problemOf(answered.json) : (answered.json ?? answered.text),
    headers: { ...Object.fromEntries(kept), ...(isDeprecated ? { deprecated: 'yes' } : {}) },
  };
}

/** The parts of a request in which both look for faults. */
const PARTS = new Set(['body', 'query', 'header', 'path']);

/** A problem's code, and the parts of the request that it finds fault with. */
function problemOf(problem: unknown): unknown {
  const { type = '', validation = [] } = (problem ?? {}) as {
    type?: string;
    validation?: { location?: string[]; severity: string }[];
  };
  const parts = validation
    .filter(({ severity }) => severity === 'Error')
    .flatMap(({ location }) => location?.[0] ?? []);
  return { code: type.slice(type.indexOf('#') + 1), in: [...new Set(parts)].filter((part) => PARTS.has(part)).sort() };
}
