import type { Headers } from '../model/index.js';

/** Fields that are about the message of the batch itself, or about its connection. */
const OWN =
  /^(?:content-.*|accept.*|if-.*|range|expect|connection|keep-alive|transfer-encoding|te|trailer|upgrade|origin|access-control-.*|sec-.*|priority)$/;

/**
 * The fields of a request of a batch: those of the batch hold for each of its requests (OData Protocol 4.01 §11.7.2),
 * apart from what is about the batch itself, and those of the request win.
 */
export function inheritedHeaders(batch: Headers, part: Headers): Headers {
  const headers: Record<string, string | readonly string[] | undefined> = Object.create(null);
  for (const [name, value] of Object.entries(batch)) if (!OWN.test(name)) headers[name] = value;
  return Object.assign(headers, part);
}
