import type { PageData } from '../data.js';
import { element } from './dom.js';
import type { View } from './filter.js';

/** The verdict, and the tabs by which views are chosen. */
export interface Head {
  readonly root: HTMLElement;
  show(view: View): void;
}

/** The head of the page. */
export function headOf(data: PageData, onView: (view: View) => void): Head {
  const { document, sources, verdict, docproof, faults, exchanges, coverage, notes } = data;
  const { outcome, word, line } = verdict;
  const names: readonly (readonly [View, string])[] = [
    ['violations', `Violations ${faults.length.toLocaleString('en')}`],
    ['rules', 'Rules'],
    ...(exchanges.length > 0 ? [['exchanges', `Exchanges ${exchanges.length.toLocaleString('en')}`] as const] : []),
    ['coverage', `Coverage ${coverage.percent} %`],
    ['notes', `Not checked ${notes.length.toLocaleString('en')}`],
  ];
  const tabs = new Map(
    names.map(([view, name]) => [
      view,
      element('button', { type: 'button', role: 'tab', onclick: () => onView(view) }, name),
    ]),
  );
  const list = element('nav', { role: 'tablist', 'aria-label': 'Views' }, ...tabs.values());
  list.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const views = names.map(([view]) => view);
    const at = views.findIndex((view) => tabs.get(view)?.getAttribute('aria-selected') === 'true');
    const next = views[(at + step + views.length) % views.length] ?? 'violations';
    onView(next);
    tabs.get(next)?.focus();
  });
  const root = element(
    'header',
    { class: 'top' },
    element(
      'div',
      {},
      element('h1', {}, element('span', { class: `verdict ${outcome}` }, word), line.slice(word.length)),
      element(
        'p',
        { class: 'label' },
        element('code', {}, document.source),
        document.title === '' ? '' : ` (${document.title})`,
        ...(sources.length > 0
          ? [' against ', element('code', { title: sources.join('\n') }, sourcesOf(sources))]
          : []),
        ` · Docproof ${docproof}`,
      ),
    ),
    list,
  );
  return {
    root,
    show(view) {
      for (const [name, tab] of tabs) {
        tab.setAttribute('aria-selected', String(name === view));
        tab.tabIndex = name === view ? 0 : -1;
      }
    },
  };
}

function sourcesOf(sources: readonly string[]): string {
  const [first = '', ...others] = sources;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
