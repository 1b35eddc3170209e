import type { PageData, PageFault } from '../data.js';
import { element } from './dom.js';

/** Longer tables are cut: the list of violations has a filter by keyword. */
const MAX_ROWS = 2000;

interface Rule {
  readonly keyword: string;
  readonly schema: string;
  readonly faults: PageFault[];
}

/** The rules that were broken, the worst first. @param onRule asked to show a rule's violations */
export function rulesOf({ faults }: PageData, onRule: (keyword: string, schema: string) => void): HTMLElement {
  if (faults.length === 0)
    return element('div', { class: 'notes' }, element('p', { class: 'empty' }, 'No violations.'));
  const rules = ranked(faults);
  const names = ['keyword', 'rule in the document', 'violations', 'operations', 'first message'];
  const isAmount = (name: string): boolean => name === 'violations' || name === 'operations';
  const head = element(
    'tr',
    {},
    ...names.map((name) => element('th', { scope: 'col', class: isAmount(name) ? 'amount' : undefined }, name)),
  );
  const more = rules.length - MAX_ROWS;
  return element(
    'div',
    { class: 'coverage' },
    element(
      'div',
      { class: 'wide', tabindex: 0 },
      element(
        'table',
        { class: 'rules' },
        element('caption', {}, 'Rules that were broken: errors first, then by the number of violations'),
        element('thead', {}, head),
        element('tbody', {}, ...rules.slice(0, MAX_ROWS).map((rule) => rowOf(rule, onRule))),
      ),
    ),
    ...(more > 0 ? [element('p', { class: 'label' }, `… and ${more.toLocaleString('en')} more`)] : []),
  );
}

function rowOf({ keyword, schema, faults }: Rule, onRule: (keyword: string, schema: string) => void): HTMLElement {
  const operations = new Set(faults.map(({ operation }) => operation));
  const button = { type: 'button', class: 'link', onclick: () => onRule(keyword, schema) };
  const [worst] = [...faults].sort((a, b) => rank(a) - rank(b));
  return element(
    'tr',
    { class: worst?.severity ?? '' },
    element('th', { scope: 'row', class: 'mark' }, keyword),
    element('td', {}, element('button', button, element('code', {}, schema))),
    element('td', { class: 'amount' }, violationsOf(faults).toLocaleString('en')),
    element('td', { class: 'amount' }, operations.size.toLocaleString('en')),
    element('td', {}, worst ? `${worst.place} ${worst.message}` : ''),
  );
}

function ranked(faults: readonly PageFault[]): Rule[] {
  const rules = new Map<string, Rule>();
  for (const fault of faults) {
    const key = `${fault.keyword} ${fault.schema}`;
    const known = rules.get(key);
    if (known) known.faults.push(fault);
    else rules.set(key, { keyword: fault.keyword, schema: fault.schema, faults: [fault] });
  }
  const worst = (rule: Rule): number => Math.min(...rule.faults.map(rank));
  return [...rules.values()].sort((a, b) => worst(a) - worst(b) || violationsOf(b.faults) - violationsOf(a.faults));
}

function violationsOf(faults: readonly PageFault[]): number {
  return faults.reduce((sum, { count }) => sum + count, 0);
}

function rank({ severity }: PageFault): number {
  return severity === 'error' ? 0 : severity === 'warning' ? 1 : 2;
}
