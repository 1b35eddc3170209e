/** A request that the document's own mock answers as documented: somebody tried it. */
export interface TriedRequest {
  /** The name of its operation: `GET /lamps`. */
  readonly operation: string;
  readonly method: string;
  /** Path and query, below the address of the mock. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The exchange as a line of a capture. */
  readonly captureLine: string;
}
