import type { Coverage, OperationCoverage } from '../../../model/coverage.js';
import type { PageData } from '../data.js';
import { element } from './dom.js';

/** Longer lists are cut: `--format json` has them whole. */
const MAX_LISTED = 2000;

/** The parts of the contract that the traffic exercised. @param onOperation asked to show an operation's violations */
export function coverageOf({ coverage }: PageData, onOperation: (operation: string) => void): HTMLElement {
  return element(
    'div',
    { class: 'coverage' },
    element('div', { class: 'meters' }, ...metersOf(coverage)),
    operationTable(coverage, onOperation),
    ...neverSeen(coverage),
  );
}

function metersOf({ operationsSeen, operationsTotal, totals }: Coverage): HTMLElement[] {
  const kinds = [
    ['operations', { seen: operationsSeen, total: operationsTotal }],
    ['statuses', totals.statuses],
    ['media types', totals.mediaTypes],
    ['parameters', totals.parameters],
    ['properties', totals.properties],
    ['enumeration members', totals.enumMembers],
  ] as const;
  return kinds
    .filter(([, { total }]) => total > 0)
    .map(([name, { seen, total }]) => {
      const percent = Math.floor((seen / total) * 100);
      const fill = element('div', { class: 'fill' });
      fill.style.width = `${(seen / total) * 100}%`;
      return element(
        'div',
        { class: 'meter' },
        element('p', {}, element('b', {}, `${percent} %`), ` of ${name}`),
        element('div', { class: 'bar', role: 'img', 'aria-label': `${seen} of ${total} ${name} seen` }, fill),
        element('p', { class: 'label' }, `${seen.toLocaleString('en')} of ${total.toLocaleString('en')}`),
      );
    });
}

function operationTable({ operations }: Coverage, onOperation: (operation: string) => void): HTMLElement {
  const most = Math.max(1, ...operations.map(({ exchanges }) => exchanges));
  const sorted = [...operations].sort((a, b) => Number(b.exchanges > 0) - Number(a.exchanges > 0));
  const names = ['operation', 'exchanges', 'outcome', 'statuses'];
  const head = element(
    'tr',
    {},
    ...names.map((name) => element('th', { scope: 'col', class: name === 'exchanges' ? 'amount' : undefined }, name)),
  );
  return element(
    'div',
    { class: 'wide', tabindex: 0 },
    element(
      'table',
      {},
      element('caption', {}, 'Exchanges by operation: passed, failed, inconclusive'),
      element('thead', {}, head),
      element('tbody', {}, ...sorted.map((operation) => operationRow(operation, most, onOperation))),
    ),
  );
}

function operationRow(
  coverage: OperationCoverage,
  most: number,
  onOperation: (operation: string) => void,
): HTMLElement {
  const { operation, exchanges, passed, failed, inconclusive, statuses, undocumentedStatuses = {} } = coverage;
  const name = element('code', {}, operation);
  const parts = [
    ['passed', passed],
    ['failed', failed],
    ['inconclusive', inconclusive],
  ] as const;
  const segments = parts.map(([kind, times]) => {
    const segment = element('div', { class: kind });
    segment.style.width = `${(times / most) * 100}%`;
    return segment;
  });
  const said = parts.map(([kind, times]) => `${times} ${kind}`).join(', ');
  const chips = [
    ...Object.entries(statuses).map(([status, times]) =>
      times > 0
        ? element('span', { class: 'chip' }, `${status} × ${times}`)
        : element('span', { class: 'chip never', title: 'documented, and never seen' }, `${status} not seen`),
    ),
    ...Object.entries(undocumentedStatuses).map(([status, times]) =>
      element('span', { class: 'chip failed' }, `${status} × ${times} undocumented`),
    ),
  ];
  return element(
    'tr',
    { class: exchanges > 0 ? '' : 'never' },
    element(
      'th',
      { scope: 'row' },
      failed > 0
        ? element('button', { type: 'button', class: 'link', onclick: () => onOperation(operation) }, name)
        : name,
    ),
    element('td', { class: 'amount' }, exchanges > 0 ? exchanges.toLocaleString('en') : 'never seen'),
    element(
      'td',
      { class: 'share' },
      element('div', { class: 'bar', role: 'img', 'aria-label': said, title: said }, ...segments),
    ),
    element('td', {}, ...chips),
  );
}

function neverSeen({ operations, properties }: Coverage): HTMLElement[] {
  const seen = operations.filter(({ exchanges }) => exchanges > 0);
  const never = properties.filter((property) => property.count === 0);
  const place = ({ in: side, name, pointer }: (typeof never)[number]): string => `${side} ${name}  ${pointer}`;
  const lists: [string, string[]][] = [
    [
      'Statuses never seen',
      seen.flatMap(({ operation, statuses }) => unseen(statuses).map((name) => `${operation}  ${name}`)),
    ],
    [
      'Media types never seen',
      seen.flatMap(({ operation, mediaTypes }) => unseen(mediaTypes).map((name) => `${operation}  ${name}`)),
    ],
    [
      'Parameters never sent',
      seen.flatMap(({ operation, parameters }) =>
        Object.entries(parameters)
          .filter(([, parameter]) => parameter.count === 0)
          .map(([name, { required }]) => `${operation}  ${name}${required ? ' (required)' : ''}`),
      ),
    ],
    ['Required properties never seen', never.filter(({ required }) => required).map(place)],
    ['Optional properties never seen', never.filter(({ required }) => !required).map(place)],
    [
      'Enumeration members never seen',
      properties.flatMap((property) => {
        const members = property.count > 0 ? unseen(property.values ?? {}) : [];
        return members.length > 0 ? [`${property.in} ${property.name}  ${members.join(', ')}`] : [];
      }),
    ],
  ];
  return lists.filter(([, names]) => names.length > 0).map(([heading, names]) => folded(heading, names));
}

function unseen(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts).flatMap(([name, times]) => (times === 0 ? [name] : []));
}

/** A list that is made when it is opened. */
function folded(heading: string, names: readonly string[]): HTMLElement {
  const list = element('ul', {});
  const more = names.length - MAX_LISTED;
  return element(
    'details',
    {
      ontoggle: () => {
        if (list.childElementCount > 0) return;
        list.append(...names.slice(0, MAX_LISTED).map((name) => element('li', {}, element('code', {}, name))));
        if (more > 0) list.append(element('li', {}, `… and ${more.toLocaleString('en')} more`));
      },
    },
    element('summary', {}, `${heading} (${names.length.toLocaleString('en')})`),
    list,
  );
}
