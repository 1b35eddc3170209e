import type { PageData, PageExchange } from '../data.js';
import { count, element } from './dom.js';
import type { Selection } from './filter.js';
import { createSplit } from './split.js';

const MARKS = { fail: '✗', inconclusive: '?', pass: '✓', 'out-of-scope': '–' } as const;
const WORDS = {
  fail: 'failed',
  inconclusive: 'not judged in full',
  pass: 'passed',
  'out-of-scope': 'out of scope',
} as const;
/** The color of a row is that of a violation of this severity. */
const COLORS = { fail: 'error', inconclusive: 'warning', pass: 'passed', 'out-of-scope': 'accepted' } as const;

type Found = PageExchange['found'][number];

/** The list of exchanges, passed ones too, and the one that is open. */
export interface Exchanges {
  readonly root: HTMLElement;
  show(selection: Selection): void;
  /** From the open exchange to the list. */
  back(): void;
}

/**
 * The view of exchanges.
 * @param onChange asked to select otherwise
 * @param onFound asked to show a violation of an exchange
 */
export function createExchanges(
  { exchanges }: PageData,
  onChange: (change: Partial<Selection>) => void,
  onFound: (exchange: PageExchange, found: Found) => void,
): Exchanges {
  let shown: readonly number[] = [];
  let asked = '';
  const menu = element(
    'select',
    { 'aria-label': 'Verdict' },
    element('option', { value: '' }, 'All verdicts'),
    ...verdictsOf(exchanges).map(([verdict, times]) =>
      element('option', { value: verdict }, `${WORDS[verdict]} (${times.toLocaleString('en')})`),
    ),
  );
  menu.addEventListener('change', () => onChange({ verdict: menu.value }));
  const search = element('input', {
    type: 'search',
    placeholder: 'Search',
    'aria-label': 'Search exchanges',
    autocomplete: 'off',
  });
  search.addEventListener('input', () => onChange({ search: search.value }));
  const status = element('p', { class: 'found label', role: 'status' });
  const filters = element(
    'form',
    { class: 'filters', role: 'search', onsubmit: (event) => event.preventDefault() },
    search,
    menu,
    status,
  );
  const split = createSplit({
    label: 'Exchanges',
    noun: 'exchange',
    above: filters,
    render: (index) => rowOf(exchanges[index]),
    onSelect: (exchange) => onChange({ exchange }),
  });
  return {
    root: split.root,
    back: split.back,
    show({ verdict, search: words, exchange }) {
      const wish = `${verdict} ${words}`;
      const isNew = wish !== asked || shown.length === 0;
      if (isNew) {
        asked = wish;
        shown = chosen(exchanges, verdict, words);
        menu.value = verdict;
        if (search.value !== words) search.value = words;
        status.textContent =
          shown.length === exchanges.length
            ? count(shown.length, 'exchange')
            : `${shown.length.toLocaleString('en')} of ${count(exchanges.length, 'exchange')}`;
      }
      const opened = exchanges[split.list(shown, exchange, isNew) ?? -1];
      const hint = element('p', { class: 'empty' }, 'No exchange matches.');
      split.fill(opened ? detailOf(opened, (found) => onFound(opened, found)) : hint);
    },
  };
}

/** The indexes of the exchanges with a verdict and all words. */
function chosen(exchanges: readonly PageExchange[], verdict: string, search: string): number[] {
  const words = search.toLowerCase().split(/\s+/);
  return exchanges.flatMap((exchange, index) => {
    if (verdict !== '' && exchange.verdict !== verdict) return [];
    const { at, operation, status, reasons, found } = exchange;
    const text = [
      at,
      operation,
      status,
      ...reasons,
      ...found.map(({ place, keyword, message }) => `${place} ${keyword} ${message}`),
    ]
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word)) ? [index] : [];
  });
}

function verdictsOf(exchanges: readonly PageExchange[]): [PageExchange['verdict'], number][] {
  const counts = new Map<PageExchange['verdict'], number>();
  for (const { verdict } of exchanges) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts];
}

function rowOf(exchange: PageExchange | undefined): HTMLElement {
  if (!exchange) return element('div', {});
  const { at, operation, status, verdict, reasons, found, more } = exchange;
  const [first] = found;
  const others = found.length + more - 1;
  return element(
    'div',
    { class: `row ${COLORS[verdict]}` },
    element('span', { class: 'mark', role: 'img', 'aria-label': WORDS[verdict] }, MARKS[verdict]),
    element('span', { class: 'operation' }, at),
    element('span', { class: 'times' }, status > 0 ? String(status) : ''),
    element('span', { class: 'place' }, operation),
    element(
      'span',
      { class: 'message' },
      first ? `${first.place} ${first.message}${others > 0 ? ` (and ${others} more)` : ''}` : reasons.join('; '),
    ),
  );
}

function detailOf(exchange: PageExchange, onFound: (found: Found) => void): HTMLElement {
  const { at, operation, status, verdict, reasons, found, more } = exchange;
  const rows = found.map((each) =>
    element(
      'li',
      { class: each.severity },
      element(
        'button',
        { type: 'button', class: 'link', onclick: () => onFound(each) },
        element('code', {}, each.place),
      ),
      ` ${each.message} `,
      element('span', { class: 'keyword' }, each.keyword),
    ),
  );
  return element(
    'article',
    { class: `detail ${COLORS[verdict]}` },
    element(
      'header',
      {},
      element('p', { class: 'kind' }, element('b', { class: 'mark' }, WORDS[verdict]), element('code', {}, at)),
      element('h2', {}, element('code', {}, operation), status > 0 ? ` → ${status}` : ''),
    ),
    ...(reasons.length > 0 ? [element('ul', {}, ...reasons.map((reason) => element('li', {}, reason)))] : []),
    ...(found.length > 0
      ? [element('h3', {}, count(found.length + more, 'violation')), element('ul', {}, ...rows)]
      : []),
    ...(more > 0
      ? [element('p', { class: 'label' }, `… and ${more.toLocaleString('en')} more (--format ndjson has all)`)]
      : []),
  );
}
