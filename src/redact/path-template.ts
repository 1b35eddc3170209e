import type { SecretKind } from './names.js';
import { isHighEntropy, isPlainSegment, isSecretNumber, leadsToSecret } from './path-words.js';

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

/** What is known of paths beside those that have secrets in them. */
export interface KnownPaths {
  /** Fixed segments of the document's paths: what the API's author wrote is not a secret. */
  readonly words: ReadonlySet<string>;
  /** Whether the document has a path, base path included or not. Absent where there is no document. */
  readonly isDocumented?: (path: string) => boolean;
}

/**
 * Which of a path's segments are secrets by the words before them (`/reset-password/…`) and, in a path that the
 * document does not have, because they look random.
 * @param isTarget whether an exchange went there: only then does it matter what is documented
 */
export function looseSegments(
  { words, isDocumented }: KnownPaths,
  segments: readonly string[],
  isTarget: boolean,
): ReadonlyMap<number, SecretKind> {
  const found = new Map<number, SecretKind>();
  /** The word before, and whether the segment behind it was looked at. */
  let lead: string | undefined;
  let isNext = false;
  for (const [index, segment] of segments.entries()) {
    const isPlain = words.has(segment) || isPlainSegment(segment);
    if (index > 0 && lead !== undefined && !isPlain && (!/^\d+$/.test(segment) || isSecretNumber(lead))) {
      found.set(index, 'token');
      isNext = false;
    } else if (leadsToSecret(segment)) {
      lead = segment;
      isNext = true;
    } else if (segment !== '' && isPlain) {
      // `/verify/email/…` and `/invites/12/…` lead on; another resource does not.
      lead = isNext ? lead : undefined;
      isNext = false;
    }
  }
  if (!isTarget || !isDocumented || !segments.some(isHighEntropy) || isDocumented(segments.join('/'))) return found;
  for (const [index, segment] of segments.entries())
    if (!words.has(segment) && !found.has(index) && isHighEntropy(segment)) found.set(index, 'token');
  return found;
}
