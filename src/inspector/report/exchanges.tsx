import { useMemo } from 'preact/hooks';
import type { PageData, PageExchange } from '../../report/html/data.js';
import { Choice, FilterBar, Search } from '../components/filters.js';
import { type Row, WindowedList } from '../components/list.js';
import { Split } from '../components/split.js';
import { count } from '../components/text.js';
import { VERDICT_COLORS, VERDICT_MARKS, VERDICT_WORDS } from '../components/verdicts.js';
import { ROW_HEIGHT, type Selection } from './filter.js';
import { useOpening } from './use-opening.js';

type Found = PageExchange['found'][number];

/** What is shown, and what is reported. */
export interface ExchangesProps {
  readonly data: PageData;
  readonly selection: Selection;
  readonly onChange: (change: Partial<Selection>) => void;
  /** Somebody wants to see a violation of an exchange. */
  readonly onFound: (exchange: PageExchange, found: Found) => void;
}

/** The list of exchanges, passed ones too, and the one that is open. */
export function Exchanges({ data: { exchanges }, selection, onChange, onFound }: ExchangesProps) {
  const { verdict, search, exchange } = selection;
  const shown = useMemo(() => chosen(exchanges, verdict, search), [exchanges, verdict, search]);
  const verdicts = useMemo(() => verdictsOf(exchanges), [exchanges]);
  const { isOpened, list, pane, open: openPane, back } = useOpening();
  const position = Math.max(0, exchange === undefined ? 0 : shown.indexOf(exchange));
  const open = exchanges[shown[position] ?? -1];
  const select = (at: number, isMeant: boolean): void => {
    onChange({ exchange: shown[at] });
    if (isMeant) openPane();
  };
  return (
    <div class="exchanges-view" onKeyDown={({ key }) => key === 'Escape' && back()}>
      <Split
        label="Exchanges"
        noun="exchange"
        isOpened={isOpened}
        onBack={back}
        itemKey={open}
        pane={pane}
        above={
          <FilterBar>
            <Search label="Search exchanges" value={search} onInput={(words) => onChange({ search: words })} />
            <Choice
              label="Verdict"
              all="All verdicts"
              options={verdicts}
              value={verdict}
              onChange={(value) => onChange({ verdict: value })}
            />
            <p class="found label" role="status">
              {shown.length === exchanges.length
                ? count(shown.length, 'exchange')
                : `${shown.length.toLocaleString('en')} of ${count(exchanges.length, 'exchange')}`}
            </p>
          </FilterBar>
        }
        side={
          <WindowedList
            label="Exchanges"
            count={shown.length}
            rowHeight={ROW_HEIGHT}
            selected={shown.length === 0 ? -1 : position}
            selectedKey={open}
            row={(at) => rowOf(exchanges[shown[at] ?? -1])}
            onSelect={select}
            root={list}
          />
        }
      >
        {open ? (
          <Detail exchange={open} onFound={(found) => onFound(open, found)} />
        ) : (
          <p class="empty">No exchange matches.</p>
        )}
      </Split>
    </div>
  );
}

/** The indexes of the exchanges with a verdict and all words. */
function chosen(exchanges: readonly PageExchange[], verdict: string, search: string): number[] {
  const words = search.toLowerCase().split(/\s+/);
  return exchanges.flatMap((exchange, index) => {
    if (verdict !== '' && exchange.verdict !== verdict) return [];
    const { at, operation, status, reasons, found } = exchange;
    const messages = found.map(({ place, keyword, message }) => `${place} ${keyword} ${message}`);
    const text = [at, operation, status, ...reasons, ...messages].join('\n').toLowerCase();
    return words.every((word) => text.includes(word)) ? [index] : [];
  });
}

function verdictsOf(exchanges: readonly PageExchange[]): { readonly value: string; readonly text: string }[] {
  const counts = new Map<PageExchange['verdict'], number>();
  for (const { verdict } of exchanges) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts].map(([value, times]) => ({
    value,
    text: `${VERDICT_WORDS[value]} (${times.toLocaleString('en')})`,
  }));
}

function rowOf(exchange: PageExchange | undefined): Row {
  if (!exchange) return { class: '', content: null };
  const { at, operation, status, verdict, reasons, found, more } = exchange;
  const [first] = found;
  const others = found.length + more - 1;
  const content = (
    <>
      <span class="mark" role="img" aria-label={VERDICT_WORDS[verdict]}>
        {VERDICT_MARKS[verdict]}
      </span>
      <span class="operation">{at}</span>
      <span class="times">{status > 0 ? String(status) : ''}</span>
      <span class="place">{operation}</span>
      <span class="message">
        {first ? `${first.place} ${first.message}${others > 0 ? ` (and ${others} more)` : ''}` : reasons.join('; ')}
      </span>
    </>
  );
  return { class: VERDICT_COLORS[verdict], content };
}

function Detail({ exchange, onFound }: { readonly exchange: PageExchange; readonly onFound: (found: Found) => void }) {
  const { at, operation, status, verdict, reasons, found, more } = exchange;
  return (
    <article class={`detail ${VERDICT_COLORS[verdict]}`}>
      <header>
        <p class="kind">
          <b class="mark">{VERDICT_WORDS[verdict]}</b>
          <code>{at}</code>
        </p>
        <h2>
          <code>{operation}</code>
          {status > 0 ? ` → ${status}` : ''}
        </h2>
      </header>
      {reasons.length > 0 && (
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {found.length > 0 && <h3>{count(found.length + more, 'violation')}</h3>}
      {found.length > 0 && (
        <ul>
          {found.map((each, index) => (
            <li key={index} class={each.severity}>
              <button type="button" class="link" onClick={() => onFound(each)}>
                <code>{each.place}</code>
              </button>
              {` ${each.message} `}
              <span class="keyword">{each.keyword}</span>
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p class="label">{`… and ${more.toLocaleString('en')} more (--format ndjson has all)`}</p>}
    </article>
  );
}
