/** A verdict with its violations, and a message that says what to do. */
import type { OutcomeRecord, ViolationRecord } from '../../../src/model/index.js';
import type { Problem } from './protocol.js';

/** What went wrong, and the cure. */
export function Failure({ problem: { message, cure } }: { readonly problem: Problem }) {
  return (
    <div class="failure">
      <p>{message}</p>
      {cure ? <p>{cure}</p> : null}
    </div>
  );
}

/** The verdict of an exchange. */
export function Outcome({ outcome }: { readonly outcome: OutcomeRecord }) {
  const { verdict, operation, status, reasons, violations } = outcome;
  return (
    <div>
      <p>
        <span class={`verdict ${verdict}`}>{verdict}</span> {operation} → {status}
        {reasons.length > 0 ? ` (${reasons.join(', ')})` : ''}
      </p>
      {violations.length > 0 ? (
        <ul>
          {violations.map((violation, at) => (
            <li key={at}>
              <Violation violation={violation} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Violation({ violation }: { readonly violation: ViolationRecord }) {
  const { severity, part, location, keyword, message, schema } = violation;
  return (
    <>
      <span class={`severity ${severity}`}>{severity}</span> {violation.in} {part} <code>{location || '(whole)'}</code>{' '}
      {message} <span class="keyword">[{keyword}]</span>
      <br />
      <small>{schema}</small>
    </>
  );
}
