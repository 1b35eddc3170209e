import { stoppedVerdict } from '../check/index.js';
import { type InputError, printable, type Result } from '../model/index.js';
import { plainRedactor, redactSentence } from '../redact/index.js';
import { VERSION } from './version.js';

/**
 * The result of a check that ended before anything was judged, because its document or a capture could not be used:
 * inconclusive, for that reason. Reports made of it take the place of those of an earlier run.
 */
export function stoppedResult(document: Result['document'], { message }: InputError): Result {
  const none = { seen: 0, total: 0 };
  return {
    docproof: VERSION,
    document,
    verdict: stoppedVerdict(printable(redactSentence(plainRedactor, message))),
    summary: {
      entries: 0,
      checked: 0,
      passed: 0,
      failed: 0,
      inconclusive: 0,
      inconclusiveReasons: {},
      outOfScope: {},
      errors: 0,
      warnings: 0,
      accepted: 0,
      placeholdersAllowed: 0,
      credentialsNotJudged: 0,
      unread: [],
      unreadLeftOut: 0,
      sources: [],
    },
    coverage: {
      operationsSeen: 0,
      operationsTotal: 0,
      percent: 0,
      totals: { statuses: none, mediaTypes: none, parameters: none, properties: none, enumMembers: none },
      operations: [],
      properties: [],
    },
    faults: [],
    violations: [],
    violationsLeftOut: 0,
    outcomes: [],
  };
}
