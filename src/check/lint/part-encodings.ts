import { parseMediaType } from '../../http/index.js';
import { child, own } from '../../model/index.js';
import { namedTypes } from '../../schema/index.js';
import type { DocumentRule } from './rule.js';

const FIELDS = ['prefixEncoding', 'itemEncoding'] as const;

/** OpenAPI 3.2, "Encoding Usage and Restrictions" and "Encoding By Position". */
export const partEncoding: DocumentRule = {
  id: 'part-encoding',
  severity: 'error',
  finds:
    'OpenAPI 3.2: `prefixEncoding` or `itemEncoding` beside `encoding`, in a type that is not `multipart`, or where neither `itemSchema` nor an array as schema describes the parts.',
  example: '`multipart/mixed: { schema: { type: object }, itemEncoding: { contentType: text/plain } }`.',
  *check(contract, places) {
    if (places.minor < 2) return;
    for (const { node, pointer, key, parent } of places.of('MediaType')) {
      const field = FIELDS.find((name) => own(node, name) !== undefined);
      if (field === undefined) continue;
      const found = { pointer: child(pointer, field), message: '' };
      // In components the key is a name, and no media type.
      const type = parent === undefined || !key.includes('/') ? undefined : parseMediaType(key);
      const schema = own(node, 'schema') === undefined ? undefined : child(pointer, 'schema');
      const types = namedTypes(schema === undefined ? undefined : contract.schemas.shapes.of(schema));
      if (own(node, 'encoding') !== undefined)
        yield {
          ...found,
          message: `${field} must not be beside encoding: parts have either names or positions`,
          suggestion: 'Keep one of them: encoding for an object, the others for a list of parts.',
        };
      else if (type && type.type !== 'multipart' && type.type !== '*')
        yield {
          ...found,
          message: `${field} means nothing in ${key}: only multipart types have parts`,
          suggestion: `Remove ${field}, or describe a multipart type.`,
        };
      else if (own(node, 'itemSchema') === undefined && !types.has('array'))
        yield {
          ...found,
          message: `${field} needs itemSchema, or a schema that is an array`,
          suggestion: 'Write the schema as type: array, with the parts as its prefixItems and items.',
        };
    }
  },
};
