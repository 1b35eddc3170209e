/** See index.mjs. A valid request for each operation, in any order. */
export interface LargeDocument {
  readonly name: string;
  /** By path: `/docs/openapi.yaml` is the document, the others belong to it. */
  readonly files: Readonly<Record<string, string>>;
  readonly requests: readonly {
    readonly method: string;
    readonly target: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  }[];
}

/** Each makes one document. */
export const LARGE_DOCUMENTS: Readonly<Record<string, () => LargeDocument>>;
