import { headerValue } from '../model/index.js';
import { type Call, type Failure, failure } from './answer.js';

/** What the client asked for by `Prefer` (RFC 7240), or by `__code`, `__example`, `__dynamic` and `__seed` in the query. */
export interface Preferences {
  readonly code?: number;
  readonly example?: string;
  readonly dynamic?: boolean;
  readonly seed?: string;
}

/** What a request without any preference has: always this object. */
export const NO_PREFERENCES: Preferences = {};

/** Reads the preferences; the query is asked only where there is no `Prefer` header, as in Prism. */
export function readPreferences({ headers, target }: Call): Preferences | Failure {
  const prefer = headers.prefer;
  if (prefer === undefined) return target.includes('__') ? fromQuery(target) : NO_PREFERENCES;
  return toPreferences(parsePrefer(Array.isArray(prefer) ? prefer.join(',') : (headerValue(headers, 'prefer') ?? '')));
}

/** `code=404, example="a b"; x=y` → code and example, the first of a kind. */
function parsePrefer(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', quoted, token] of text.matchAll(
    /(?:^|,)\s*([\w.-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^,;]*)))?/g,
  )) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, quoted?.replace(/\\(.)/g, '$1') ?? token?.trim() ?? '');
  }
  return found;
}

function fromQuery(target: string): Preferences | Failure {
  const query = new URLSearchParams(target.slice(target.indexOf('?') + 1));
  const found = new Map<string, string>();
  for (const name of ['code', 'example', 'dynamic', 'seed']) {
    const value = query.get(`__${name}`);
    if (value !== null) found.set(name, value);
  }
  return toPreferences(found);
}

function toPreferences(found: ReadonlyMap<string, string>): Preferences | Failure {
  const code = found.get('code');
  const dynamic = found.get('dynamic');
  const example = found.get('example');
  const seed = found.get('seed');
  if (code !== undefined && !/^[1-5]\d\d$/.test(code)) {
    return failure(
      'UNPROCESSABLE_ENTITY',
      `the preference code=${code} is no status: write three digits, such as code=404`,
    );
  }
  if (dynamic !== undefined && dynamic !== 'true' && dynamic !== 'false') {
    return failure('UNPROCESSABLE_ENTITY', `the preference dynamic=${dynamic} is neither true nor false`);
  }
  return {
    ...(code === undefined ? {} : { code: Number(code) }),
    ...(dynamic === undefined ? {} : { dynamic: dynamic === 'true' }),
    ...(example === undefined ? {} : { example }),
    ...(seed === undefined ? {} : { seed }),
  };
}
