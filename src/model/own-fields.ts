/**
 * Header fields by which Docproof speaks to a client, in lower case. Neither a service behind the proxy nor a document
 * may speak in its name.
 */
export const OWN_FIELDS: ReadonlySet<string> = new Set(['sl-violations', 'docproof-draw']);
