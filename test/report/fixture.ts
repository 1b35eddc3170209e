import { gatherFaults } from '../../src/check/faults.js';
import type { AuthoredDocument, Fault, Result, ViolationRecord } from '../../src/model/index.js';

const FAULT: ViolationRecord = {
  source: 'a.har',
  exchange: 3,
  operation: 'GET /pets/{id}',
  status: 200,
  in: 'response',
  part: 'body',
  location: '/tags/0/name',
  keyword: 'type',
  severity: 'error',
  message: 'must be string, but is number',
  value: 7,
  schema: '#/components/schemas/tag/properties/name/type',
  documented: { page: 'pet.md', line: 12 },
};

/** What a capture may hold to harm whoever reads a report of it. */
const HOSTILE = 'a\u001b[31mred\u0000 ]]> <script>alert(1)</script> \ud800 \u202eevil\u2028';

const VIOLATIONS: readonly ViolationRecord[] = [
  {
    ...FAULT,
    severity: 'warning',
    keyword: 'undocumented-property',
    location: '/color',
    message: 'property "color" is not documented',
    value: 'green',
  },
  FAULT,
  { ...FAULT, exchange: 4, location: '/tags/2/name' },
  { ...FAULT, source: 'b.har', exchange: 0, location: '/tags/0/name' },
  {
    ...FAULT,
    part: 'header',
    location: 'x-total',
    keyword: 'missing-parameter',
    message: 'must be there',
    documented: { page: 'pet.md', line: 1 },
  },
  { ...FAULT, item: 2, offset: 120, location: '/choices/0/delta' },
  { ...FAULT, item: 5, offset: 310, location: '/choices/1/delta' },
  { ...FAULT, item: 5, offset: 310, location: '', keyword: 'unparseable-item', message: 'is not an item of a/jsonl' },
  { ...FAULT, location: '/name', accepted: 'names are numbers until the spring' },
  {
    ...FAULT,
    operation: `GET /${HOSTILE}`,
    part: 'path',
    in: 'request',
    location: '',
    keyword: 'undocumented-path',
    message: `the document describes no path /${HOSTILE}`,
    value: HOSTILE,
    schema: '#/paths',
  },
];

function faultsOf(violations: readonly ViolationRecord[]): Fault[] {
  const faults = gatherFaults();
  for (const violation of violations) faults.add(violation);
  return faults.list();
}

/** A result with everything in it that a report has to show. */
export const RESULT: Result = {
  docproof: '0.0.0',
  document: { source: 'pets.yaml', title: 'Pets', version: '2' },
  verdict: {
    outcome: 'failed',
    word: 'FAILED',
    line: 'FAILED 5 errors and 1 warning in 7 exchanges: 3 passed, 3 failed, 1 inconclusive; 1 entry could not be read',
    unmet: [],
  },
  summary: {
    entries: 12,
    checked: 7,
    passed: 3,
    failed: 3,
    inconclusive: 1,
    inconclusiveReasons: { 'body-cut': 1 },
    outOfScope: { 'other-server': 2, preflight: 1 },
    errors: 5,
    warnings: 1,
    accepted: 1,
    credentialsNotJudged: 0,
    placeholdersAllowed: 2,
    unread: [{ source: 'b.har', index: 9, detail: `the capture ends inside ${HOSTILE}` }],
    unreadLeftOut: 0,
    sources: ['a.har', 'b.har'],
  },
  coverage: {
    operationsSeen: 1,
    operationsTotal: 2,
    percent: 50,
    totals: {
      statuses: { seen: 2, total: 2 },
      mediaTypes: { seen: 1, total: 1 },
      parameters: { seen: 1, total: 1 },
      properties: { seen: 1, total: 2 },
      enumMembers: { seen: 0, total: 2 },
    },
    properties: [
      { pointer: '#/components/schemas/pet/properties/id', in: 'response', name: '/id', required: true, count: 6 },
      {
        pointer: '#/components/schemas/pet/properties/mood',
        in: 'response',
        name: '/mood',
        required: false,
        count: 0,
        values: { '"calm"': 0, '"wild"': 0 },
      },
    ],
    operations: [
      {
        operation: 'GET /pets/{id}',
        operationId: 'getPet',
        exchanges: 7,
        passed: 3,
        failed: 3,
        inconclusive: 1,
        statuses: { '200': 6, default: 1 },
        mediaTypes: { '200 application/json': 6 },
        parameters: { 'path id': { count: 7, required: true, pointer: '#/components/parameters/id' } },
      },
      {
        operation: 'POST /pets',
        exchanges: 0,
        passed: 0,
        failed: 0,
        inconclusive: 0,
        statuses: { '201': 0 },
        mediaTypes: {},
        parameters: {},
      },
    ],
  },
  faults: faultsOf(VIOLATIONS),
  violations: VIOLATIONS,
  violationsLeftOut: 0,
  outcomes: [
    {
      source: 'a.har',
      exchange: 3,
      operation: FAULT.operation,
      status: 200,
      verdict: 'fail',
      reasons: ['body-cut'],
      violations: [FAULT],
    },
    {
      source: 'a.har',
      exchange: 5,
      operation: `OPTIONS /${HOSTILE}`,
      status: 204,
      verdict: 'out-of-scope',
      reasons: ['preflight'],
      violations: [],
    },
  ],
};

/** The document of that result, as if each token of a pointer stood on a line of its own, in the file that the first one names. */
export const DOCUMENT: AuthoredDocument = {
  quote: ({ line }) => (line === 12 ? '| name | String | <b>The</b> name. |' : undefined),
  locate(pointer) {
    const tokens = pointer.split('/');
    return tokens.length < 3
      ? undefined
      : { file: `specs/${tokens[1]}.yaml`, line: tokens.length, column: tokens.length + 1 };
  },
};
