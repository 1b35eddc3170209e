import { group } from '../row.js';

/** Options for secrets, in addition to those that are secrets everywhere. */
export const SECRETS = /* @__PURE__ */ group('Secrets', 'redact', {
  names: {
    kind: { type: 'list', of: 'text', separator: ',' },
    flag: 'redact',
    value: 'NAME',
    key: 'names',
    join: 'flags-first',
    help: 'treat members, parameters, headers and form fields of this name as secrets; case, - and _ do not matter',
  },
  keep: {
    kind: { type: 'list', of: 'text', separator: ',' },
    flag: 'redact-keep',
    value: 'NAME',
    key: 'keep',
    join: 'flags-first',
    help: 'never treat those of this name as secrets',
  },
  patterns: {
    kind: { type: 'list', of: 'text', separator: '\n' },
    flag: 'redact-pattern',
    value: 'REGEX',
    key: 'patterns',
    join: 'flags-first',
    help: 'treat every text that matches as a secret; a regular expression without look-around',
  },
  key: {
    kind: { type: 'path' },
    flag: 'redact-key',
    value: 'FILE',
    key: 'key',
    help: 'make pseudonyms with the key in FILE: equal secrets have equal pseudonyms in every run',
  },
});

/** Options for the input and output of `docproof redact`. */
export const REDACTING = /* @__PURE__ */ group('Output', {
  output: {
    kind: { type: 'path' },
    short: 'o',
    value: 'FILE',
    variable: false,
    defaultText: 'standard output',
    help: 'write to FILE: HAR if the name ends in .har, NDJSON if in .ndjson',
  },
  document: {
    kind: { type: 'path' },
    value: 'DOCUMENT',
    variable: false,
    help: 'the OpenAPI document whose security schemes say which keys are secret',
  },
});
