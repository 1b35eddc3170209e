import { findingSeverities } from '../../model/index.js';
import { FINDING_FORMATS } from '../../report/names.js';
import { group } from '../row.js';

/** Options for the report of findings, and for the findings that make the verb fail. */
export const FINDINGS = /* @__PURE__ */ group('Report', 'lint', {
  format: {
    kind: { type: 'targets', formats: FINDING_FORMATS },
    short: 'f',
    value: 'FORMAT=FILE',
    variable: 'DOCPROOF_LINT_FORMAT',
    defaultText: 'text; compile writes none',
    help: 'write this report, to FILE or standard output',
  },
  failOn: {
    kind: { type: 'choice', values: [...findingSeverities, 'never'] },
    value: 'LEVEL',
    key: 'fail-on',
    variable: 'DOCPROOF_LINT_FAIL_ON',
    defaultText: 'error; never for compile',
    help: 'exit with 1 if something of this severity or above is found',
  },
  off: {
    kind: { type: 'list', of: 'text', separator: ',' },
    value: 'RULE',
    key: 'off',
    variable: 'DOCPROOF_LINT_OFF',
    join: 'flags-last',
    help: 'switch this rule off; docproof explain lists the rules',
  },
  on: {
    kind: { type: 'list', of: 'text', separator: ',' },
    value: 'RULE',
    key: 'on',
    variable: 'DOCPROOF_LINT_ON',
    join: 'flags-last',
    help: 'switch on this rule, which is off by default',
  },
});
