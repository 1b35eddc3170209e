import type { PageData } from '../../report/html/data.js';
import { Tabs } from '../components/tabs.js';
import { VIEWS, type View } from './filter.js';

/** What the head shows, and what it reports. */
export interface ReportHeadProps {
  readonly data: PageData;
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** The verdict, and the tabs by which views are chosen. */
export function ReportHead({ data, view, onView }: ReportHeadProps) {
  const { document, sources, docproof } = data;
  return (
    <header class="top">
      <div>
        <VerdictLine data={data} />
        <p class="label">
          <code>{document.source}</code>
          {document.title === '' ? '' : ` (${document.title})`}
          {sources.length > 0 && (
            <>
              {' against '}
              <code title={sources.join('\n')}>{sourcesOf(sources)}</code>
            </>
          )}
          {` · Docproof ${docproof}`}
        </p>
      </div>
      <ViewTabs data={data} view={view} onView={onView} />
    </header>
  );
}

/** Whether the contract holds, in one line. */
export function VerdictLine({ data: { verdict } }: { readonly data: PageData }) {
  const { outcome, word, line } = verdict;
  return (
    <h1>
      <span class={`verdict ${outcome}`}>{word}</span>
      {line.slice(word.length)}
    </h1>
  );
}

/** The views that the data can fill. */
export function ViewTabs({ data, view, onView }: ReportHeadProps) {
  const { faults, exchanges, coverage, notes } = data;
  const titles: Readonly<Record<View, string>> = {
    violations: `Violations ${faults.length.toLocaleString('en')}`,
    rules: 'Rules',
    exchanges: exchanges.length > 0 ? `Exchanges ${exchanges.length.toLocaleString('en')}` : '',
    coverage: `Coverage ${coverage.percent} %`,
    notes: `Not checked ${notes.length.toLocaleString('en')}`,
  };
  const tabs = VIEWS.map((name) => ({ name, title: titles[name] })).filter(({ title }) => title !== '');
  return (
    <Tabs
      label="Views"
      tabs={tabs}
      selected={view}
      onSelect={(name) => onView(VIEWS.find((known) => known === name) ?? 'violations')}
    />
  );
}

function sourcesOf(sources: readonly string[]): string {
  const [first = '', ...others] = sources;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
