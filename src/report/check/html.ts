import { type Fault, formatProvenance, type PropertyCoverage, type Result } from '../../model/index.js';
import { brokenRules, type ReportFormat, type ReportOptions } from '../format.js';
import type { PageData, PageFault } from '../html/data.js';
import { SCRIPT, SCRIPT_HASH, STYLE, STYLE_HASH } from '../html/page.generated.js';
import { placeOf, plain, seenIn } from '../words.js';
import { ruleHelp } from './rules.js';
import { notChecked } from './verdict.js';

/** Messages are shown up to this much JSON text in all: a report of more would not open. */
const MAX_EVIDENCE = 32 * 1024 * 1024;

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
    `<script type="application/json" id="data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`,
    `<script>${SCRIPT}</script>`,
    '</body>',
    '</html>\n',
  ].join('\n');
}

function pageData(result: Result, options: ReportOptions): PageData {
  const { docproof, document, summary, coverage, faults } = result;
  let room = MAX_EVIDENCE;
  return {
    docproof,
    document: {
      source: document.source,
      title: [document.title, document.version].filter((word) => word !== '').join(' '),
    },
    sources: summary.sources,
    verdict: result.verdict,
    faults: faults.map((fault) => {
      const { evidence, ...rest } = fault;
      room -= evidence ? JSON.stringify(evidence).length : 0;
      return pageFault(room > 0 ? fault : rest, options);
    }),
    rules: Object.fromEntries(
      [...new Set(faults.map(({ keyword }) => keyword))].map((keyword) => [keyword, ruleHelp(keyword)]),
    ),
    coverage: { ...coverage, properties: coverage.properties.filter(isMissing) },
    notes: notesOf(result),
  };
}

/** The page lists what was never seen, and only counts the rest. */
function isMissing({ count, values = {} }: PropertyCoverage): boolean {
  return count === 0 || Object.values(values).includes(0);
}

function pageFault(fault: Fault, { document }: ReportOptions): PageFault {
  const { operation, keyword, message, count, schema, rule, documented, examples, evidence, accepted } = fault;
  const position = document?.locate(schema.slice(1));
  const quote = documented && document?.quote(documented);
  const value = examples[0]?.value;
  return {
    operation,
    place: placeOf(fault),
    keyword,
    severity: accepted === undefined ? fault.severity : 'accepted',
    message,
    count,
    seen: seenIn(fault),
    schema,
    ...(position ? { position: `${position.file}:${position.line}:${position.column}` } : {}),
    ...(rule === undefined ? {} : { rule }),
    ...(documented ? { documented: formatProvenance(documented) } : {}),
    ...(quote === undefined ? {} : { quote }),
    ...(accepted === undefined ? {} : { reason: accepted }),
    ...(value === undefined ? {} : { value }),
    examples: examples.map(({ source, exchange, status, location, value: found }) => ({
      at: `${source} #${exchange} (status ${status})`,
      location,
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
