/** Where documents, payloads and captures come from. `uri` is an absolute path or an http(s) URL. */
export interface Files {
  /**
   * The whole content.
   * @throws InputError `not-found`, `is-directory` or `unreadable`
   */
  read(uri: string): Promise<Uint8Array>;
  /** The real path of the file, symbolic links followed. A URL and a path without a file are returned unchanged. */
  realPath(uri: string): Promise<string>;
  /** The content in chunks; `-` is standard input. @throws as `read` does, when the first chunk is asked for */
  stream(uri: string): AsyncIterable<Uint8Array>;
}
