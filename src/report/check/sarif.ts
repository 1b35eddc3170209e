import type { Fault, Result } from '../../model/index.js';
import { brokenRules, type ReportFormat, type ReportOptions } from '../format.js';
import { fingerprints } from '../sarif/fingerprint.js';
import { logOf, MAX_RESULTS, toolOf, uriOf } from '../sarif/log.js';
import { count, plain, seenIn, sentenceOf } from '../words.js';
import { ruleHelp, ruleMeaning } from './rules.js';

/**
 * SARIF 2.1.0: each fault a result in the document's file, related to the page that says so; what a baseline accepts is
 * suppressed.
 */
export const sarif: ReportFormat<Result, 'sarif', string> = {
  name: 'sarif',
  extension: 'sarif',
  mediaType: 'application/sarif+json',
  write,
  pointers: brokenRules,
};

function write(result: Result, options: ReportOptions): string {
  const faults = result.faults.slice(0, MAX_RESULTS);
  const rules = [...new Set(faults.map(({ keyword }) => keyword))].sort();
  const prints = fingerprints(faults);
  const run = {
    ...toolOf(result.docproof, rules.map(ruleOf)),
    invocations: [invocationOf(result)],
    results: faults.map((fault, index) => ({
      ...resultOf(fault, options, result.document.source),
      ruleIndex: rules.indexOf(fault.keyword),
      partialFingerprints: { 'docproofFault/v1': prints[index] },
    })),
  };
  return logOf(run);
}

function ruleOf(keyword: string) {
  const { short, help } = ruleMeaning(keyword);
  return {
    id: plain(keyword),
    shortDescription: { text: plain(short) },
    fullDescription: { text: plain(help) },
    help: { text: plain(ruleHelp(keyword).help) },
    properties: { tags: ['api', 'contract'] },
  };
}

function resultOf(fault: Fault, options: ReportOptions, source: string) {
  const { operation, keyword, severity, documented, accepted } = fault;
  const text = plain(`${operation}: ${sentenceOf(fault)} (${seenIn(fault)})`);
  return {
    ruleId: plain(keyword),
    level: severity,
    message: { text },
    locations: [
      {
        physicalLocation: physicalLocation(fault, options, source),
        logicalLocations: [
          { name: plain(operation), kind: 'function' },
          { fullyQualifiedName: plain(fault.schema), kind: 'member' },
        ],
      },
    ],
    ...(documented
      ? {
          relatedLocations: [
            {
              id: 1,
              message: { text: 'The documentation says so here.' },
              physicalLocation: {
                artifactLocation: { uri: uriOf(documented.page) },
                region: { startLine: documented.line },
              },
            },
          ],
        }
      : {}),
    occurrenceCount: fault.count,
    ...(accepted === undefined
      ? {}
      : { suppressions: [{ kind: 'external', status: 'accepted', justification: plain(accepted) }] }),
    properties: {
      in: fault.in,
      part: fault.part,
      location: plain(fault.location),
      ...(fault.item === undefined ? {} : { item: fault.item }),
      ...(fault.within === undefined ? {} : { within: plain(fault.within) }),
      first: sighting(fault.first),
      last: sighting(fault.last),
    },
  };
}

function physicalLocation({ schema }: Fault, { document }: ReportOptions, source: string) {
  const position = document?.locate(schema.slice(1));
  if (!position) return { artifactLocation: { uri: uriOf(source) } };
  const { file, line, column } = position;
  return { artifactLocation: { uri: uriOf(file) }, region: { startLine: line, startColumn: column } };
}

function sighting({ source, exchange, status }: Fault['first']) {
  return { source: plain(source), exchange, status };
}

/** Makes notifications of entries that could not be read, and of faults that are left out here. */
function invocationOf({ summary, faults, verdict }: Result) {
  const more = faults.length - MAX_RESULTS;
  const texts = [
    ...summary.unread.map(({ source, index, detail }) => `${source} #${index} could not be read: ${detail}`),
    ...(summary.unreadLeftOut > 0
      ? [`${count(summary.unreadLeftOut, 'more entry', 'more entries')} could not be read`]
      : []),
    ...(more > 0 ? [`${count(more, 'more fault')} left out: --format json has all`] : []),
  ];
  return {
    executionSuccessful: summary.checked > 0,
    toolExecutionNotifications: [
      ...verdict.unmet.map((clause) => ({ level: 'error', message: { text: plain(clause) } })),
      ...texts.map((text) => ({ level: 'warning', message: { text: plain(text) } })),
    ],
    properties: { verdict: verdict.word, verdictLine: plain(verdict.line) },
  };
}
