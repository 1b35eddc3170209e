import { useEffect, useState } from 'preact/hooks';
import type { OperationFacts } from '../../../../../feed/tools.js';
import { Menu } from '../../../../components/menu.js';
import { statusesOf } from '../../../model/statuses.js';
import type { ActionProps } from './action.js';

/** Sets what the next call of this operation gets: one of its documented statuses. */
export function NextAnswer(props: ActionProps) {
  const { app, exchange } = props;
  const { operation, reasons } = exchange;
  // Where the document has no such operation, there is nothing to set.
  const isKnown = !exchange.violations.some(({ keyword }) => /^undocumented-(?:path|method)$/.test(keyword));
  if (!isKnown || reasons[0] === 'preflight') return null;
  const set = (status: string): Promise<unknown> =>
    app.attempt(
      () => app.client.change('POST', 'overrides', { operation, answer: { status: Number(status) }, times: 1 }),
      `The next ${operation} gets ${status}`,
    );
  return (
    <Menu title="Next answer">
      {(close) => (
        <Statuses
          {...props}
          onChoice={(status) => {
            void set(status);
            close();
          }}
        />
      )}
    </Menu>
  );
}

function Statuses({ app, exchange, onChoice }: ActionProps & { readonly onChoice: (status: string) => void }) {
  const [facts, setFacts] = useState<OperationFacts | undefined>(undefined);
  useEffect(() => {
    const path = `operations/${encodeURIComponent(exchange.operation)}`;
    app.attempt(async () => setFacts(await app.client.get<OperationFacts>(path)));
  }, [app, exchange.operation]);
  if (!facts) return <p class="label">…</p>;
  const statuses = statusesOf(facts);
  if (statuses.length === 0) return <p class="label">The document describes no status.</p>;
  return (
    <>
      {statuses.map(([status, description]) => (
        <button key={status} type="button" onClick={() => onChoice(status)}>
          {`${status} `}
          <span class="label">{description.length > 60 ? `${description.slice(0, 60)}…` : description}</span>
        </button>
      ))}
    </>
  );
}
