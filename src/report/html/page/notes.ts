import type { PageData } from '../data.js';
import { element } from './dom.js';

/** The notes on what was not checked; first why the whole check is inconclusive, where it is. */
export function notesOf({ notes, verdict }: PageData): HTMLElement {
  const said = verdict.outcome === 'inconclusive' ? [element('p', { class: 'reason' }, verdict.line)] : [];
  if (notes.length > 0)
    return element(
      'div',
      { class: 'notes' },
      ...said,
      element('ul', {}, ...notes.map((note) => element('li', {}, note))),
    );
  const all = said.length > 0 ? said : [element('p', { class: 'empty' }, 'All that was captured was checked.')];
  return element('div', { class: 'notes' }, ...all);
}
