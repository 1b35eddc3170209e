import { useMemo } from 'preact/hooks';
import { Choice, FilterBar, Search } from '../../../components/filters.js';
import { useNow } from '../../../components/signal.js';
import { count } from '../../../components/text.js';
import { VERDICT_WORDS } from '../../../components/verdicts.js';
import type { App } from '../../model/app.js';
import { countsOf, type Filters } from './filters.js';

/** What the bar above the list shows, and what it reports. */
export interface ToolbarProps {
  readonly app: App;
  readonly filters: Filters;
  /** How many preflights there are. */
  readonly preflights: number;
  /** `12 of 40 exchanges`. */
  readonly said: string;
  readonly isPaused: boolean;
  /** Exchanges that wait for the pause to end. */
  readonly waiting: number;
  readonly onPause: () => void;
  readonly isFollowing: boolean;
  readonly onFollow: (isFollowing: boolean) => void;
}

const VERDICTS = Object.entries(VERDICT_WORDS).map(([value, text]) => ({ value, text }));
const RANGES = ['2XX', '3XX', '4XX', '5XX'];

/** Search, filters, and what is done with the whole list. */
export function Toolbar(props: ToolbarProps) {
  const { app, filters, preflights, said, isPaused, waiting, onPause, isFollowing, onFollow } = props;
  const { router, exchanges, client, server } = app;
  const version = useNow(exchanges.version);
  // The version stands for the lines, which grow in place.
  const counts = useMemo(
    () => ({
      operations: countsOf(exchanges.lines, ({ operation }) => [operation]),
      statuses: countsOf(exchanges.lines, ({ status }) => [String(status)]),
      keywords: countsOf(exchanges.lines, ({ violations }) => violations.map(({ keyword }) => keyword)),
    }),
    [version],
  );
  const set = (change: Partial<Filters>): void =>
    router.replace({ ...router.route.now, query: { ...filters, ...change } });
  const clear = (): Promise<unknown> =>
    app.attempt(async () => {
      await client.change('DELETE', 'exchanges');
      router.go({ page: 'exchanges', parts: [], query: { ...filters } });
    });
  const missed = useNow(exchanges.missed);
  return (
    <FilterBar>
      <Search label="Search path, header fields and bodies" value={filters.q} onInput={(q) => set({ q })} />
      <Choice
        label="Operation"
        all="All operations"
        options={counts.operations}
        value={filters.operation}
        onChange={(operation) => set({ operation })}
      />
      <Choice
        label="Status"
        all="All statuses"
        options={[...RANGES.map((value) => ({ value })), ...counts.statuses]}
        value={filters.status}
        onChange={(status) => set({ status })}
      />
      <Choice
        label="Verdict"
        all="All verdicts"
        options={VERDICTS}
        value={filters.verdict}
        onChange={(verdict) => set({ verdict })}
      />
      <Choice
        label="Keyword"
        all="All keywords"
        options={counts.keywords}
        value={filters.keyword}
        onChange={(keyword) => set({ keyword })}
      />
      {preflights > 0 && (
        <label>
          <input
            type="checkbox"
            checked={filters.preflights !== ''}
            onChange={({ currentTarget }) => set({ preflights: currentTarget.checked ? 'shown' : '' })}
          />
          {` ${count(preflights, 'preflight')}`}
        </label>
      )}
      {server.mode !== 'result' && (
        <span class="buttons">
          <button type="button" aria-pressed={isPaused} onClick={onPause}>
            {isPaused ? (waiting > 0 ? `Go on (${waiting.toLocaleString('en')} new)` : 'Go on') : 'Pause'}
          </button>
          <button type="button" aria-pressed={isFollowing} onClick={() => onFollow(!isFollowing)}>
            Follow
          </button>
          <button type="button" onClick={clear}>
            Clear
          </button>
        </span>
      )}
      <p class="found label">
        {said}
        {exchanges.gone > 0 && ` · ${count(exchanges.gone, 'older one')} made room`}
        {missed > 0 && ` · ${count(missed, 'exchange')} not shown: they made room before this page got them`}
      </p>
    </FilterBar>
  );
}
