import { stringify } from 'yaml';
import type { Contract } from '../contract/index.js';

/** The document as one self-contained file that any OpenAPI tool can read: references local, payloads inlined. */
export function bundle(contract: Contract, format: 'json' | 'yaml'): string {
  const { root } = contract.document;
  // No anchors: few readers of OpenAPI expect them. No folding: diffs stay by line.
  return format === 'json'
    ? `${JSON.stringify(root, null, 2)}\n`
    : stringify(root, { aliasDuplicateObjects: false, lineWidth: 0 });
}
