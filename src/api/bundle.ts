import type { Contract } from '../contract/index.js';
import { writeJson } from '../model/index.js';
import { yamlText } from './yaml-text.js';

/** The document as one self-contained file that any OpenAPI tool can read: references local, payloads inlined. */
export function bundle(contract: Contract, format: 'json' | 'yaml'): string {
  const { root } = contract.document;
  return format === 'json' ? `${writeJson(root, 2)}\n` : yamlText(root);
}
