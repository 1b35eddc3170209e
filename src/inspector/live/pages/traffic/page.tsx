import type { Coverage } from '../../../../model/coverage.js';
import { CoverageView } from '../../../components/coverage.js';
import { Empty } from '../../../components/facts.js';
import { useNow } from '../../../components/signal.js';
import { count } from '../../../components/text.js';
import type { App } from '../../model/app.js';
import { usePage } from '../../model/use-page.js';
import { DriftSection } from './drift.js';
import { RecordingSection } from './recording.js';

/** All that was seen so far: what of the document it used, and what can be made of it. */
export function TrafficPage({ app }: { readonly app: App }) {
  const { server, exchanges, client, router } = app;
  const version = useNow(exchanges.version);
  const { value: coverage, problem } = usePage<Coverage & { readonly dropped?: number }>(app, 'coverage', version);
  const has = (feature: string): boolean => server.features.includes(feature);
  const dropped = coverage?.dropped ?? 0;
  return (
    <article class="document-page traffic">
      <header>
        <h2>What was seen so far</h2>
        <p class="label">{`${count(exchanges.lines.length, 'exchange')}, ${coverage ? `${coverage.operationsSeen} of ${count(coverage.operationsTotal, 'operation')} used` : '…'}`}</p>
      </header>
      {has('downloads') && (
        <section>
          <h3>Take it with you</h3>
          <div class="actions">
            <a class="button" href={client.address('exchanges.har')} download="exchanges.har">
              Download HAR
            </a>
            <a class="button" href={client.address('exchanges.ndjson')} download="exchanges.ndjson">
              Download NDJSON
            </a>
            <a class="button" href={client.address('report')} target="_blank" rel="noreferrer">
              Open the report
            </a>
          </div>
          <p class="label">Without secrets. docproof check reads both files; the report opens without a server, too.</p>
        </section>
      )}
      {has('recording') && <RecordingSection app={app} />}
      {has('drift') && <DriftSection app={app} />}
      <section>
        <h3>Coverage so far</h3>
        {problem !== '' && <Empty>{problem}</Empty>}
        {dropped > 0 && (
          <p class="label">{`${count(dropped, 'exchange')} made room for newer ones, and do not count.`}</p>
        )}
        {coverage && (
          <CoverageView
            coverage={coverage}
            onOperation={(operation) => router.go({ page: 'exchanges', parts: [], query: { operation } })}
          />
        )}
      </section>
    </article>
  );
}
