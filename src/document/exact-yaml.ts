import type { Document, DocumentOptions, ParseOptions, Scalar, ToJSOptions, YAMLParseError } from 'yaml';
import { ExactNumber, type JsonValue, maySpellExact } from '../model/index.js';
import { numberWritten } from './yaml/written-number.js';
import { yamlPackage } from './yaml-package.js';

/** Options of the reader of YAML. */
export type YamlOptions = DocumentOptions & ParseOptions & ToJSOptions & { readonly merge?: boolean };

/**
 * Reads YAML 1.2 with all digits of its numbers.
 * @throws YAMLParseError as `parse` does
 */
export function parseExactYaml(text: string, options: YamlOptions): JsonValue {
  // The reader would compare each name with all before it.
  const document = yamlPackage().parseDocument(text, { ...options, uniqueKeys: false });
  const [error = duplicateName(document)] = document.errors;
  if (error) throw error;
  if (mayHaveExactYaml(text)) keepDigits(document);
  return document.toJS(options);
}

/** The error at the first member that a map has twice. */
function duplicateName(document: Document): YAMLParseError | undefined {
  const { isScalar, visit, YAMLParseError } = yamlPackage();
  let found: YAMLParseError | undefined;
  visit(document, {
    Map(_, { items }) {
      const names = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const [start, end] = key.range ?? [0, 0];
        if (names.has(key.value)) found = new YAMLParseError([start, end], 'DUPLICATE_KEY', 'Map keys must be unique');
        if (found) return visit.BREAK;
        names.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}

/** Whether YAML may have a number that no double holds. Most documents have none, and are read in the ordinary way. */
function mayHaveExactYaml(text: string): boolean {
  return maySpellExact(text) || /\b0(?:x[\da-f]{11}|o[0-7]{15})/i.test(text);
}

function keepDigits(document: Document): void {
  const { visit } = yamlPackage();
  visit(document, {
    Scalar(key, node, path) {
      if (typeof node.value !== 'number' || node.source === undefined || isInKey(node, path)) return;
      const number = numberWritten(node.source);
      // The name of a member is a text.
      if (number instanceof ExactNumber) node.value = key === 'key' ? String(number) : number;
    },
  });
}

/** Whether a scalar is in a list or map that is the name of a member: the reader writes it as text. */
function isInKey(node: Scalar, path: readonly unknown[]): boolean {
  const { isPair } = yamlPackage();
  return path.some((parent, index) => isPair(parent) && parent.key !== node && parent.key === path[index + 1]);
}
