import type { PageData } from '../data.js';
import { element } from './dom.js';

/** The notes on what was not checked. */
export function notesOf({ notes }: PageData): HTMLElement {
  if (notes.length === 0)
    return element('div', { class: 'notes' }, element('p', { class: 'empty' }, 'All that was captured was checked.'));
  return element('div', { class: 'notes' }, element('ul', {}, ...notes.map((note) => element('li', {}, note))));
}
