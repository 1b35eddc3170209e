import { child, isObject, type JsonValue, type Pointer } from '../../model/index.js';
import type { DocumentRule, Found } from './rule.js';

/** Where the converter of Swagger 2.0 notes what OpenAPI 3 has no word for. */
const NOTE = 'x-s2o-warning';

export const lostInConversion: DocumentRule = {
  id: 'lost-in-conversion',
  severity: 'warning',
  finds:
    'Something that Swagger 2.0 says and OpenAPI 3 cannot: it is left out, and `check` and `mock` do not go by it.',
  example: '`headers: { X-Parcels: { type: array, collectionFormat: pipes } }` in Swagger 2.0.',
  *check({ document: { root } }) {
    yield* notesIn(root, '');
  },
};

function* notesIn(node: JsonValue | undefined, pointer: Pointer): Generator<Found> {
  if (Array.isArray(node)) for (const [index, item] of node.entries()) yield* notesIn(item, child(pointer, index));
  if (!isObject(node)) return;
  const note = node[NOTE];
  // Values that are separated by tabs are read all the same.
  if (typeof note === 'string' && node['x-collectionFormat'] !== 'tsv')
    yield {
      pointer,
      message: `this is lost on the way from Swagger 2.0 to OpenAPI 3: ${note}`,
      suggestion: 'Describe it in another way, or write the document in OpenAPI 3.',
    };
  for (const [name, value] of Object.entries(node))
    if (name !== 'example' && name !== 'examples' && name !== 'default') yield* notesIn(value, child(pointer, name));
}
