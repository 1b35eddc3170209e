import { at, isObject, type JsonObject, type JsonValue, own, pointerOfFragment } from '../../model/index.js';

/**
 * How OpenAPI 3 says what Swagger's `collectionFormat` says of the fields of a form (Swagger 2.0, Parameter Object). It
 * has no word for tabs, so that a note of the converter's kind says it.
 */
const ENCODINGS: Readonly<Record<string, JsonObject>> = {
  csv: { style: 'form', explode: false },
  ssv: { style: 'spaceDelimited', explode: false },
  pipes: { style: 'pipeDelimited', explode: false },
  tsv: { style: 'form', explode: false, 'x-collectionFormat': 'tsv' },
  multi: { style: 'form', explode: true },
};

/**
 * A converted operation whose form says how its lists are written: Swagger says it of a field, OpenAPI 3 beside the
 * schema, and the converter not at all.
 * @param parameters the `parameters` of the operation in Swagger's words
 * @param roots the document in Swagger's words, to which their references lead, and as it was converted
 */
export function withCollections(
  operation: JsonValue,
  parameters: JsonValue | undefined,
  { swagger, converted }: { readonly swagger: JsonObject; readonly converted: JsonObject },
): JsonValue {
  const encoding: Record<string, JsonValue> = {};
  for (const parameter of Array.isArray(parameters) ? parameters : []) {
    const { name, in: place, type, collectionFormat = 'csv' } = followed(parameter, swagger);
    const found = typeof collectionFormat === 'string' ? own(ENCODINGS, collectionFormat) : undefined;
    if (place === 'formData' && type === 'array' && typeof name === 'string' && found) encoding[name] = found;
  }
  // The converter makes one of bodies that differ in this alone.
  const body = isObject(operation) ? followed(own(operation, 'requestBody'), converted) : {};
  const content = own(body, 'content');
  if (!isObject(operation) || !isObject(content) || Object.keys(encoding).length === 0) return operation;
  const types = Object.entries(content).map(([key, media]) => [key, isObject(media) ? { ...media, encoding } : media]);
  return { ...operation, requestBody: { ...body, content: Object.fromEntries(types) } };
}

/** What a node is, or what it refers to; an empty object where that is nothing. */
function followed(node: JsonValue | undefined, root: JsonObject): JsonObject {
  const reference = isObject(node) ? own(node, '$ref') : undefined;
  const found = typeof reference === 'string' ? at(root, pointerOfFragment(reference)) : node;
  return isObject(found) ? found : {};
}
