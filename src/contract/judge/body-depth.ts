import { isTooDeep, type JsonValue, MAX_DEPTH } from '../../model/index.js';

/**
 * Whether the value of a body is nested more than `MAX_DEPTH` levels deep. The value is looked through only where its
 * content could be.
 * @param isJson whether the content is the JSON text of the value
 */
export function isBodyTooDeep(content: string | Uint8Array, isJson: boolean, value: JsonValue): boolean {
  if (content.length <= 2 * MAX_DEPTH) return false;
  return (!isJson || typeof content !== 'string' || opensOften(content)) && isTooDeep(value);
}

/** Whether JSON text opens more than `MAX_DEPTH` objects and lists, in each other or not. */
function opensOften(text: string): boolean {
  let count = 0;
  for (let at = text.indexOf('{'); at >= 0 && count <= MAX_DEPTH; at = text.indexOf('{', at + 1)) count += 1;
  for (let at = text.indexOf('['); at >= 0 && count <= MAX_DEPTH; at = text.indexOf('[', at + 1)) count += 1;
  return count > MAX_DEPTH;
}
