import type { MediaContent, Operation } from '../../contract/index.js';
import type { JsonValue } from '../../model/index.js';
import type { Choice } from '../negotiate.js';
import type { PreparedOverride } from './override.js';

/** The choice for a status that the operation does not document. */
export function undocumentedChoice(operation: Operation, status: number): Choice {
  return { status, response: { node: {}, pointer: operation.pointer }, dynamic: false };
}

/** A choice in whose media type a body can be written that was set, also where the document has no type for it. */
export function choiceFor(choice: Choice, { body, headers = {} }: PreparedOverride): Choice {
  if (body === undefined || choice.media) return choice;
  const named = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return { ...choice, media: plainMedia(typeof named === 'string' ? named : usualType(body)) };
}

function usualType(body: JsonValue | Uint8Array): string {
  return body instanceof Uint8Array ? 'application/octet-stream' : 'application/json';
}

function plainMedia(key: string): MediaContent {
  return { key, node: {}, pointer: '', examples: [], partHeaders: () => [], placeholders: () => undefined };
}
