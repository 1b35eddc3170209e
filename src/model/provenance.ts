/** The page and the 1-based line from which a piece of the document comes: its `x-source`. */
export interface Provenance {
  readonly page: string;
  readonly line: number;
}

/** `page.md:53`. */
export function formatProvenance(provenance: Provenance): string {
  return `${provenance.page}:${provenance.line}`;
}
