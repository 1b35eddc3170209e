import { isObject, type JsonValue, own } from './json.js';

/** The page and the 1-based line from which a piece of the document comes: its `x-source`. */
export interface Provenance {
  readonly page: string;
  readonly line: number;
}

/** `page.md:53`. */
export function formatProvenance(provenance: Provenance): string {
  return `${provenance.page}:${provenance.line}`;
}

/** The `x-source` of a node. */
export function provenanceOf(node: JsonValue | undefined): Provenance | undefined {
  const source = isObject(node) ? own(node, 'x-source') : undefined;
  return isObject(source) && typeof source.page === 'string' && typeof source.line === 'number'
    ? { page: source.page, line: source.line }
    : undefined;
}
