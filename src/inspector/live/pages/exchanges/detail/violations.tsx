import type { ExchangeDetail } from '../../../../../feed/reader.js';
import { INCONCLUSIVE_WORDS, OUT_OF_SCOPE_WORDS } from '../../../../../report/reason-words.js';
import { Documented } from '../../../../components/documented.js';
import { count } from '../../../../components/text.js';

type Found = ExchangeDetail['violations'][number];

const MOST = 50;
/** So many are shown in full. */
const FEW = 3;
const WORDS: Readonly<Record<string, string>> = { ...INCONCLUSIVE_WORDS, ...OUT_OF_SCOPE_WORDS };

/** Why the exchange breaks the contract: each violation with its rule and its documentation, errors first. */
export function Violations({ exchange }: { readonly exchange: ExchangeDetail }) {
  const { violations } = exchange;
  const errors = violations.filter(({ severity }) => severity === 'error');
  const warnings = violations.filter(({ severity }) => severity !== 'error');
  return (
    <>
      {errors.length > 0 && (
        <section class="found-list">
          <h3>{`Why: ${count(errors.length, 'error')}`}</h3>
          <List violations={errors} />
        </section>
      )}
      {warnings.length > 0 && (
        <section class="found-list">
          <details open={errors.length === 0 && warnings.length <= FEW}>
            <summary>{count(warnings.length, 'warning')}</summary>
            <List violations={warnings} />
          </details>
        </section>
      )}
      <Reasons exchange={exchange} />
    </>
  );
}

function Reasons({ exchange: { reasons, verdict, answeredBy } }: { readonly exchange: ExchangeDetail }) {
  if (reasons.length === 0) return null;
  const words = reasons.map((reason) =>
    reason === 'answered-by-proxy' && answeredBy === 'mock'
      ? 'the mock refused the request, so only the request is judged'
      : (WORDS[reason] ?? reason),
  );
  return (
    <p class="reason">{`${verdict === 'out-of-scope' ? 'Out of scope' : 'Not judged in full'}: ${words.join('; ')}`}</p>
  );
}

function List({ violations }: { readonly violations: ExchangeDetail['violations'] }) {
  return (
    <>
      <ul>
        {violations.slice(0, MOST).map((violation, at) => (
          <OneViolation key={at} violation={violation} isOpen={violations.length <= FEW || at === 0} />
        ))}
      </ul>
      {violations.length > MOST && <p class="label">{`… and ${violations.length - MOST} more`}</p>}
    </>
  );
}

function OneViolation({ violation, isOpen }: { readonly violation: Found; readonly isOpen: boolean }) {
  const { in: side, part, location, keyword, severity, message, schema, documented, help } = violation;
  const { rule, position, excerpt, quote } = violation;
  return (
    <li class={`violation ${severity}`}>
      <details open={isOpen}>
        <summary>
          <b class="mark" role="img" aria-label={severity}>
            {severity === 'error' ? '✗' : '!'}
          </b>{' '}
          <span class="place">{[side, part, location].filter((word) => word !== '').join(' ')}</span> {message}{' '}
          <span class="keyword">{keyword}</span>
        </summary>
        {help !== undefined && <p class="help">{help.help}</p>}
        <Documented
          schema={schema}
          page={documented && `${documented.page}:${documented.line}`}
          quote={quote}
          position={position}
          excerpt={excerpt}
          rule={rule}
        />
      </details>
    </li>
  );
}
