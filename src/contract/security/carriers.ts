import { child, isObject, type JsonObject, own } from '../../model/index.js';
import type { SecretCarrier } from '../../redact/index.js';
import { follow } from '../operation.js';

/**
 * Where the document's security schemes have their keys (OpenAPI 3.1 §4.8.27, `apiKey`): the values there are secrets.
 */
export function secretCarriers(root: JsonObject): SecretCarrier[] {
  const components = own(root, 'components');
  const schemes = isObject(components) ? own(components, 'securitySchemes') : undefined;
  if (!isObject(schemes)) return [];
  return Object.keys(schemes).flatMap((id) => {
    const scheme = follow(root, own(schemes, id), child('/components/securitySchemes', id))?.node;
    if (scheme?.type !== 'apiKey' || typeof scheme.name !== 'string') return [];
    const { in: place, name } = scheme;
    return place === 'header' || place === 'query' || place === 'cookie' ? [{ in: place, name }] : [];
  });
}
