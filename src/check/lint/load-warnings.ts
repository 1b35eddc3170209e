import type { LoadWarning } from '../../contract/index.js';
import type { DocumentRule } from './rule.js';

/** A rule whose findings are the warnings that a document gives when it is loaded. */
function toldAtLoad(rule: Omit<DocumentRule, 'check'> & { readonly id: LoadWarning['rule'] }): DocumentRule {
  return {
    ...rule,
    *check(contract) {
      for (const warning of contract.loadWarnings())
        if (warning.rule === rule.id)
          yield { pointer: warning.pointer, message: warning.message, suggestion: warning.cure };
    },
  };
}

export const oversizedSchema = toldAtLoad({
  id: 'oversized-schema',
  severity: 'warning',
  finds: 'A schema that is too large for values to be judged by it: a mock refuses them, a check is inconclusive.',
  example: '`allOf` with two references to a schema that is built in the same way, 26 levels deep.',
});

export const undividedItems = toldAtLoad({
  id: 'undivided-items',
  severity: 'warning',
  finds: 'An `itemSchema` that is left out: bodies of its media type have no items, or nobody can tell them apart.',
  example: '`application/json: { itemSchema: … }`.',
});

export const unreceivedMethod = toldAtLoad({
  id: 'unreceived-method',
  severity: 'warning',
  finds: 'A method that the mock and the proxy never see, because the HTTP parser of Node does not know it.',
  example: '`additionalOperations: { Purge: … }`: methods are case-sensitive.',
});

export const unsendableHeader = toldAtLoad({
  id: 'unsendable-header',
  severity: 'warning',
  finds:
    'A documented response header that is left out of answers: HTTP forbids its name, or clients refuse so many headers, or headers so long.',
  example: "`headers: { 'parcel id': { schema: { type: string } } }`.",
});

export const unsupportedField = toldAtLoad({
  id: 'unsupported-field',
  severity: 'warning',
  finds: 'A field of OpenAPI 3.2 that is not supported yet: nothing is judged by it, and the mock does not follow it.',
  example: '`encoding: { pages: { itemEncoding: { contentType: image/png } } }` under `multipart/form-data`.',
});

export const unusableExtension = toldAtLoad({
  id: 'unusable-extension',
  severity: 'warning',
  finds: 'An extension of Docproof (`x-docproof-…`) that is left out: its value, its name or its place is wrong.',
  example: '`x-docproof-pace: fast`: a pace is a number of milliseconds.',
});

export const unusableOperation = toldAtLoad({
  id: 'unusable-operation',
  severity: 'error',
  finds:
    'An entry of `additionalOperations` that Docproof leaves out: its method has its own field, or its name cannot be a method (OpenAPI 3.2 §4.9).',
  example: '`additionalOperations: { POST: … }`.',
});
