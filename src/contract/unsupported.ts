import { child, isObject, type JsonObject, type Located, own, type Pointer } from '../model/index.js';
import { minorOf } from '../schema/index.js';
import type { LoadWarning } from './load-warnings.js';
import { follow, type Operation } from './operation.js';

/**
 * Fields of OpenAPI 3.2 that nothing here follows yet, of parts that have names: what they describe is judged as if
 * they were not there.
 */
export const UNSUPPORTED = {
  Encoding: ['encoding', 'prefixEncoding', 'itemEncoding'],
} as const;

/** Says of such fields in the bodies of operations that they are skipped, each once. */
export function unsupportedWarnings(root: JsonObject, operations: readonly Operation[]): LoadWarning[] {
  if (minorOf(root.openapi) < 2) return [];
  const found = new Map<Pointer, LoadWarning>();
  const look = ({ node, pointer }: Located, fields: readonly string[]): void => {
    for (const name of fields)
      if (own(node, name) !== undefined) found.set(child(pointer, name), warningFor(child(pointer, name), name));
  };
  for (const { requestBody, responses } of operations)
    for (const holder of [...(requestBody ? [requestBody] : []), ...responses.values()])
      for (const media of membersOf(root, holder, 'content'))
        for (const encoding of membersOf(root, media, 'encoding')) look(encoding, UNSUPPORTED.Encoding);
  return [...found.values()];
}

function warningFor(pointer: Pointer, name: string): LoadWarning {
  return {
    rule: 'unsupported-field',
    pointer,
    message: `${name} is not supported yet`,
    cure: 'Nothing is judged by it, and the mock does not follow it.',
  };
}

function membersOf(root: JsonObject, { node, pointer }: Located, field: string): Located[] {
  const map = own(node, field);
  if (!isObject(map)) return [];
  return Object.keys(map).flatMap((name) => follow(root, map[name], child(child(pointer, field), name)) ?? []);
}
