import { RESULT_FORMATS } from '../../report/names.js';
import { group } from '../row.js';

const LENIENCY = { type: 'choice', values: ['allow', 'warn', 'error'] } as const;

/** Options for the subject and the strictness of a check. */
export const CHECKING = /* @__PURE__ */ group('Check', 'check', {
  suite: {
    kind: { type: 'list', of: 'text', separator: ',' },
    value: 'NAME',
    defaultText: 'all of them',
    help: 'check this suite of docproof.yaml',
  },
  baseUrls: {
    kind: { type: 'list', of: 'url', separator: ',' },
    flag: 'base-url',
    value: 'URL',
    key: 'base-url',
    join: 'flags-first',
    help: "treat this as a URL of the service, besides the document's servers",
  },
  placeholders: {
    kind: LENIENCY,
    value: 'HOW',
    key: 'placeholders',
    defaultText: 'warn',
    help: 'how to judge values that repeat a documented placeholder',
  },
  undocumented: {
    kind: LENIENCY,
    value: 'HOW',
    key: 'undocumented',
    defaultText: 'error; warn for properties of open objects, query parameters and cookies',
    help: 'how to judge what the document does not describe',
  },
  undocumentedHeaders: {
    kind: LENIENCY,
    value: 'HOW',
    key: 'undocumented-headers',
    defaultText: 'allow',
    help: 'how to judge header fields that neither HTTP nor the document knows',
  },
  credentials: {
    kind: LENIENCY,
    value: 'HOW',
    key: 'credentials',
    defaultText: 'warn where others in the capture carry them',
    help: 'how to judge requests without the documented credentials',
  },
  readWrite: {
    kind: LENIENCY,
    value: 'HOW',
    key: 'read-write',
    defaultText: 'warn',
    help: 'how to judge readOnly members in requests, and writeOnly members in responses',
  },
  judgeFulfilled: {
    kind: { type: 'boolean' },
    key: 'judge-fulfilled',
    default: false,
    help: "judge answers of a test's own mocks too (Playwright's route.fulfill), which a check leaves out",
  },
  workers: {
    kind: { type: 'integer', minimum: 1, maximum: 64 },
    value: 'COUNT',
    defaultText: '1',
    help: 'read and judge in this many threads; the report is the same',
  },
  follow: {
    kind: { type: 'boolean' },
    variable: false,
    help: 'keep reading a capture that is still being written, and print new faults, until Ctrl+C',
  },
  open: {
    kind: { type: 'boolean' },
    variable: false,
    conflicts: ['follow', 'workers', 'updateBaseline'],
    help: 'show the result and its exchanges in a browser, on 127.0.0.1, until Ctrl+C',
  },
});

/** Options for the report, and for the faults that make the check fail. */
export const VERDICT = /* @__PURE__ */ group('Report', 'check', {
  format: {
    kind: { type: 'targets', formats: RESULT_FORMATS },
    short: 'f',
    value: 'FORMAT=FILE',
    defaultText: 'text',
    help: 'write this report, to FILE or standard output',
  },
  outcomes: {
    kind: { type: 'boolean' },
    key: 'outcomes',
    default: false,
    help: 'list the outcome of each exchange in --format json, as ndjson always does',
  },
  failOn: {
    kind: { type: 'choice', values: ['error', 'warning', 'never'] },
    value: 'LEVEL',
    key: 'fail-on',
    default: 'error',
    help: 'exit with 1 if something of this severity or above is found',
  },
  minCoverage: {
    kind: { type: 'percent' },
    value: 'PERCENT',
    key: 'min-coverage',
    default: 0,
    help: 'exit with 1 if fewer of the operations were seen',
  },
  maxInconclusive: {
    kind: { type: 'percent' },
    value: 'PERCENT',
    key: 'max-inconclusive',
    default: 100,
    help: 'exit with 1 if more of the exchanges could not be judged in full',
  },
  suggest: {
    kind: { type: 'path' },
    value: 'FILE',
    variable: false,
    help: 'write an OpenAPI Overlay that makes the document accept what was seen',
  },
  against: {
    kind: { type: 'path' },
    value: 'DOCUMENT',
    variable: false,
    conflicts: ['suggest', 'updateBaseline', 'minCoverage', 'maxInconclusive', 'workers', 'follow', 'open'],
    help: 'compare with a new document: which of these exchanges does it break?',
  },
});

/** Which faults may stay. */
export const BASELINE = /* @__PURE__ */ group('Baseline', 'check', {
  baseline: {
    kind: { type: 'path' },
    value: 'FILE',
    key: 'baseline',
    help: 'accept the faults in FILE; only others fail',
  },
  updateBaseline: {
    kind: { type: 'boolean' },
    variable: false,
    conflicts: ['suggest'],
    help: 'rewrite the baseline with the faults that were found today',
  },
  baselineReason: {
    kind: { type: 'text' },
    value: 'TEXT',
    help: 'why the faults that are added may stay',
  },
  baselineExpires: {
    kind: { type: 'date' },
    value: 'DATE',
    help: 'the last day on which they may stay: 2027-01-31',
  },
});
