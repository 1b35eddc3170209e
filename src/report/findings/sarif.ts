import { type Finding, type FindingReport, type FindingRule, findingFile } from '../../model/index.js';
import type { ReportFormat } from '../format.js';
import { fnv1a } from '../sarif/fingerprint.js';
import { logOf, MAX_RESULTS, toolOf, uriOf } from '../sarif/log.js';
import { count, plain } from '../words.js';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/** Findings as SARIF 2.1.0: each a result on a line of its page, related to the place that it contradicts. */
export const findingsSarif: ReportFormat<FindingReport, 'sarif', string> = {
  name: 'sarif',
  extension: 'sarif',
  mediaType: 'application/sarif+json',
  write,
};

function write(report: FindingReport): string {
  const findings = report.findings.slice(0, MAX_RESULTS);
  const ids = report.rules.map(({ id }) => id);
  const times = new Map<string, number>();
  const more = report.findings.length - findings.length;
  const texts = more > 0 ? [`${count(more, 'more finding')} left out: --format json has all`] : [];
  return logOf({
    ...toolOf(report.docproof, report.rules.map(ruleOf)),
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: texts.map((text) => ({ level: 'warning', message: { text } })),
      },
    ],
    results: findings.map((finding) => ({
      ...resultOf(finding, report),
      ruleIndex: ids.indexOf(finding.rule),
      partialFingerprints: { 'docproofFinding/v1': fingerprint(finding, times) },
    })),
  });
}

function ruleOf({ id, severity, finds }: FindingRule) {
  return {
    id: plain(id),
    shortDescription: { text: plain(finds) },
    fullDescription: { text: plain(finds) },
    help: { text: plain(`${finds} Examples: docproof explain ${id}. --off ${id} switches the rule off.`) },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ['api', 'documentation'] },
  };
}

function resultOf(
  { rule, severity, page, line, column, message, suggestion, against }: Finding,
  report: FindingReport,
) {
  const region = { startLine: line, ...(column === undefined ? {} : { startColumn: column }) };
  return {
    ruleId: plain(rule),
    level: LEVELS[severity],
    message: { text: plain(suggestion === undefined ? message : `${message}. ${suggestion}`) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(findingFile(report, page)) }, region } }],
    ...(against
      ? {
          relatedLocations: [
            {
              id: 1,
              message: { text: 'This says otherwise.' },
              physicalLocation: {
                artifactLocation: { uri: uriOf(findingFile(report, against.page)) },
                region: { startLine: against.line },
              },
            },
          ],
        }
      : {}),
  };
}

/** The same from run to run: it depends on what is wrong on which page, and not on its line. */
function fingerprint({ rule, page, message }: Finding, times: Map<string, number>): string {
  const hash = fnv1a(JSON.stringify([rule, page, message]));
  const nth = (times.get(hash) ?? 0) + 1;
  times.set(hash, nth);
  return `${hash}:${nth}`;
}
