import { type Finding, type FindingReport, formatProvenance } from '../../model/index.js';
import type { ReportFormat } from '../format.js';
import { plain } from '../words.js';
import { findingsVerdict } from './text.js';

/** Nothing runs and nothing is fetched. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}td,th{padding:.35rem .6rem;text-align:left;vertical-align:top;border-top:1px solid #8884}
td:first-child{white-space:nowrap;font-variant-numeric:tabular-nums}.error{color:#c0392b}.warning{color:#b9770e}.info{color:#2471a3}small{opacity:.75;display:block}`;

/** One file that opens from a disk, for a browser: a table for each page, and the rules. */
export const findingsHtml: ReportFormat<FindingReport, 'html', string> = {
  name: 'html',
  extension: 'html',
  mediaType: 'text/html',
  write,
};

function write(report: FindingReport): string {
  const pages = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    const known = pages.get(finding.page);
    if (known) known.push(finding);
    else pages.set(finding.page, [finding]);
  }
  const verdict = findingsVerdict(report);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(`${verdict} · ${report.source} · Docproof`)}</title>`,
    '<link rel="icon" href="data:,">',
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    `<h1>${escaped(report.source)}</h1>`,
    `<p>${escaped(verdict)}</p>`,
    ...[...pages].map(([page, findings]) => section(page, findings)),
    '<h2>Rules</h2>',
    `<table>${report.rules.map(({ id, severity, finds }) => `<tr><td><code>${escaped(id)}</code></td><td class="${severity}">${severity}</td><td>${escaped(finds)}</td></tr>`).join('\n')}</table>`,
    '</body>',
    '</html>\n',
  ].join('\n');
}

function section(page: string, findings: readonly Finding[]): string {
  const rows = findings.map(({ line, column, severity, rule, message, suggestion, against }) => {
    const place = `${line}${column === undefined ? '' : `:${column}`}`;
    const more = [
      ...(against ? [`against ${formatProvenance(against)}`] : []),
      ...(suggestion === undefined ? [] : [suggestion]),
    ];
    return `<tr><td>${place}</td><td class="${severity}">${severity}</td><td>${escaped(message)}${more.map((text) => `<small>${escaped(text)}</small>`).join('')}</td><td><code>${escaped(rule)}</code></td></tr>`;
  });
  return `<h2>${escaped(page)}</h2>\n<table>\n${rows.join('\n')}\n</table>`;
}

/** As text between tags (HTML §13.3). */
function escaped(text: string): string {
  return plain(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
