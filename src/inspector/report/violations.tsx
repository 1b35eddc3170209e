import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { PageData, PageFault } from '../../report/html/data.js';
import { type Row, WindowedList } from '../components/list.js';
import { Split } from '../components/split.js';
import { FaultDetail } from './fault-detail.js';
import { createFilter, ROW_HEIGHT, type Selection } from './filter.js';
import { useOpening } from './use-opening.js';
import { ViolationFilters } from './violation-filters.js';

const MARKS = { error: '✗', warning: '!', accepted: '–' } as const;

/** What is shown, and what is reported. */
export interface ViolationsProps {
  readonly data: PageData;
  readonly selection: Selection;
  readonly onChange: (change: Partial<Selection>) => void;
}

/** The list of faults with its filters, and the one that is open. */
export function Violations({ data, selection, onChange }: ViolationsProps) {
  const { faults } = data;
  const filter = useMemo(() => createFilter(faults), [faults]);
  const { fault, view: _, exchange: __, verdict: ___, ...filters } = selection;
  const key = JSON.stringify(filters);
  // The key stands for the filters, which are another object each time.
  const shown = useMemo(() => filter(selection), [filter, key]);
  const { isOpened, list, pane, open: openPane, back, close } = useOpening();
  const position = Math.max(0, fault === undefined ? 0 : shown.indexOf(fault));
  const index = shown[position] ?? -1;
  const open = faults[index];
  useEscape(back);
  const select = (at: number, isMeant: boolean): void => {
    onChange({ fault: shown[at] });
    if (isMeant) openPane();
  };
  const change = (filtered: Partial<Selection>): void => {
    close();
    onChange(filtered);
  };
  return (
    <Split
      label="Violations"
      noun="violation"
      isOpened={isOpened}
      onBack={back}
      itemKey={open}
      pane={pane}
      above={<ViolationFilters data={data} selection={selection} found={shown.length} onChange={change} />}
      side={
        <>
          <WindowedList
            label="Violations"
            count={shown.length}
            rowHeight={ROW_HEIGHT}
            selected={shown.length === 0 ? -1 : position}
            selectedKey={`${index} ${key}`}
            row={(at) => rowOf(faults[shown[at] ?? -1])}
            onSelect={select}
            root={list}
          />
          <p class="keys label">/ search · ↑ ↓ or j k move · Enter opens · Esc goes back</p>
        </>
      }
    >
      {open ? (
        <FaultDetail fault={open} data={data} />
      ) : (
        <p class="empty">{faults.length === 0 ? 'No violations.' : 'No violation is as asked for.'}</p>
      )}
    </Split>
  );
}

/** Escape goes back from wherever the focus is. */
function useEscape(back: () => void): void {
  const latest = useRef(back);
  latest.current = back;
  useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') latest.current();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

function rowOf(fault: PageFault | undefined): Row {
  if (!fault) return { class: '', content: null };
  const { severity, operation, place, keyword, message, count: times } = fault;
  const content = (
    <>
      <span class="mark" role="img" aria-label={severity}>
        {MARKS[severity]}
      </span>
      <span class="operation">{operation}</span>
      <span class="times">{times > 1 ? `× ${times.toLocaleString('en')}` : ''}</span>
      <span class="place">
        {place} <span class="keyword">{keyword}</span>
      </span>
      <span class="message">{message}</span>
    </>
  );
  return { class: severity, content };
}
