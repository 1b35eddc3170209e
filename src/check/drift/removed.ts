import { at, type Exchange, isObject, type JsonObject, type Violation } from '../../model/index.js';
import type { Redactor } from '../../redact/index.js';

/**
 * Whether something is likely missing because the recorder took it out: credentials, members named as secrets are, and
 * header fields of a message that has a body and no
 * field. That says nothing of the service.
 */
export function isLikelyRemoved(
  violation: Violation,
  { request, response, caveats = [] }: Exchange,
  root: JsonObject,
  redactor: Redactor,
): boolean {
  if (violation.keyword === 'required') {
    const name = violation.params.missingProperty;
    return typeof name === 'string' && redactor.kindOf(name) !== undefined;
  }
  if (violation.keyword !== 'missing-parameter') return false;
  const node = at(root, violation.schema.slice(1));
  const name = isObject(node) && typeof node.name === 'string' ? node.name : violation.location;
  if (violation.part === 'cookie') return true;
  if (violation.part === 'header') {
    const { headers, body } = violation.in === 'request' ? request : response;
    const hasLostAll = Object.keys(headers).length === 0 && body.state === 'present' && body.content.length > 0;
    if (hasLostAll || (violation.in === 'request' && caveats.includes('credentials-stripped'))) return true;
    return redactor.kindOf(name, 'header') !== undefined;
  }
  return violation.part === 'query' && redactor.kindOf(name, 'query') !== undefined;
}
