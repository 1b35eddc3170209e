import { useMemo } from 'preact/hooks';
import type { PageData, PageFault } from '../../report/html/data.js';
import { Choice, FilterBar, Search } from '../components/filters.js';
import { count } from '../components/text.js';
import { SEVERITIES, type Selection, type Severity } from './filter.js';

/** What the bar shows, and what it reports. */
export interface ViolationFiltersProps {
  readonly data: PageData;
  readonly selection: Selection;
  /** How many faults are listed. */
  readonly found: number;
  readonly onChange: (change: Partial<Selection>) => void;
}

/** The fields that choose which violations are listed. */
export function ViolationFilters({ data: { faults }, selection, found, onChange }: ViolationFiltersProps) {
  const operations = useMemo(() => countsOf(faults, 'operation'), [faults]);
  const keywords = useMemo(() => countsOf(faults, 'keyword'), [faults]);
  const { search, operation, keyword, sort, severities } = selection;
  const toggle = (severity: Severity): void =>
    onChange({ severities: SEVERITIES.filter((each) => severities.includes(each) !== (each === severity)) });
  return (
    <FilterBar>
      <Search label="Search" value={search} onInput={(words) => onChange({ search: words })} />
      <Choice
        label="Operation"
        all="All operations"
        options={operations}
        value={operation}
        onChange={(value) => onChange({ operation: value })}
      />
      <Choice
        label="Keyword"
        all="All keywords"
        options={keywords}
        value={keyword}
        onChange={(value) => onChange({ keyword: value })}
      />
      <Choice
        label="Order"
        options={ORDERS}
        value={sort}
        onChange={(value) => onChange({ sort: value === 'count' ? 'count' : 'operation' })}
      />
      {SEVERITIES.map((severity) => {
        const number = faults.filter((fault) => fault.severity === severity).length;
        return number === 0 ? null : (
          <label key={severity} class={severity}>
            <input type="checkbox" checked={severities.includes(severity)} onChange={() => toggle(severity)} />
            {` ${severity === 'accepted' ? `${number.toLocaleString('en')} accepted` : count(number, severity)}`}
          </label>
        );
      })}
      <p class="found label" role="status">
        {found === faults.length
          ? count(found, 'distinct violation')
          : `${found.toLocaleString('en')} of ${count(faults.length, 'distinct violation')}`}
      </p>
    </FilterBar>
  );
}

const ORDERS = [
  { value: 'operation', text: 'By operation' },
  { value: 'count', text: 'Most frequent first' },
];

function countsOf(
  faults: readonly PageFault[],
  key: 'operation' | 'keyword',
): { readonly value: string; readonly text: string }[] {
  const counts = new Map<string, number>();
  for (const fault of faults) counts.set(fault[key], (counts.get(fault[key]) ?? 0) + 1);
  return [...counts].map(([value, times]) => ({ value, text: `${value} (${times.toLocaleString('en')})` }));
}
