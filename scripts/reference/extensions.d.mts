/** Each extension of OpenAPI by its name, with the piece of a document that the reference shows. */
export const EXTENSIONS: Readonly<
  Record<string, { readonly does: string; readonly values: string; readonly example: string }>
>;
