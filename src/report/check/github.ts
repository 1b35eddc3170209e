import { type Fault, formatProvenance, type Result } from '../../model/index.js';
import { brokenRules, type ReportFormat, type ReportOptions } from '../format.js';
import { count, plain, seenIn, sentenceOf } from '../words.js';

/** GitHub shows so many annotations of a level for each step. */
export const MAX_ANNOTATIONS = 10;

/**
 * Workflow commands that annotate the document's files in a pull request: the most severe and most frequent faults,
 * then a summary.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export const github: ReportFormat<Result, 'github', string> = {
  name: 'github',
  extension: 'txt',
  mediaType: 'text/plain',
  write,
  pointers: brokenRules,
};

function write(result: Result, options: ReportOptions): string {
  const faults = result.faults.filter(({ accepted }) => accepted === undefined);
  const title = `Docproof: ${result.document.source}`;
  const most = (severity: Fault['severity']): Fault[] =>
    faults
      .filter((fault) => fault.severity === severity)
      .sort((a, b) => b.count - a.count)
      .slice(0, MAX_ANNOTATIONS - (severity === 'error' ? result.verdict.unmet.length : 0));
  const shown = [...most('error'), ...most('warning')];
  const more = faults.length - shown.length;
  const left = more > 0 ? `. ${count(more, 'more distinct fault')} not annotated` : '';
  const { line, unmet } = result.verdict;
  return [
    ...unmet.map((clause) => command('error', { title }, [clause])),
    ...shown.map((fault) => annotation(fault, options, result.document.source)),
    command('notice', { title }, [`${line}${left}`]),
    '',
  ].join('\n');
}

function annotation(fault: Fault, { document }: ReportOptions, source: string): string {
  const { severity, operation, keyword, schema, documented } = fault;
  const position = document?.locate(schema.slice(1));
  const place = position
    ? { file: position.file, line: String(position.line), col: String(position.column) }
    : { file: source };
  return command(severity, { ...place, title: `${operation}: ${keyword}` }, [
    sentenceOf(fault),
    `rule: ${schema}`,
    ...(documented ? [`documented: ${formatProvenance(documented)}`] : []),
    `seen: ${seenIn(fault)}`,
  ]);
}

/** A workflow command, its parts escaped. @param message lines */
export function command(
  name: string,
  properties: Readonly<Record<string, string>>,
  message: readonly string[],
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${list.join(',')}::${message.map(escapeLine).join('%0A')}`;
}

/**
 * A line break would end the command, and a percent sign begins an escape. The runner's older form of a command is
 * found anywhere in a line.
 */
function escapeLine(text: string): string {
  return plain(text).replaceAll('%', '%25').replaceAll('##[', '## [');
}

/** A property also ends at a comma, and the list of them at a colon. */
function escapeProperty(text: string): string {
  return escapeLine(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
