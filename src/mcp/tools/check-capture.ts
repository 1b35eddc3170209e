import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { judgeCaptures } from '../../api/check.js';
import { type ReportFormatName, writeReport } from '../../api/index.js';
import { type Fault, InputError, type JsonObject, onOneLine, printable, type Result } from '../../model/index.js';
import { contractIn, DOCUMENT } from '../document.js';
import {
  LIMIT,
  listOf,
  numberOf,
  objectOf,
  type Surroundings,
  type Tool,
  type ToolAnswer,
  textOf,
  textsOf,
} from '../tool.js';

const COUNT: JsonObject = { type: 'integer', minimum: 0 };

/** Holds recorded traffic against a document. */
export const checkCapture: Tool = {
  name: 'check_capture',
  title: 'Check a capture against an OpenAPI document',
  description:
    'Judges recorded HTTP traffic (HAR, NDJSON, HTTP messages, mitmproxy, Postman, VCR, nock, access logs) by an OpenAPI document: verdict, faults with their place and rule, coverage. Secrets are redacted. The whole result is a resource that the answer links to. Can write a report into the folder.',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  input: objectOf(
    {
      document: DOCUMENT,
      captures: {
        ...listOf({ type: 'string' }),
        minItems: 1,
        maxItems: 100,
        description: 'Paths of captures, relative to the folder of this server.',
      },
      base_urls: {
        ...listOf({ type: 'string', format: 'uri' }),
        description: "URLs of the service besides the document's servers, such as http://localhost:3000.",
      },
      limit: LIMIT,
      report: {
        type: 'string',
        description:
          'A new file in the folder for the report: .html, .md, .sarif, .xml (JUnit), .txt, or .json. It must not exist yet.',
      },
    },
    ['captures'],
  ),
  output: objectOf(
    {
      outcome: { enum: ['passed', 'failed', 'inconclusive'] },
      line: { type: 'string', description: 'The verdict in a sentence.' },
      checked: COUNT,
      passed: COUNT,
      failed: COUNT,
      inconclusive: COUNT,
      errors: COUNT,
      warnings: COUNT,
      operationsSeen: COUNT,
      operationsTotal: COUNT,
      faults: listOf(
        objectOf(
          {
            operation: { type: 'string' },
            place: { type: 'string' },
            keyword: { type: 'string', description: 'The tool explain says what it means.' },
            severity: { enum: ['error', 'warning'] },
            message: { type: 'string' },
            count: COUNT,
            rule: { type: 'string', description: 'A pointer into the document.' },
            at: { type: 'string', description: 'The capture and the 0-based index of the exchange.' },
          },
          ['operation', 'place', 'keyword', 'severity', 'message', 'count', 'rule', 'at'],
        ),
      ),
      faultsLeftOut: COUNT,
      result: { type: 'string', description: 'The resource with the whole result.' },
      report: { type: 'string' },
    },
    ['outcome', 'line', 'checked', 'passed', 'failed', 'inconclusive', 'errors', 'warnings', 'faults', 'faultsLeftOut'],
  ),
  run,
};

async function run(given: Parameters<Tool['run']>[0], { folder, kept }: Surroundings): Promise<ToolAnswer> {
  const contract = await contractIn(folder, given.document);
  const captures: string[] = [];
  for (const name of textsOf(given.captures)) captures.push(await folder.file(name));
  const report = textOf(given.report);
  const target = report === undefined ? undefined : { format: formatOf(report), file: await folder.newFile(report) };
  const { result, outOfScope } = await judgeCaptures(contract, captures, {
    baseUrls: textsOf(given.base_urls),
    evidence: target?.format === 'html',
  });
  if (outOfScope) throw outOfScope;
  const shown = withShownPaths(result, (path) => folder.shown(path));
  if (target) await writeFile(target.file, await writeReport(target.format, shown, { contract }), { flag: 'wx' });
  const limit = numberOf(given.limit, 20);
  const faults = shown.faults.filter(({ accepted }) => accepted === undefined);
  const link = kept.keep('result', 'The whole result of the check, as JSON', await writeReport('json', shown));
  const { summary, coverage, verdict } = shown;
  const listed = faults.slice(0, limit).map(faultOf);
  const more = faults.length - listed.length;
  return {
    text: [
      printable(verdict.line),
      ...listed.map(({ operation, place, message, keyword, count }) =>
        printable(`${operation}: ${place} ${message} [${keyword}]${count > 1 ? ` × ${count}` : ''}`),
      ),
      ...(more > 0 ? [`… and ${more} more faults: the linked result has all.`] : []),
      ...(report === undefined ? [] : [`The report is in ${report}.`]),
    ].join('\n'),
    data: {
      outcome: verdict.outcome,
      line: verdict.line,
      checked: summary.checked,
      passed: summary.passed,
      failed: summary.failed,
      inconclusive: summary.inconclusive,
      errors: summary.errors,
      warnings: summary.warnings,
      operationsSeen: coverage.operationsSeen,
      operationsTotal: coverage.operationsTotal,
      faults: listed,
      faultsLeftOut: more,
      ...(link ? { result: link.uri } : {}),
      ...(report === undefined ? {} : { report }),
    },
    links: link ? [link] : [],
  };
}

function faultOf(fault: Fault) {
  const { place, message } = onOneLine(fault);
  const { operation, keyword, severity, count, schema, first } = fault;
  return {
    operation,
    place,
    keyword,
    severity,
    message,
    count,
    rule: schema,
    at: `${first.source} #${first.exchange}`,
  };
}

const FORMATS: Readonly<Record<string, ReportFormatName>> = {
  '.html': 'html',
  '.md': 'markdown',
  '.sarif': 'sarif',
  '.xml': 'junit',
  '.txt': 'text',
  '.json': 'json',
};

function formatOf(report: string): ReportFormatName {
  const format = FORMATS[extname(report).toLowerCase()];
  if (format !== undefined) return format;
  throw new InputError('bad-option', 'no report has this ending', {
    place: { source: report },
    cure: `Use one of ${Object.keys(FORMATS).join(', ')}.`,
  });
}

/** A result names files as the caller does: nobody learns where the folder is. */
function withShownPaths(result: Result, shown: (path: string) => string): Result {
  const names = new Map<string, string>();
  const nameOf = (source: string): string => {
    const known = names.get(source) ?? (/^(?:[/\\]|[a-z]:)/i.test(source) ? shown(source) : source);
    names.set(source, known);
    return known;
  };
  const at = <At extends { readonly source: string }>(place: At): At => ({ ...place, source: nameOf(place.source) });
  const { document, summary, faults, violations, exchanges } = result;
  return {
    ...result,
    document: at(document),
    summary: { ...summary, sources: summary.sources.map(nameOf), unread: summary.unread.map(at) },
    faults: faults.map((fault) => ({ ...fault, first: at(fault.first), last: at(fault.last) })),
    violations: violations.map(at),
    ...(exchanges ? { exchanges: { ...exchanges, list: exchanges.list.map(at) } } : {}),
  };
}
