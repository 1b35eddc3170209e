import type { Node } from 'yaml';
import { type Place, placesOfOffsets } from './positions.js';
import { yamlPackage } from './yaml-package.js';

/**
 * Where a YAML text merges what is not a map (`<<: 1`; YAML 1.1, Merge Key): the reader refuses it without a place,
 * because it merges only when the values are made.
 */
export function mergeKeyFault(text: string): Place | undefined {
  const { isAlias, isMap, isScalar, isSeq, parseDocument, visit } = yamlPackage();
  const document = parseDocument(text, { merge: true, logLevel: 'silent', prettyErrors: false, uniqueKeys: false });
  const isMergeable = (node: unknown): boolean => isMap(isAlias(node) ? node.resolve(document) : node);
  let found: Node | undefined;
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.source !== '<<' || key.type !== 'PLAIN') return undefined;
      const target = isAlias(value) ? value.resolve(document) : value;
      if (isSeq(target) ? target.items.every(isMergeable) : isMergeable(target)) return undefined;
      found = key;
      return visit.BREAK;
    },
  });
  return found && placesOfOffsets(text)(found.range?.[0] ?? 0);
}
