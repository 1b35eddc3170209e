import { InputError, type JsonValue } from '../model/index.js';

/** Refuses a text that begins as HTML and XML do: YAML may read it, or find its first mistake far below. */
export function refuseMarkup(text: JsonValue, source: string, cause?: unknown): void {
  if (typeof text !== 'string' || !/^\s*<[!?a-z]/i.test(text)) return;
  throw new InputError('not-yaml', 'this is HTML or XML, not YAML or JSON', {
    place: { source },
    cure: 'A page that shows an API, such as Swagger UI, links to its document: name the address of that.',
    cause,
  });
}
