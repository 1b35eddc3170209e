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

/** The media types of forms. */
const FORMS: ReadonlySet<string> = new Set(['application/x-www-form-urlencoded', 'multipart/form-data']);

/** The document in Swagger's words, to which its references lead, and as it was converted. */
interface Roots {
  readonly swagger: JsonObject;
  readonly converted: JsonObject;
}

/**
 * A converted operation whose form has all media types that it consumes, of which the converter keeps one, and says how
 * its lists are written: Swagger says it of a field, OpenAPI 3 beside the schema, and the converter not at all.
 * @param parameters the lists `parameters` of the path and the operation in Swagger's words
 * @param consumes the media types of its bodies
 */
export function withForms(
  operation: JsonValue,
  parameters: readonly (JsonValue | undefined)[],
  consumes: readonly string[],
  { swagger, converted }: Roots,
): JsonValue {
  // The converter makes one of bodies that differ in this alone.
  const body = isObject(operation) ? followed(own(operation, 'requestBody'), converted) : {};
  const content = own(body, 'content');
  const form = isObject(content) ? Object.keys(content).find((key) => FORMS.has(key)) : undefined;
  if (!isObject(operation) || !isObject(content) || form === undefined) return operation;
  const encoding = encodingOf(parameters, swagger);
  const isEncoded = Object.keys(encoding).length > 0;
  const types = consumes.filter((type) => FORMS.has(type));
  if (!isEncoded && types.length < 2) return operation;
  const { [form]: media = {}, ...others } = content;
  const whole = isObject(media) && isEncoded ? { ...media, encoding } : media;
  const entries = [...new Set([...types, form])].map((type) => [type, whole] as const);
  return { ...operation, requestBody: { ...body, content: { ...Object.fromEntries(entries), ...others } } };
}

function encodingOf(parameters: readonly (JsonValue | undefined)[], swagger: JsonObject): JsonObject {
  const encoding: Record<string, JsonValue> = {};
  for (const parameter of parameters.flatMap((list): readonly JsonValue[] => (Array.isArray(list) ? list : []))) {
    const { name, in: place, type, collectionFormat = 'csv' } = followed(parameter, swagger);
    const found = typeof collectionFormat === 'string' ? own(ENCODINGS, collectionFormat) : undefined;
    if (place === 'formData' && type === 'array' && typeof name === 'string' && found) encoding[name] = found;
  }
  return encoding;
}

/** What a node is, or what it refers to; an empty object where that is nothing. */
function followed(node: JsonValue | undefined, root: JsonObject): JsonObject {
  const reference = isObject(node) ? own(node, '$ref') : undefined;
  const found = typeof reference === 'string' ? at(root, pointerOfFragment(reference)) : node;
  return isObject(found) ? found : {};
}
