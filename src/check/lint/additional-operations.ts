import type { DocumentRule } from './rule.js';

export const unusableOperation: DocumentRule = {
  id: 'unusable-operation',
  severity: 'error',
  finds:
    'An entry of `additionalOperations` that is left out: a method with a field of its own, or no method at all (OpenAPI 3.2 §4.9).',
  example: '`additionalOperations: { POST: … }`.',
  *check(contract) {
    for (const { rule, pointer, message, cure } of contract.loadWarnings())
      if (rule === 'unusable-operation') yield { pointer, message, suggestion: cure };
  },
};

export const unreceivedMethod: DocumentRule = {
  id: 'unreceived-method',
  severity: 'warning',
  finds: 'A method that the mock and the proxy never see, because the HTTP parser of Node does not know it.',
  example: '`additionalOperations: { Purge: … }`: methods are case-sensitive.',
  *check(contract) {
    for (const { rule, pointer, message, cure } of contract.loadWarnings())
      if (rule === 'unreceived-method') yield { pointer, message, suggestion: cure };
  },
};
