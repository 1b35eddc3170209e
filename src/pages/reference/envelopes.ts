import type { JsonNode } from '../read/json.js';
import type { Conventions } from '../templates/conventions.js';

/** The objects of a collection's response, or the one object. */
export function itemsOf(node: JsonNode, { envelope }: Conventions): readonly JsonNode[] {
  if (!envelope) return node.items ?? [node];
  const value = node.members?.find(({ name }) => name === envelope.member)?.node;
  const isWrapper = node.members?.every(({ name }) => name === envelope.member || envelope.isBeside(name)) ?? false;
  if (!value || !isWrapper) return [node];
  return value.items ?? (value.members ? [value] : []);
}

/**
 * How an example shows what is returned: one object, a collection, or one object in the envelope of a collection.
 * Services do not send the last form, but pages show it.
 */
export type Shape = 'single' | 'collection' | 'wrapped';

/** The shape of a body. */
export function shapeOf(node: JsonNode, conventions: Conventions): Shape {
  const { envelope } = conventions;
  if (!envelope) return node.items ? 'collection' : 'single';
  const value = node.members?.find(({ name }) => name === envelope.member)?.node;
  if (value?.items) return 'collection';
  return value?.members && itemsOf(node, conventions)[0] === value ? 'wrapped' : 'single';
}
