import { type Contract, documentedTypes, type PartEncoding } from '../../contract/index.js';
import { isContainer, type JsonValue } from '../../model/index.js';
import { namedTypes, valuesUnder } from '../../schema/index.js';

type Shape = ReturnType<Contract['schemas']['shapes']['of']>;

/**
 * The media types in which a part may be written, the likeliest first: those that its encoding lists, else what the
 * type of its schema means (the table of OpenAPI 3.2 for `contentType`), else what can hold any value.
 */
export function candidateTypes(value: JsonValue, shape: Shape, encoding: PartEncoding | undefined): readonly string[] {
  const documented = documentedTypes(encoding);
  if (documented.length > 0) return documented.map((range) => concrete(range, value));
  return [usualType(value, shape), 'text/plain', 'application/json'];
}

function usualType(value: JsonValue, shape: Shape): string {
  if (isContainer(value)) return 'application/json';
  const types = namedTypes(shape);
  const isNamed = types.size > 0;
  if (typeof value !== 'string') return isNamed ? 'text/plain' : 'application/json';
  const isBinary =
    shape !== undefined &&
    (valuesUnder(shape, 'contentEncoding').length > 0 || valuesUnder(shape, 'format').includes('binary'));
  return isNamed && !isBinary ? 'text/plain' : 'application/octet-stream';
}

/** A type of a range: one that can carry the value. */
function concrete(range: string, value: JsonValue): string {
  if (!range.includes('*')) return range;
  if (range.startsWith('image/')) return 'image/png';
  if (range.startsWith('text/')) return 'text/plain';
  if (range.startsWith('multipart/')) return 'multipart/mixed';
  if (isContainer(value)) return 'application/json';
  return range.startsWith('*') ? 'text/plain' : range.replace('/*', '/octet-stream');
}
