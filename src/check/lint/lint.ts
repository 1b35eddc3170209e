import { type Contract, exampleWarnings } from '../../contract/index.js';
import { ignoredKeywords } from '../../schema/index.js';
import { ambiguousPath, overlappingPath } from './ambiguous-path.js';
import { brokenSamples } from './broken-samples.js';
import { circularReference } from './circular-reference.js';
import { discriminatorMapping, discriminatorMember } from './discriminator.js';
import { exampleFields, exampleText } from './example-object.js';
import { defaultSchema, examplePlaceholder, exampleSchema, unjudgedExample } from './example-schema.js';
import { impossibleSchema } from './impossible-schema.js';
import {
  oversizedSchema,
  undividedItems,
  unreceivedMethod,
  unsendableHeader,
  unsupportedField,
  unusableExtension,
  unusableOperation,
} from './load-warnings.js';
import { lostInConversion } from './lost-in-conversion.js';
import { malformedMediaType } from './media-type-name.js';
import { missingField } from './missing-field.js';
import { bodyNotAllowed, duplicateOperationId, noResponses, unknownStatus } from './operations.js';
import {
  duplicateParameter,
  optionalPathParameter,
  querystringParameter,
  strangePathParameter,
  undescribedVariable,
  unusableParameter,
  wrongStyle,
} from './parameters.js';
import { partEncoding } from './part-encodings.js';
import { malformedPath, pathWithoutSlash, pathWithQuery } from './path-key.js';
import { placesOf } from './places.js';
import type { DocumentFinding, DocumentRule } from './rule.js';
import { undescribedMember } from './schema-members.js';
import { besideReference, duplicateMember, idleKeyword, missingItems, typeList } from './schema-words.js';
import { undefinedSecurityScheme, unusableSecurityScheme } from './security.js';
import { serverVariable } from './servers.js';
import { tagParent } from './tags.js';
import { misspeltField, unknownField } from './unknown-field.js';
import { notText, wrongKind } from './wrong-kind.js';

const unusableSchema: DocumentRule = {
  id: 'unusable-schema',
  severity: 'error',
  finds: 'A keyword of a schema that cannot be used: it is left out, and what depends on it is never judged.',
  example: "`type: strnig`, or `minLength: '3'`.",
  *check(contract) {
    // The rule circular-reference names the whole circle.
    for (const { pointer, detail, isCircle } of contract.unusableKeywords())
      if (!isCircle)
        yield { pointer, message: detail, suggestion: 'Correct the schema: the keyword is left out until then.' };
  },
};

const ignoredKeyword: DocumentRule = {
  id: 'ignored-keyword',
  severity: 'warning',
  finds: 'A keyword that means nothing in this version of OpenAPI, though it is meant to.',
  example: '`type: string, nullable: true` in OpenAPI 3.1.',
  *check({ document: { root, dialect } }) {
    for (const { pointer, keyword } of ignoredKeywords(root, dialect))
      yield {
        pointer,
        message: `${keyword} means nothing in OpenAPI ${dialect}: null is refused`,
        suggestion:
          'Write type: [string, "null"], with the type that is meant; beside a $ref, anyOf with { type: "null" }.',
      };
  },
};

const missingExample: DocumentRule = {
  id: 'missing-example',
  severity: 'warning',
  finds: 'An example whose file cannot be read, or may not be: the document is used without it.',
  example: '`externalValue: examples/parcel.json`, and there is no such file.',
  *check(contract) {
    for (const { pointer, message, cure } of exampleWarnings(contract.document))
      yield { pointer, message, suggestion: cure };
  },
};

/** The rules for documents, in the order of their ids. */
export const documentRules: readonly DocumentRule[] = [
  ambiguousPath,
  besideReference,
  bodyNotAllowed,
  circularReference,
  defaultSchema,
  discriminatorMapping,
  discriminatorMember,
  duplicateMember,
  duplicateOperationId,
  duplicateParameter,
  exampleFields,
  examplePlaceholder,
  exampleSchema,
  exampleText,
  idleKeyword,
  ignoredKeyword,
  impossibleSchema,
  lostInConversion,
  malformedMediaType,
  malformedPath,
  missingExample,
  missingField,
  missingItems,
  misspeltField,
  noResponses,
  notText,
  optionalPathParameter,
  overlappingPath,
  oversizedSchema,
  partEncoding,
  pathWithQuery,
  pathWithoutSlash,
  querystringParameter,
  serverVariable,
  strangePathParameter,
  tagParent,
  typeList,
  undefinedSecurityScheme,
  undescribedMember,
  undescribedVariable,
  undividedItems,
  unjudgedExample,
  unknownField,
  unknownStatus,
  unreceivedMethod,
  unsendableHeader,
  unsupportedField,
  unusableExtension,
  unusableOperation,
  unusableParameter,
  unusableSchema,
  unusableSecurityScheme,
  wrongKind,
  wrongStyle,
];

/** Checks a document against itself. @param off ids of rules that are switched off */
export function lintDocument(contract: Contract, off: readonly string[] = []): DocumentFinding[] {
  const places = placesOf(contract);
  const samples = brokenSamples(contract, places);
  return documentRules
    .filter(({ id }) => !off.includes(id))
    .flatMap((rule) => [...rule.check(contract, places, samples)].map((found) => ({ rule, ...found })));
}
