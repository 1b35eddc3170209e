import type { SecretKind } from './names.js';

/** A path of the document that has a secret in it: `/sessions/{token}`. */
export interface SecretPath {
  /** From the first one; `undefined` is any value. */
  readonly segments: readonly (string | undefined)[];
  /** Which of the segments is the secret, 0-based. */
  readonly at: number;
  /** The parameter's name. */
  readonly name: string;
  /** Fixed segments at that place in other paths of the document: `current` in `/sessions/current`. */
  readonly words: ReadonlySet<string>;
}

/**
 * Which of a path's segments are secrets. A base path before the document's paths is skipped.
 * @param kindOf of a parameter's name
 */
export function secretSegments(
  paths: readonly SecretPath[],
  segments: readonly string[],
  kindOf: (name: string) => SecretKind | undefined,
): ReadonlyMap<number, SecretKind> {
  const found = new Map<number, SecretKind>();
  for (const { segments: template, at, name, words } of paths) {
    const offset = segments.length - template.length;
    const secret = segments[offset + at];
    if (offset < 0 || secret === undefined || secret === '' || words.has(secret) || /^\{.*\}$/.test(secret)) continue;
    const fits = template.every((segment, index) => segment === undefined || segment === segments[offset + index]);
    const kind = fits ? kindOf(name) : undefined;
    if (kind !== undefined) found.set(offset + at, kind);
  }
  return found;
}
