import type { PageData, PageFault } from '../data.js';
import { detailOf } from './detail.js';
import { count, element } from './dom.js';
import { createFilter, SEVERITIES, type Selection, type Severity } from './filter.js';
import { createSplit } from './split.js';

const MARKS = { error: '✗', warning: '!', accepted: '–' } as const;

/** The list of faults with its filters, and the one that is open. */
export interface Violations {
  readonly root: HTMLElement;
  show(selection: Selection): void;
  /** Puts the cursor into the search field. */
  search(): void;
  /** From the open fault to the list. */
  back(): void;
}

/** The view of violations. @param onChange asked to select otherwise */
export function createViolations(data: PageData, onChange: (change: Partial<Selection>) => void): Violations {
  const { faults } = data;
  const filter = createFilter(faults);
  let shown: readonly number[] = [];
  let filtered = '';

  const bar = createBar(data, (change) => {
    split.close();
    onChange(change);
  });
  const split = createSplit({
    label: 'Violations',
    noun: 'violation',
    above: bar.root,
    below: element('p', { class: 'keys label' }, '/ search · ↑ ↓ or j k move · Enter opens · Esc goes back'),
    render: (index) => rowOf(faults[index]),
    onSelect: (fault) => onChange({ fault }),
  });

  const open = (index: number | undefined): void => {
    const fault = index === undefined ? undefined : faults[index];
    const hint = element(
      'p',
      { class: 'empty' },
      faults.length === 0 ? 'No violations.' : 'No violation is as asked for.',
    );
    split.fill(fault ? detailOf(fault, data) : hint);
    const marked = split.root.querySelector('.marked');
    const around = marked?.closest('pre');
    if (marked instanceof HTMLElement && around) around.scrollTop = marked.offsetTop - around.clientHeight / 3;
  };

  return {
    root: split.root,
    show(selection) {
      const { fault, view: _, ...filters } = selection;
      const asked = JSON.stringify(filters);
      const isNew = asked !== filtered;
      if (isNew) {
        filtered = asked;
        shown = filter(selection);
        bar.show(selection, shown.length);
      }
      open(split.list(shown, fault, isNew));
    },
    search: () => bar.focus(),
    back: split.back,
  };
}

function rowOf(fault: PageFault | undefined): HTMLElement {
  if (!fault) return element('div', {});
  const { severity, operation, place, keyword, message, count: times } = fault;
  return element(
    'div',
    { class: `row ${severity}` },
    element('span', { class: 'mark', role: 'img', 'aria-label': severity }, MARKS[severity]),
    element('span', { class: 'operation' }, operation),
    element('span', { class: 'times' }, times > 1 ? `× ${times.toLocaleString('en')}` : ''),
    element('span', { class: 'place' }, place, ' ', element('span', { class: 'keyword' }, keyword)),
    element('span', { class: 'message' }, message),
  );
}

interface Bar {
  readonly root: HTMLElement;
  show(selection: Selection, found: number): void;
  focus(): void;
}

function createBar({ faults }: PageData, onChange: (change: Partial<Selection>) => void): Bar {
  const search = element('input', {
    type: 'search',
    placeholder: 'Search',
    'aria-label': 'Search',
    'aria-keyshortcuts': '/',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  search.addEventListener('input', () => onChange({ search: search.value }));
  const operation = choice('Operation', 'All operations', countsOf(faults, 'operation'), (value) =>
    onChange({ operation: value }),
  );
  const keyword = choice('Keyword', 'All keywords', countsOf(faults, 'keyword'), (value) =>
    onChange({ keyword: value }),
  );
  const sort = element(
    'select',
    { 'aria-label': 'Order' },
    element('option', { value: 'operation' }, 'By operation'),
    element('option', { value: 'count' }, 'Most frequent first'),
  );
  sort.addEventListener('change', () => onChange({ sort: sort.value === 'count' ? 'count' : 'operation' }));
  const boxes = SEVERITIES.map((severity) => ({
    severity,
    box: element('input', { type: 'checkbox' }),
    number: faults.filter((fault) => fault.severity === severity).length,
  }));
  const chosen = (): Severity[] => boxes.filter(({ box }) => box.checked).map(({ severity }) => severity);
  for (const { box } of boxes) box.addEventListener('change', () => onChange({ severities: chosen() }));
  const words = (severity: Severity, number: number): string =>
    severity === 'accepted' ? `${number.toLocaleString('en')} accepted` : count(number, severity);
  const status = element('p', { class: 'found label', role: 'status' });
  const root = element(
    'form',
    { class: 'filters', role: 'search', onsubmit: (event) => event.preventDefault() },
    search,
    operation,
    keyword,
    sort,
    ...boxes
      .filter(({ number }) => number > 0)
      .map(({ severity, box, number }) => element('label', { class: severity }, box, ` ${words(severity, number)}`)),
    status,
  );
  return {
    root,
    show(selection, found) {
      if (search.value !== selection.search) search.value = selection.search;
      choose(operation, selection.operation);
      choose(keyword, selection.keyword);
      sort.value = selection.sort;
      for (const { severity, box } of boxes) box.checked = selection.severities.includes(severity);
      status.textContent =
        found === faults.length
          ? count(found, 'distinct violation')
          : `${found.toLocaleString('en')} of ${count(faults.length, 'distinct violation')}`;
    },
    focus() {
      search.focus();
      search.select();
    },
  };
}

/** A document and a hostile capture may know more operations than a menu can hold. */
const MAX_CHOICES = 2000;

function choice(
  label: string,
  all: string,
  counts: ReadonlyMap<string, number>,
  onChange: (value: string) => void,
): HTMLSelectElement {
  const options = [...counts]
    .slice(0, MAX_CHOICES)
    .map(([value, times]) => element('option', { value }, `${value} (${times.toLocaleString('en')})`));
  const made = element('select', { 'aria-label': label }, element('option', { value: '' }, all), ...options);
  made.addEventListener('change', () => onChange(made.value));
  return made;
}

/** Chooses in a menu also what an address or the coverage names and the menu has no room for. */
function choose(menu: HTMLSelectElement, value: string): void {
  menu.value = value;
  if (menu.value === value) return;
  menu.append(element('option', { value }, value));
  menu.value = value;
}

function countsOf(faults: readonly PageFault[], key: 'operation' | 'keyword'): Map<string, number> {
  const counts = new Map<string, number>();
  for (const fault of faults) counts.set(fault[key], (counts.get(fault[key]) ?? 0) + 1);
  return counts;
}
