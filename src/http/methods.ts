/**
 * The methods that a Path Item Object has a field for (OpenAPI 3.1 §4.8.9), as it names them, and `query` (OpenAPI
 * 3.2). The order is that of the specification.
 */
export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

/** A method as a Path Item Object names it, in lower case. */
export type Method = (typeof METHODS)[number];

const NAMES: ReadonlySet<string> = new Set(METHODS);

/** Whether a Path Item Object can describe the method. Case does not matter. */
export function isMethod(name: string): boolean {
  return NAMES.has(name.toLowerCase());
}
