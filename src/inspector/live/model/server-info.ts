/** What `/_docproof/server` says of the server. */
export interface ServerInfo {
  readonly docproof: string;
  /** Another one after each start. */
  readonly instance: string;
  /** `result` is a check that has ended. */
  readonly mode: 'mock' | 'proxy' | 'result';
  readonly document: { readonly source: string; readonly title: string; readonly version?: string };
  /** What it can do: pages and actions are shown where it has what they need. */
  readonly features: readonly string[];
  /** Whether it may write files. */
  readonly allowWrite?: boolean;
}
