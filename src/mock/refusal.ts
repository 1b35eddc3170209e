import type { CompiledOperation, Contract, Unmatched } from '../contract/index.js';
import type { Violation } from '../model/index.js';
import { plainRedactor, redactUrl } from '../redact/index.js';
import { type Call, type Failure, failure } from './answer.js';

/** The failure of a call that no operation fits. */
export function unmatchedFailure(
  { method, target }: Pick<Call, 'method' | 'target'>,
  { unmatched, allowed }: Unmatched,
): Failure {
  const path = redactUrl(plainRedactor, target.split('?', 1)[0] ?? target);
  if (unmatched !== 'method') return failure('NO_PATH_MATCHED_ERROR', `The documentation describes no path ${path}`);
  const methods = allowed.join(', ');
  return failure('NO_METHOD_MATCHED_ERROR', `The documentation describes no ${method} for ${path}, only ${methods}`, {
    headers: { Allow: methods },
  });
}

/**
 * The failure of a call that names a server by `__server`, as Prism's users do, which the document does not have;
 * undefined for all others.
 */
export function serverFailure({ matcher }: Contract, { target }: Call): Failure | undefined {
  if (!target.includes('__server=')) return undefined;
  const url = new URLSearchParams(target.slice(target.indexOf('?') + 1)).get('__server');
  if (url === null || matcher.hasServer(url)) return undefined;
  if (matcher.serverCount === 0) {
    return failure(
      'NO_SERVER_CONFIGURATION_PROVIDED_ERROR',
      `No server configuration has been provided, although ${url} is set as server url`,
    );
  }
  return failure(
    'NO_SERVER_MATCHED_ERROR',
    `The server url ${url} hasn't been matched with any of the provided servers`,
  );
}

/**
 * The failure that the request's faults amount to, or undefined where there are only warnings. Credentials first, then
 * the content type.
 */
export function refusalFor(
  violations: readonly Violation[],
  { security, requestContent }: CompiledOperation,
): Failure | undefined {
  const errors = violations.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return undefined;
  const credentials = errors.filter(({ keyword }) => keyword === 'missing-credentials');
  if (credentials.length > 0) {
    const challenge = security?.challenges.join(', ') ?? '';
    return failure('UNAUTHORIZED', 'The request lacks the documented credentials', {
      violations: credentials,
      headers: challenge === '' ? {} : { 'WWW-Authenticate': challenge },
    });
  }
  const mediaType = errors.filter(({ keyword }) => keyword === 'undocumented-media-type');
  if (mediaType.length > 0) {
    return failure('INVALID_CONTENT_TYPE', 'The request has a content type that is not documented', {
      violations: mediaType,
      headers: { Accept: requestContent?.keys.join(', ') ?? '' },
    });
  }
  const unexpected = errors.filter(({ keyword }) => keyword === 'unexpected-body');
  if (unexpected.length > 0)
    return failure('INVALID_CONTENT_TYPE', 'The request has a body, but none is documented', {
      violations: unexpected,
    });
  const unparseable = errors.filter(({ keyword }) => keyword === 'unparseable-body');
  if (unparseable.length > 0)
    return failure('MALFORMED_BODY', 'The request body cannot be parsed', { violations: unparseable });
  return failure('UNPROCESSABLE_ENTITY', 'The request is not valid', { violations: errors });
}
