import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PageData } from '../../report/html/data.js';
import { Exchanges } from './exchanges.js';
import { fromFragment, type Selection, toFragment } from './filter.js';
import { ReportHead } from './head.js';
import { initialSelection, ReportViews, violationsWith } from './views.js';

/** The page of an HTML report. What is shown is in its address, so that it can be sent to others. */
export function ReportPage({ data }: { readonly data: PageData }) {
  const initial = useMemo(() => initialSelection(data), [data]);
  const fromAddress = useCallback(
    () => fromFragment(location.hash, initial, { faults: data.faults.length, exchanges: data.exchanges.length }),
    [data, initial],
  );
  const [selection, setSelection] = useState(fromAddress);
  const current = useRef(selection);
  current.current = selection;
  useEffect(() => {
    const take = (): void => setSelection(fromAddress());
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, [fromAddress]);
  const update = (change: Partial<Selection>): void => {
    const next = { ...current.current, ...change };
    current.current = next;
    setSelection(next);
    // The address is changed in place, not with an entry in the history for each key that is pressed.
    history.replaceState(null, '', `#${toFragment(next, initial)}`);
  };
  return (
    <>
      <ReportHead data={data} view={selection.view} onView={(view) => update({ view })} />
      <main class={`show-${selection.view}`}>
        {selection.view === 'exchanges' ? (
          <Exchanges
            data={data}
            selection={selection}
            onChange={update}
            onFound={({ operation }, { keyword, place }) =>
              update(violationsWith(initial, { operation, keyword, search: place }))
            }
          />
        ) : (
          <ReportViews data={data} initial={initial} selection={selection} onChange={update} />
        )}
      </main>
    </>
  );
}
