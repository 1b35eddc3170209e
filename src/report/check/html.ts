import {
  type Fault,
  formatProvenance,
  onOneLine,
  type PropertyCoverage,
  printable,
  type Result,
} from '../../model/index.js';
import { brokenRules, type ReportFormat, type ReportOptions } from '../format.js';
import type { PageData, PageFault } from '../html/data.js';
import { SCRIPT, SCRIPT_HASH, STYLE, STYLE_HASH } from '../html/page.generated.js';
import { pageJson } from '../html/page-json.js';
import { count, placeOf, plain, seenIn } from '../words.js';
import { worstOf } from './digest.js';
import { pageExchange } from './page-exchange.js';
import { type PageRoom, pageRoom } from './page-room.js';
import { rulePlace } from './rule-place.js';
import { ruleHelp } from './rules.js';
import { notChecked } from './verdict.js';

/** Only the script and style in this file run, nothing is fetched, and no call can make markup of captured text. */
const POLICY = `default-src 'none'; script-src '${SCRIPT_HASH}'; style-src '${STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`;

/**
 * One file that opens from a disk, for a browser: search, filters, each fault beside the message in which it was found,
 * and coverage.
 */
export const html: ReportFormat<Result, 'html', string> = {
  name: 'html',
  extension: 'html',
  mediaType: 'text/html',
  write,
  pointers: brokenRules,
  showsEvidence: true,
};

function write(result: Result, options: ReportOptions): string {
  const data = pageData(result, options);
  const { word, line } = data.verdict;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="robots" content="noindex">',
    `<title>${escaped(`${word} · ${data.document.source} · Docproof`)}</title>`,
    '<link rel="icon" href="data:,">',
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    `<noscript><p>${escaped(`${line}.`)} This page needs JavaScript to show more.</p></noscript>`,
    `<script type="application/json" id="data">${pageJson(data)}</script>`,
    `<script>${SCRIPT}</script>`,
    '</body>',
    '</html>\n',
  ].join('\n');
}

/** What the page of a result shows: words and numbers, within the room that a page has. */
export function pageData(result: Result, options: ReportOptions): PageData {
  const { docproof, document, summary, coverage, faults } = result;
  const properties = coverage.properties.filter(isMissing);
  const room = pageRoom();
  room.take([summary, { ...coverage, properties: [] }]);
  const propertyRoom = room.share(0.2);
  const shownProperties = properties.filter((property) => propertyRoom.take(property));
  const { list: exchanges, leftOut: exchangesLeftOut } = result.exchanges ?? { list: [], leftOut: 0 };
  const exchangeRoom = room.share(0.15);
  const listed = exchanges.map(pageExchange).filter((exchange) => exchangeRoom.take(exchange));
  const shown = withinRoom(faults, room.share(0.65), options);
  return {
    docproof,
    document: {
      source: document.source,
      title: [document.title, document.version].filter((word) => word !== '').join(' '),
    },
    sources: summary.sources,
    verdict: result.verdict,
    faults: shown,
    exchanges: listed,
    rules: Object.fromEntries(
      [...new Set(shown.map(({ keyword }) => keyword))].map((keyword) => [keyword, ruleHelp(keyword)]),
    ),
    coverage: { ...coverage, properties: shownProperties },
    notes: [
      ...leftOut(faults.length - shown.length, 'distinct violation'),
      ...leftOut(
        properties.length - shownProperties.length,
        'property that was not seen',
        'properties that were not seen',
      ),
      ...leftOut(
        exchanges.length - listed.length + exchangesLeftOut,
        'exchange',
        'exchanges',
        '--format ndjson has all',
      ),
      ...notesOf(result),
    ],
  };
}

/** As many faults as there is room for, the worst first; then their messages. In the order in which they were. */
function withinRoom(faults: readonly Fault[], room: PageRoom, options: ReportOptions): PageFault[] {
  const words = room.share(0.7);
  const ranked = worstOf(faults, faults.length).sort((a, b) => Number(isAccepted(a)) - Number(isAccepted(b)));
  const pages = new Map<Fault, PageFault>();
  for (const fault of ranked) {
    const { evidence: _, ...rest } = fault;
    const page = pageFault(rest, options);
    if (words.take(page)) pages.set(fault, page);
  }
  const messages = room.share(0.3);
  return faults.flatMap((fault) => {
    const page = pages.get(fault);
    if (!page) return [];
    return fault.evidence && messages.take(fault.evidence) ? [{ ...page, evidence: fault.evidence }] : [page];
  });
}

function isAccepted({ accepted }: Fault): boolean {
  return accepted !== undefined;
}

function leftOut(number: number, one: string, many?: string, instead = '--format json has all'): string[] {
  return number > 0 ? [`not in this page, which is kept below 5 MB: ${count(number, one, many)} (${instead})`] : [];
}

/** The page lists what was never seen, and only counts the rest. */
function isMissing({ count, values = {} }: PropertyCoverage): boolean {
  return count === 0 || Object.values(values).includes(0);
}

function pageFault(fault: Fault, { document }: ReportOptions): PageFault {
  const { operation, keyword, count, schema, rule, documented, examples, evidence, accepted } = fault;
  const { place, message } = onOneLine(fault);
  const { position, excerpt, quote } = rulePlace(fault, document);
  const value = examples[0]?.value;
  return {
    operation,
    place: printable(place),
    keyword,
    severity: accepted === undefined ? fault.severity : 'accepted',
    message,
    count,
    seen: seenIn(fault),
    schema,
    ...(position === undefined ? {} : { position }),
    ...(excerpt ? { excerpt } : {}),
    ...(rule === undefined ? {} : { rule }),
    ...(documented ? { documented: formatProvenance(documented) } : {}),
    ...(quote === undefined ? {} : { quote }),
    ...(accepted === undefined ? {} : { reason: accepted }),
    ...(value === undefined ? {} : { value }),
    examples: examples.map(({ source, exchange, status, item, location, within = '', value: found }) => ({
      at: `${source} #${exchange} (status ${status})`,
      location: `${item === undefined ? '' : `item ${item} `}${location} ${within}`.trimEnd(),
      ...(found === undefined ? {} : { value: found }),
    })),
    in: fault.in,
    ...withinOf(fault),
    ...(evidence ? { evidence } : {}),
  };
}

function withinOf({ part, location }: Fault): Pick<PageFault, 'within'> {
  if (part === 'body') return { within: { body: true } };
  if (part === 'cookie') return { within: { header: 'cookie' } };
  const isField = part === 'header' || part === 'content-type' || part === 'security';
  return isField ? { within: { header: location.toLowerCase() } } : {};
}

function notesOf({ summary, baseline }: Result): string[] {
  return [
    ...summary.unread.map(({ source, index, detail }) => `not read: ${source} #${index}: ${detail}`),
    ...(summary.unreadLeftOut > 0 ? [`not read: ${summary.unreadLeftOut} more`] : []),
    ...notChecked(summary),
    ...(baseline?.vanished ?? []).map(
      (fault) => `vanished from the captures: ${fault.operation} ${placeOf(fault)} [${fault.keyword}]`,
    ),
    ...(baseline?.expired ?? []).map(
      (fault) => `accepted until ${fault.expires}: ${fault.operation} ${placeOf(fault)} [${fault.keyword}]`,
    ),
  ];
}

function escaped(text: string): string {
  return plain(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
