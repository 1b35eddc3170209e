import { isObject, type JsonObject } from '../../../model/index.js';

/** The comment before a block that describes it: `{"blockType": "request", "name": "create_user"}`. */
export interface Annotation {
  readonly line: number;
  readonly members: JsonObject;
}

/** Reads a comment. @returns undefined if it is not an annotation, `broken` if it looks like one but is not JSON */
export function readAnnotation(html: string, line: number): Annotation | 'broken' | undefined {
  const inner = /^\s*<!--([\s\S]*?)-->/.exec(html)?.[1]?.trim();
  if (!inner?.startsWith('{')) return undefined;
  const members = parsed(inner) ?? parsed(inner.replace(/,(?=\s*[}\]])/g, ''));
  if (isObject(members)) return { line, members };
  return /"(blockType|type)"/.test(inner) ? 'broken' : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
