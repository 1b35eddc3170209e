import { readJson } from '../../../model/exact-json.js';
import type { PageData } from '../data.js';
import { coverageOf } from './coverage.js';
import { element } from './dom.js';
import { createExchanges } from './exchanges.js';
import { fromFragment, SEVERITIES, type Selection, type Severity, toFragment } from './filter.js';
import { headOf } from './head.js';
import { notesOf } from './notes.js';
import { rulesOf } from './rules.js';
import { createViolations } from './violations.js';

/** Shows the report in the page. */
export function start(page: Document): void {
  const data = readJson<PageData>(page.getElementById('data')?.textContent ?? '');
  const initial: Selection = {
    view: firstView(data),
    search: '',
    operation: '',
    keyword: '',
    severities: worstOf(data),
    sort: 'count',
    verdict: '',
  };
  const sizes = { faults: data.faults.length, exchanges: data.exchanges.length };
  let selection = initial;
  const update = (change: Partial<Selection>): void => show({ ...selection, ...change });
  const head = headOf(data, (view) => update({ view }));
  const violations = createViolations(data, update);
  const exchanges = createExchanges(data, update, ({ operation }, { keyword, place }) =>
    update({ ...initial, view: 'violations', operation, keyword, search: place, severities: SEVERITIES }),
  );
  const views = {
    violations: violations.root,
    rules: rulesOf(data, (keyword, rule) =>
      update({ ...initial, view: 'violations', keyword, search: rule, severities: SEVERITIES }),
    ),
    exchanges: exchanges.root,
    coverage: coverageOf(data, (operation) =>
      update({ ...initial, view: 'violations', operation, severities: SEVERITIES }),
    ),
    notes: notesOf(data),
  };
  const main = element('main', {});
  page.body.append(head.root, main);

  const show = (next: Selection, isFromAddress = false): void => {
    selection = next;
    head.show(next.view);
    main.className = `show-${next.view}`;
    if (main.firstElementChild !== views[next.view]) main.replaceChildren(views[next.view]);
    if (next.view === 'violations') violations.show(next);
    if (next.view === 'exchanges') exchanges.show(next);
    const fragment = toFragment(next, initial);
    // The history of a file's page is updated too, but not for each key that is pressed.
    if (!isFromAddress) history.replaceState(null, '', `#${fragment}`);
  };

  const fromAddress = (): void => show(fromFragment(location.hash, initial, sizes), true);
  addEventListener('hashchange', fromAddress);
  addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement && event.target.type === 'search';
    if (event.key === 'Escape' && selection.view === 'violations') violations.back();
    if (event.key === 'Escape' && selection.view === 'exchanges') exchanges.back();
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/') {
      event.preventDefault();
      update({ view: 'violations' });
      violations.search();
    }
  });
  fromAddress();
}

/** A page opens on what is wrong: on violations, or on why nothing was proved. */
function firstView({ faults, verdict }: PageData): Selection['view'] {
  if (verdict.outcome === 'inconclusive') return 'notes';
  return faults.length > 0 ? 'violations' : 'coverage';
}

/** The worst that there is: a page opens on errors, where there are some. */
function worstOf({ faults }: PageData): readonly Severity[] {
  const worst = SEVERITIES.find((severity) => faults.some((fault) => fault.severity === severity));
  return worst === undefined ? SEVERITIES : [worst];
}
