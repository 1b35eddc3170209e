import { writeJson } from '../../model/exact-json.js';
import type { PageFault } from '../../report/html/data.js';

export type Severity = PageFault['severity'];

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'accepted'];

/** In CSS pixels: a row has three lines. */
export const ROW_HEIGHT = 74;

/** The views of the page, in the order of their tabs. */
export const VIEWS = ['violations', 'rules', 'exchanges', 'coverage', 'notes'] as const;
export type View = (typeof VIEWS)[number];

/** The part of the report that is shown. */
export interface Selection {
  readonly view: View;
  /** Words, all of which a fault has to hold. */
  readonly search: string;
  /** Empty for all. */
  readonly operation: string;
  readonly keyword: string;
  readonly severities: readonly Severity[];
  readonly sort: 'operation' | 'count';
  /** Exchanges with this verdict; empty for all. */
  readonly verdict: string;
  /** The index of the exchange that is open, in the data. */
  readonly exchange?: number | undefined;
  /** The index of the fault that is open, in the data. */
  readonly fault?: number | undefined;
}

/** The indexes of the faults that are selected, in the order in which they are listed. */
export function createFilter(faults: readonly PageFault[]): (selection: Selection) => number[] {
  const texts = new Array<string | undefined>(faults.length);
  const searchedText = (index: number, fault: PageFault): string => {
    const known = texts[index];
    if (known !== undefined) return known;
    const { operation, place, keyword, message, schema, position = '', documented = '', seen, value } = fault;
    const text = [operation, place, keyword, message, schema, position, documented, seen, writeJson(value)]
      .join('\n')
      .toLowerCase();
    texts[index] = text;
    return text;
  };
  return ({ search, operation, keyword, severities, sort }) => {
    const words = search
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const found: number[] = [];
    for (const [index, fault] of faults.entries()) {
      if (operation !== '' && fault.operation !== operation) continue;
      if (keyword !== '' && fault.keyword !== keyword) continue;
      if (!severities.includes(fault.severity)) continue;
      if (words.length > 0 && !words.every((word) => searchedText(index, fault).includes(word))) continue;
      found.push(index);
    }
    if (sort === 'count') found.sort((a, b) => (faults[b]?.count ?? 0) - (faults[a]?.count ?? 0) || a - b);
    return found;
  };
}

/** The selection as the page's address keeps it, so that it can be sent to others: `q=id&severity=error&fault=3`. */
export function toFragment(selection: Selection, initial: Selection): string {
  const { view, search, operation, keyword, severities, sort, fault, verdict, exchange } = selection;
  const parameters = new URLSearchParams();
  if (view !== initial.view) parameters.set('view', view);
  if (search !== '') parameters.set('q', search);
  if (operation !== '') parameters.set('operation', operation);
  if (keyword !== '') parameters.set('keyword', keyword);
  if (severities.join() !== initial.severities.join()) parameters.set('severity', severities.join());
  if (sort !== initial.sort) parameters.set('sort', sort);
  if (fault !== undefined) parameters.set('fault', String(fault));
  if (verdict !== '') parameters.set('verdict', verdict);
  if (exchange !== undefined) parameters.set('exchange', String(exchange));
  return parameters.toString();
}

/** The selection that an address asks for; what it does not know of is as at first. */
export function fromFragment(
  fragment: string,
  initial: Selection,
  { faults, exchanges }: { faults: number; exchanges: number },
): Selection {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ''));
  const view = parameters.get('view');
  const severity = parameters.get('severity')?.split(',');
  const fault = Number(parameters.get('fault') ?? Number.NaN);
  const exchange = Number(parameters.get('exchange') ?? Number.NaN);
  const sort = parameters.get('sort');
  const { fault: _, exchange: __, ...rest } = initial;
  return {
    ...rest,
    view: VIEWS.find((known) => known === view) ?? initial.view,
    search: parameters.get('q') ?? '',
    operation: parameters.get('operation') ?? '',
    keyword: parameters.get('keyword') ?? '',
    severities: severity ? SEVERITIES.filter((known) => severity.includes(known)) : initial.severities,
    sort: sort === 'count' || sort === 'operation' ? sort : initial.sort,
    verdict: parameters.get('verdict') ?? '',
    ...(Number.isInteger(fault) && fault >= 0 && fault < faults ? { fault } : {}),
    ...(Number.isInteger(exchange) && exchange >= 0 && exchange < exchanges ? { exchange } : {}),
  };
}
