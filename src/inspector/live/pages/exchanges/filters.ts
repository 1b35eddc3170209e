import { writeJson } from '../../../../model/exact-json.js';
import type { SlimLine } from '../../model/slim-line.js';

/** What the list shows, as the address of the page keeps it. Empty: all. */
export interface Filters {
  readonly q: string;
  readonly operation: string;
  /** `2XX`, or a status. */
  readonly status: string;
  readonly verdict: string;
  readonly keyword: string;
  /** `shown` lists what browsers ask before they send a request of a page. */
  readonly preflights: string;
}

const NO_FILTERS: Filters = { q: '', operation: '', status: '', verdict: '', keyword: '', preflights: '' };

/** The filters of an address. */
export function filtersOf(query: Readonly<Record<string, string>>): Filters {
  const names = Object.keys(NO_FILTERS) as (keyof Filters)[];
  return { ...NO_FILTERS, ...Object.fromEntries(names.flatMap((name) => (query[name] ? [[name, query[name]]] : []))) };
}

/** Whether any filter hides exchanges; preflights are hidden without being asked for. */
export function isFiltering({ preflights: _, ...filters }: Filters): boolean {
  return Object.values(filters).some((value) => value !== '');
}

/**
 * The lines that pass.
 * @param found the ids of those in which the server found the words, also in header fields and bodies
 */
export function passing(lines: readonly SlimLine[], filters: Filters, found: ReadonlySet<number>): readonly SlimLine[] {
  const { q, operation, status, verdict, keyword, preflights } = filters;
  const words = q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const isRange = /^[0-9]xx$/i.test(status);
  return lines.filter((line) => {
    if (preflights === '' && isPreflight(line)) return false;
    if (operation !== '' && line.operation !== operation) return false;
    if (verdict !== '' && line.verdict !== verdict) return false;
    if (
      status !== '' &&
      (isRange ? Math.floor(line.status / 100) !== Number(status[0]) : line.status !== Number(status))
    )
      return false;
    if (keyword !== '' && !line.violations.some((violation) => violation.keyword === keyword)) return false;
    if (words.length === 0 || found.has(line.id)) return true;
    const text = textOf(line);
    return words.every((word) => text.includes(word));
  });
}

/** Whether a browser only asked if it may send what follows. */
export function isPreflight({ reasons }: SlimLine): boolean {
  return reasons[0] === 'preflight';
}

const texts = new WeakMap<SlimLine, string>();

/** What of a line is searched here; header fields and bodies are with the server. */
function textOf(line: SlimLine): string {
  const known = texts.get(line);
  if (known !== undefined) return known;
  const { method, target, operation, status, example = '', reasons, violations } = line;
  const found = violations.map(({ location, keyword, message, value }) =>
    [location, keyword, message, value === undefined ? '' : writeJson(value)].join(' '),
  );
  const text = [`${method} ${target}`, operation, status, example, ...reasons, ...found].join('\n').toLowerCase();
  texts.set(line, text);
  return text;
}

/** The values of a member, each with how often it is there, the most frequent first. */
export function countsOf(
  lines: readonly SlimLine[],
  valuesOf: (line: SlimLine) => readonly string[],
): readonly { readonly value: string; readonly text: string }[] {
  const counts = new Map<string, number>();
  for (const line of lines)
    for (const value of new Set(valuesOf(line))) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([value, number]) => ({ value, text: `${value} (${number.toLocaleString('en')})` }));
}
