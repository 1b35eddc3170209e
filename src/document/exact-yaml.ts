import {
  type DocumentOptions,
  isPair,
  type ParseOptions,
  parseDocument,
  type Scalar,
  type ToJSOptions,
  visit,
} from 'yaml';
import { ExactNumber, type JsonValue, maySpellExact } from '../model/index.js';
import { numberWritten } from './yaml/written-number.js';

/** Options of the reader of YAML. */
export type YamlOptions = DocumentOptions & ParseOptions & ToJSOptions & { readonly merge?: boolean };

/**
 * Whether YAML may have a number that no double holds. Most documents have none, and are read in the ordinary way.
 */
export function mayHaveExactYaml(text: string): boolean {
  return maySpellExact(text) || /\b0(?:x[\da-f]{11}|o[0-7]{15})/i.test(text);
}

/**
 * Reads YAML 1.2 with all digits of its numbers.
 * @throws YAMLParseError as `parse` does
 */
export function parseExactYaml(text: string, options: YamlOptions): JsonValue {
  const document = parseDocument(text, options);
  const [error] = document.errors;
  if (error) throw error;
  visit(document, {
    Scalar(key, node, path) {
      if (typeof node.value !== 'number' || node.source === undefined || isInKey(node, path)) return;
      const number = numberWritten(node.source);
      // The name of a member is a text.
      if (number instanceof ExactNumber) node.value = key === 'key' ? String(number) : number;
    },
  });
  return document.toJS(options);
}

/** Whether a scalar is in a list or map that is the name of a member: the reader writes it as text. */
function isInKey(node: Scalar, path: readonly unknown[]): boolean {
  return path.some((parent, index) => isPair(parent) && parent.key !== node && parent.key === path[index + 1]);
}
