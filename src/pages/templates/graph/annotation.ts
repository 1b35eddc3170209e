import { isObject, own } from '../../../model/index.js';
import type { ExampleAnnotation } from '../../page.js';
import type { Annotation } from '../../read/outline.js';

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

/** The kind of block that an annotation names: `request`, `response`, `resource`, `ignored`; empty if it names none. */
export function blockType({ members }: Annotation): string {
  return String(own(members, 'blockType') ?? '');
}

/** Reads the annotation of an example's message. */
export function exampleAnnotation(annotation: Annotation): ExampleAnnotation {
  const { line, members } = annotation;
  const kind = blockType(annotation);
  const name = own(members, 'name');
  const type = own(members, '@odata.type');
  const isCollection = own(members, 'isCollection');
  const isTruncated = own(members, 'truncated');
  return {
    line,
    ...(kind === '' ? {} : { kind: kind === 'request' || kind === 'response' ? kind : 'other' }),
    ...(typeof name === 'string' && name !== '' ? { name } : {}),
    ...(typeof type === 'string' ? { type } : {}),
    ...(isCollection !== undefined
      ? { isCollection: isTrue(isCollection) }
      : typeof type === 'string' && /^#?collection\(/i.test(type)
        ? { isCollection: true }
        : {}),
    isTruncated: isTrue(isTruncated),
  };
}

/** Pages write `true` and `"true"`. */
export function isTrue(value: unknown): boolean {
  return String(value).toLowerCase() === 'true';
}
