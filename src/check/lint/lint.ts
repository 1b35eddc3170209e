import type { Contract } from '../../contract/index.js';
import { ambiguousPath, overlappingPath } from './ambiguous-path.js';
import { examplePlaceholder, exampleSchema } from './example-schema.js';
import type { DocumentFinding, DocumentRule } from './rule.js';

const unusableSchema: DocumentRule = {
  id: 'unusable-schema',
  severity: 'error',
  finds: 'A schema of which no validator can be made: what it describes is never judged.',
  example: '`type: strnig`.',
  *check(contract) {
    for (const { pointer, detail } of contract.unusableSchemas())
      yield {
        pointer,
        message: `no validator can be made of this schema: ${detail}`,
        suggestion: 'Correct the schema.',
      };
  },
};

const unsendableHeader: DocumentRule = {
  id: 'unsendable-header',
  severity: 'warning',
  finds: 'A documented response header whose name HTTP forbids, or that only a message with trailers can have.',
  example: "`headers: { 'parcel id': { schema: { type: string } } }`.",
  *check(contract) {
    for (const { rule, pointer, message, cure } of contract.loadWarnings())
      if (rule === 'unsendable-header') yield { pointer, message, suggestion: cure };
  },
};

/** The rules for documents, in the order of their ids. */
export const documentRules: readonly DocumentRule[] = [
  ambiguousPath,
  examplePlaceholder,
  exampleSchema,
  overlappingPath,
  unsendableHeader,
  unusableSchema,
];

/** Checks a document against itself. @param off ids of rules that are switched off */
export function lintDocument(contract: Contract, off: readonly string[] = []): DocumentFinding[] {
  return documentRules
    .filter(({ id }) => !off.includes(id))
    .flatMap((rule) => [...rule.check(contract)].map((found) => ({ rule, ...found })));
}
