import type { Members, Place } from './rebuild.js';

/**
 * The `nodeType` of an XML Object (OpenAPI 3.2 §4.26) in the words of 3.1. Where it is what 3.1 does anyway, it goes.
 * Text nodes, CDATA and the like stay in the words of 3.2.
 */
export function loweredXml(members: Members, { parent }: Place): void {
  const schema = parent?.node ?? {};
  const isArray = schema.type === 'array' || (Array.isArray(schema.type) && schema.type.includes('array'));
  const isReference = schema.$ref !== undefined || schema.$dynamicRef !== undefined;
  const { nodeType } = members;
  if (nodeType === 'attribute') members.attribute = true;
  else if (nodeType === 'element' && isArray) members.wrapped = true;
  else if (nodeType === 'element' ? isReference : nodeType !== 'none' || !(isArray || isReference)) return;
  delete members.nodeType;
}
