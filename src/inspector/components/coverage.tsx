import { useState } from 'preact/hooks';
import type { Coverage, OperationCoverage } from '../../model/coverage.js';
import { neverSeen } from './never-seen.js';

/** Longer lists are cut: `--format json` has them whole. */
const MAX_LISTED = 2000;

/** What of a contract was used, and who hears that somebody wants to see an operation. */
export interface CoverageProps {
  readonly coverage: Coverage;
  /** What leads to the violations of an operation. */
  readonly onOperation: (operation: string) => void;
}

/** The parts of the contract that the traffic exercised. */
export function CoverageView({ coverage, onOperation }: CoverageProps) {
  return (
    <div class="coverage">
      <Meters coverage={coverage} />
      <OperationTable coverage={coverage} onOperation={onOperation} />
      {neverSeen(coverage).map(([heading, names]) => (
        <Folded key={heading} heading={heading} names={names} />
      ))}
    </div>
  );
}

/** How much of each kind of parts was seen. */
export function Meters({ coverage }: { readonly coverage: Coverage }) {
  const { operationsSeen, operationsTotal, totals } = coverage;
  const kinds = [
    ['operations', { seen: operationsSeen, total: operationsTotal }],
    ['statuses', totals.statuses],
    ['media types', totals.mediaTypes],
    ['parameters', totals.parameters],
    ['properties', totals.properties],
    ['enumeration members', totals.enumMembers],
  ] as const;
  return (
    <div class="meters">
      {kinds
        .filter(([, { total }]) => total > 0)
        .map(([name, { seen, total }]) => (
          <div key={name} class="meter">
            <p>
              <b>{`${Math.floor((seen / total) * 100)} %`}</b>
              {` of ${name}`}
            </p>
            <div class="bar" role="img" aria-label={`${seen} of ${total} ${name} seen`}>
              <div class="fill" style={{ width: `${(seen / total) * 100}%` }} />
            </div>
            <p class="label">{`${seen.toLocaleString('en')} of ${total.toLocaleString('en')}`}</p>
          </div>
        ))}
    </div>
  );
}

function OperationTable({ coverage: { operations }, onOperation }: CoverageProps) {
  const most = Math.max(
    1,
    operations.reduce((greatest, { exchanges }) => Math.max(greatest, exchanges), 0),
  );
  const sorted = [...operations].sort((a, b) => Number(b.exchanges > 0) - Number(a.exchanges > 0));
  return (
    <div class="wide" tabindex={0}>
      <table>
        <caption>Exchanges by operation: passed, failed, inconclusive</caption>
        <thead>
          <tr>
            <th scope="col">operation</th>
            <th scope="col" class="amount">
              exchanges
            </th>
            <th scope="col">outcome</th>
            <th scope="col">statuses</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((operation) => (
            <OperationRow key={operation.operation} coverage={operation} most={most} onOperation={onOperation} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface OperationRowProps {
  readonly coverage: OperationCoverage;
  /** The exchanges of the operation that has the most of them. */
  readonly most: number;
  readonly onOperation: (operation: string) => void;
}

function OperationRow({ coverage, most, onOperation }: OperationRowProps) {
  const { operation, exchanges, failed } = coverage;
  return (
    <tr class={exchanges > 0 ? '' : 'never'}>
      <th scope="row">
        {failed > 0 ? (
          <button type="button" class="link" onClick={() => onOperation(operation)}>
            <code>{operation}</code>
          </button>
        ) : (
          <code>{operation}</code>
        )}
      </th>
      <td class="amount">{exchanges > 0 ? exchanges.toLocaleString('en') : 'never seen'}</td>
      <td class="share">
        <OutcomeBar coverage={coverage} most={most} />
      </td>
      <td>
        <StatusChips coverage={coverage} />
      </td>
    </tr>
  );
}

function OutcomeBar({ coverage, most }: Pick<OperationRowProps, 'coverage' | 'most'>) {
  const { passed, failed, inconclusive } = coverage;
  const parts = [
    ['passed', passed],
    ['failed', failed],
    ['inconclusive', inconclusive],
  ] as const;
  const said = parts.map(([kind, times]) => `${times} ${kind}`).join(', ');
  return (
    <div class="bar" role="img" aria-label={said} title={said}>
      {parts.map(([kind, times]) => (
        <div key={kind} class={kind} style={{ width: `${(times / most) * 100}%` }} />
      ))}
    </div>
  );
}

/** The documented statuses of an operation, with how often each was seen, and those that are not documented. */
export function StatusChips({ coverage }: { readonly coverage: OperationCoverage }) {
  const { statuses, undocumentedStatuses = {} } = coverage;
  return (
    <>
      {Object.entries(statuses).map(([status, times]) =>
        times > 0 ? (
          <span key={status} class="chip">{`${status} × ${times}`}</span>
        ) : (
          <span key={status} class="chip never" title="documented, and never seen">{`${status} not seen`}</span>
        ),
      )}
      {Object.entries(undocumentedStatuses).map(([status, times]) => (
        <span key={status} class="chip failed">{`${status} × ${times} undocumented`}</span>
      ))}
    </>
  );
}

/** A list that is made when it is opened. */
function Folded({ heading, names }: { readonly heading: string; readonly names: readonly string[] }) {
  const [isOpen, setOpen] = useState(false);
  const more = names.length - MAX_LISTED;
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{`${heading} (${names.length.toLocaleString('en')})`}</summary>
      <ul>
        {isOpen &&
          names.slice(0, MAX_LISTED).map((name, at) => (
            <li key={at}>
              <code>{name}</code>
            </li>
          ))}
        {isOpen && more > 0 && <li>{`… and ${more.toLocaleString('en')} more`}</li>}
      </ul>
    </details>
  );
}
