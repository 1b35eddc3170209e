import type { DocumentRule } from './rule.js';

export const unsupportedField: DocumentRule = {
  id: 'unsupported-field',
  severity: 'warning',
  finds: 'A field of OpenAPI 3.2 that is not supported yet: nothing is judged by it, and the mock does not follow it.',
  example: '`encoding: { pages: { itemEncoding: { contentType: image/png } } }` under `multipart/form-data`.',
  *check(contract) {
    for (const { rule, pointer, message, cure } of contract.loadWarnings())
      if (rule === 'unsupported-field') yield { pointer, message, suggestion: cure };
  },
};
