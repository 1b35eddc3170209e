/**
 * The methods that a Path Item Object has a field for (OpenAPI 3.1 §4.8.9), as it names them, and `query` (OpenAPI
 * 3.2). The order is that of the specification.
 */
export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

/** A method as a Path Item Object names it, in lower case. */
export type Method = (typeof METHODS)[number];

const NAMES: ReadonlySet<string> = new Set(METHODS);

/** Whether a Path Item Object has a field for the method. Case does not matter. */
export function isMethod(name: string): boolean {
  return NAMES.has(name.toLowerCase());
}

/** A method as it was sent, whatever a recorder made of its case: only those that have a field are one in any case. */
export function sentMethod(name: string): string {
  return isMethod(name) ? name.toUpperCase() : name;
}

/** Whether a request can have such a method: it is a token (RFC 9110 §9.1). */
export function isMethodName(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
}

/**
 * The methods that the HTTP parser of Node reads, in the oldest version that is supported. It closes the connection of
 * a request with any other one. `CONNECT` is left out: it asks for a tunnel.
 */
const RECEIVED: ReadonlySet<string> = new Set(
  `ACL BIND CHECKOUT COPY DELETE GET HEAD LINK LOCK M-SEARCH MERGE MKACTIVITY MKCALENDAR MKCOL MOVE NOTIFY OPTIONS PATCH
  POST PROPFIND PROPPATCH PURGE PUT QUERY REBIND REPORT SEARCH SOURCE SUBSCRIBE TRACE UNBIND UNLINK UNLOCK
  UNSUBSCRIBE`.split(/\s+/),
);

/** Whether a server of Node receives requests with this method. Case matters. */
export function isReceivedMethod(name: string): boolean {
  return RECEIVED.has(name);
}
