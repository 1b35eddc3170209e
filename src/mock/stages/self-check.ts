import { judgeResponse, type Policy } from '../../contract/index.js';
import { isPlaceholderAt, lowerCaseNames, type Violation } from '../../model/index.js';
import { type Answer, type Eventually, failure } from '../answer.js';
import type { PreparedOverride } from '../answers/override.js';
import type { MockContext } from '../context.js';
import type { Stage } from '../pipeline.js';
import type { ResponseState } from '../request-state.js';
import { REQUEST_POLICY } from './judge.js';

const RESPONSE_POLICY: Policy = { ...REQUEST_POLICY, placeholders: 'warn' };

/**
 * Judges the documented response itself. Generated and remembered ones were held against their schema when they were
 * made.
 */
export const selfCheck: Stage<ResponseState> = {
  name: 'self-check',
  when: 'always',
  create(context, next) {
    const { settings, memory, fail, violationsHeader } = context;
    const known = memory.table<object, readonly Violation[]>('checked responses');
    const tell = (response: ResponseState, found: readonly Violation[]): Eventually<Answer> => {
      const { request } = response;
      if (found.length === 0) return next(response);
      if (settings.errors && found.some(({ severity }) => severity === 'error')) {
        const broken = failure('VIOLATIONS', 'The documented answer breaks the document', {
          violations: found,
          headers: { 'sl-violations': violationsHeader([...response.violations, ...found]) },
        });
        return fail(request.call, broken, request.compiled);
      }
      response.violations = [...response.violations, ...found];
      return next(response);
    };
    return (response) => {
      const { choice, request, shown } = response;
      // An answer that was set is nowhere in the document.
      if (request.override && isOwn(request.override)) return tell(response, violationsIn(response, context));
      // A response that the client wanted empty is not the documented one: judging it would say nothing about the
      // document.
      if (shown !== choice.example?.value || response.status !== choice.status) return next(response);
      const key = choice.example ?? choice.response;
      let found = known.get(key);
      if (!found) {
        found = violationsIn(response, context);
        known.set(key, found);
      }
      return tell(response, found);
    };
  },
};

/** Whether the answer has something that the document does not say. */
function isOwn({ body, headers, isUndocumented }: PreparedOverride): boolean {
  return body !== undefined || headers !== undefined || isUndocumented;
}

function violationsIn(
  { status, headers, body, request: { compiled } }: ResponseState,
  { contract: { schemas }, settings: { readWrite } }: MockContext,
): readonly Violation[] {
  const { violations } = judgeResponse(
    { schemas, compiled, policy: { ...RESPONSE_POLICY, readWrite } },
    {
      status,
      headers: lowerCaseNames(headers),
      body: body === undefined ? { state: 'absent' } : { state: 'present', content: body },
    },
    compiled.operation.method,
  );
  return violations.filter(({ keyword }) => keyword !== 'missing-body').map(ownFault);
}

/**
 * Every wrong value of a documented body is documented, so that alone excuses nothing here: only text that describes a
 * value, such as `String`, is a placeholder. Any other is a fault of the document.
 */
function ownFault(violation: Violation): Violation {
  const { keyword, breaks, location, value, params } = violation;
  if (keyword !== 'placeholder' || breaks === undefined || isPlaceholderAt(location, value ?? null)) return violation;
  const { breaks: _, ...rest } = violation;
  const { keyword: __, ...own } = params;
  return { ...rest, keyword: breaks, severity: 'error', params: own };
}

/** Reports all violations in the header `sl-violations`. */
export const report: Stage<ResponseState> = {
  name: 'report',
  when: 'always',
  create:
    ({ violationsHeader }, next) =>
    (response) => {
      const { violations } = response;
      if (violations.length > 0) response.headers['sl-violations'] = violationsHeader(violations);
      return next(response);
    },
};
