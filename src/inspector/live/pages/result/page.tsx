import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PageData } from '../../../../report/html/data.js';
import { Empty } from '../../../components/facts.js';
import { useNow } from '../../../components/signal.js';
import { fromFragment, type Selection, toFragment } from '../../../report/filter.js';
import { VerdictLine, ViewTabs } from '../../../report/head.js';
import { initialSelection, ReportViews } from '../../../report/views.js';
import type { App } from '../../model/app.js';

/** The result of a finished check: its verdict, its violations and what it covers. */
export function ResultPage({ app }: { readonly app: App }) {
  const [data, setData] = useState<PageData | undefined>(undefined);
  useEffect(() => {
    // The exchanges have their own page.
    app.attempt(async () => setData({ ...(await app.client.get<PageData>('result')), exchanges: [] }));
  }, [app]);
  return data ? <Shown app={app} data={data} /> : <Empty>…</Empty>;
}

function Shown({ app: { router }, data }: { readonly app: App; readonly data: PageData }) {
  const initial = useMemo(() => initialSelection(data), [data]);
  const asked = new URLSearchParams(useNow(router.route).query).toString();
  const selection = fromFragment(asked, initial, { faults: data.faults.length, exchanges: 0 });
  const update = (change: Partial<Selection>): void => {
    const query = Object.fromEntries(new URLSearchParams(toFragment({ ...selection, ...change }, initial)));
    router.replace({ page: 'result', parts: [], query });
  };
  return (
    <div class="result">
      <div class="result-head">
        <VerdictLine data={data} />
        <ViewTabs data={data} view={selection.view} onView={(view) => update({ view })} />
      </div>
      <div class={`result-view show-${selection.view}`}>
        <ReportViews data={data} initial={initial} selection={selection} onChange={update} />
      </div>
    </div>
  );
}
