import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { Empty } from '../../../components/facts.js';
import { WindowedList } from '../../../components/list.js';
import { useNow } from '../../../components/signal.js';
import { Split } from '../../../components/split.js';
import { count } from '../../../components/text.js';
import type { App } from '../../model/app.js';
import type { SlimLine } from '../../model/slim-line.js';
import { ExchangeDetailPane } from './detail/pane.js';
import { filtersOf, isFiltering, isPreflight, passing } from './filters.js';
import { exchangeRow, RowHead, type RowSize, rowHeightOf, rowSizeOf } from './row.js';
import { useServerSearch } from './server-search.js';
import { Toolbar } from './toolbar.js';

/** The list of exchanges as they end, and the one that is open. */
export function ExchangesPage({ app }: { readonly app: App }) {
  const { exchanges, router } = app;
  const { parts, query } = useNow(router.route);
  const version = useNow(exchanges.version);
  const filters = filtersOf(query);
  const found = useServerSearch(app, filters.q);
  const open = Number(parts[0] ?? Number.NaN);
  const [pausedAt, setPausedAt] = useState<number | undefined>(undefined);
  const [isFollowing, setFollowing] = useState(Number.isNaN(open) && app.server.mode !== 'result');
  const [width, setWidth] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLDivElement>(null);

  const upTo = pausedAt ?? Number.POSITIVE_INFINITY;
  const key = JSON.stringify(filters);
  // The version stands for the lines, which grow in place.
  const shown = useMemo(
    () => passing(exchanges.lines, filters, found).filter(({ id }) => id <= upTo),
    [version, key, found, upTo],
  );
  const gone = useGone(shown, key);
  const selected = useMemo(() => shown.findIndex(({ id }) => id === open), [shown, open]);
  const size = rowSizeOf(width);
  const newest = exchanges.lines.at(-1)?.id ?? 0;

  const go = (id: number | undefined, isInPlace: boolean): void => {
    const next = { page: 'exchanges', parts: id === undefined ? [] : [String(id)], query };
    if (isInPlace) router.replace(next);
    else router.go(next);
  };
  const select = (position: number, isOpened: boolean): void => {
    const line = shown[position];
    if (!line) return;
    setFollowing(false);
    go(line.id, !Number.isNaN(open));
    if (isOpened) queueMicrotask(() => pane.current?.focus({ preventScroll: true }));
  };
  const back = useCallback((): void => {
    router.go({ page: 'exchanges', parts: [], query: router.route.now.query });
    queueMicrotask(() => list.current?.focus());
  }, [router]);
  const pause = (): void => setPausedAt(pausedAt === undefined ? newest : undefined);
  const onKeyDown = ({ key: pressed, defaultPrevented }: KeyboardEvent): void => {
    if (pressed === 'Escape' && !defaultPrevented && !Number.isNaN(open)) back();
  };
  const preflights = exchanges.lines.filter(isPreflight).length;

  return (
    <div class="exchanges" onKeyDown={onKeyDown}>
      <Split
        label="Exchanges"
        noun="exchange"
        hasPane={!Number.isNaN(open)}
        isOpened={!Number.isNaN(open)}
        itemKey={open}
        onBack={back}
        pane={pane}
        above={
          <Toolbar
            app={app}
            filters={filters}
            preflights={preflights}
            said={saidOf(shown.length, exchanges.lines.length - (filters.preflights === '' ? preflights : 0))}
            isPaused={pausedAt !== undefined}
            waiting={pausedAt === undefined ? 0 : exchanges.lines.filter(({ id }) => id > pausedAt).length}
            onPause={pause}
            isFollowing={isFollowing}
            onFollow={setFollowing}
          />
        }
        side={
          <>
            {size !== 'narrow' && <RowHead size={size} />}
            {shown.length === 0 && (
              <Empty>
                {exchanges.lines.length > 0 && isFiltering(filters)
                  ? 'No exchange is as asked for.'
                  : 'No exchange yet. Send a request, and it is listed here as soon as it was answered.'}
              </Empty>
            )}
            <WindowedList
              label="Exchanges"
              count={shown.length}
              rowHeight={rowHeightOf(size)}
              selected={selected}
              selectedKey={open}
              row={(position) => rowAt(shown, position, size)}
              onSelect={select}
              isFollowing={isFollowing}
              onFollow={setFollowing}
              gone={gone}
              root={list}
              onWidth={setWidth}
              keys={{ p: pause, f: () => setFollowing(!isFollowing) }}
            />
          </>
        }
      >
        {Number.isNaN(open) ? null : <ExchangeDetailPane key={open} app={app} id={open} onClose={back} />}
      </Split>
    </div>
  );
}

function rowAt(shown: readonly SlimLine[], position: number, size: RowSize) {
  const line = shown[position];
  return line ? exchangeRow(line, size) : { class: '', content: null };
}

function saidOf(shown: number, all: number): string {
  return shown === all ? count(all, 'exchange') : `${shown.toLocaleString('en')} of ${count(all, 'exchange')}`;
}

/** How many of the listed lines went at the beginning since the filter was set. */
function useGone(shown: readonly SlimLine[], key: string): number {
  const state = useRef<{ key: string; gone: number; before: readonly SlimLine[] }>({ key, gone: 0, before: [] });
  const { current } = state;
  if (current.key !== key) state.current = { key, gone: 0, before: shown };
  else if (current.before !== shown) {
    const first = shown[0]?.id ?? Number.POSITIVE_INFINITY;
    let left = 0;
    while ((current.before[left]?.id ?? Number.POSITIVE_INFINITY) < first) left += 1;
    state.current = { key, gone: current.gone + left, before: shown };
  }
  return state.current.gone;
}
