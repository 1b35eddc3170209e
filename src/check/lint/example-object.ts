import { mediaExamples } from '../../contract/index.js';
import { child, sameJson } from '../../model/index.js';
import { nameOf } from './places.js';
import type { DocumentRule } from './rule.js';

/** Fields of an Example Object that exclude each other (OpenAPI 3.2 §4.19). */
const EXCLUSIVE = [
  ['value', 'externalValue'],
  ['value', 'dataValue'],
  ['value', 'serializedValue'],
  ['externalValue', 'serializedValue'],
] as const;

export const exampleFields: DocumentRule = {
  id: 'example-fields',
  severity: 'error',
  finds:
    'An example with two fields that exclude each other: which of them is meant is nowhere said (OpenAPI 3.2 §4.19).',
  example: '`{ value: { id: 7 }, dataValue: { id: 8 } }`.',
  *check(_, places) {
    for (const place of places.of('Example')) {
      const { node, pointer } = place;
      for (const [one, other] of EXCLUSIVE) {
        if (node[one] === undefined || node[other] === undefined) continue;
        if (places.minor < 2 && other !== 'externalValue') continue;
        yield {
          pointer: child(pointer, other),
          message: `${nameOf(place)}: the example ${place.key} has ${one} and ${other}`,
          suggestion: 'Keep one of them: dataValue for the data, serializedValue for the text that is sent.',
        };
      }
    }
  },
};

export const exampleText: DocumentRule = {
  id: 'example-text',
  severity: 'warning',
  finds: 'A `serializedValue` that says something else than the `dataValue` beside it (OpenAPI 3.2 §4.19).',
  example: '`{ dataValue: { id: 7 }, serializedValue: \'{"id":8}\' }`.',
  *check(contract, places) {
    if (places.minor < 2) return;
    for (const place of places.of('MediaType'))
      for (const { name, serialized, isData, value, pointer } of mediaExamples(contract, place, place.key)) {
        if (serialized === undefined || isData === undefined) continue;
        const [said] = mediaExamples(
          contract,
          {
            pointer: place.pointer,
            node: { schema: place.node.schema, examples: { said: { serializedValue: serialized } } },
          },
          place.key,
        );
        if (said?.unreadable === undefined && said !== undefined && !sameJson(said.value, value))
          yield {
            pointer: pointer.replace(/dataValue$/, 'serializedValue'),
            message: `${nameOf(place)}, example ${name}: the text does not say what dataValue says`,
            suggestion: 'Correct one of them.',
            against: pointer,
          };
      }
  },
};
