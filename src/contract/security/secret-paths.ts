import type { KnownPaths, SecretPath } from '../../redact/index.js';
import type { Contract } from '../contract.js';

const WHOLE_PARAMETER = /^\{([^{}]+)\}$/;

/**
 * The segments of the paths that are parameters whose name says that they hold a secret.
 * @param isSecret asked of each parameter's name
 */
export function secretPaths(pathTemplates: readonly string[], isSecret: (name: string) => boolean): SecretPath[] {
  const all = [...new Set(pathTemplates)].map((template) => template.split('/').slice(1));
  return all.flatMap((segments) =>
    segments.flatMap((segment, at): SecretPath[] => {
      const name = WHOLE_PARAMETER.exec(segment)?.[1];
      if (name === undefined || !isSecret(name)) return [];
      const template = segments.map((each) => (each.includes('{') ? undefined : each));
      const words = all
        .filter((other) => segments.slice(0, at).every((each, index) => each === other[index]))
        .map((other) => other[at] ?? '')
        .filter((word) => !word.includes('{'));
      return [{ segments: template, at, name, words: new Set(words) }];
    }),
  );
}

/** A base path that the document does not name, as `--base-url` does, is at most so many segments. */
const MAX_BASE = 4;

/** The document's paths, for those who look for secrets in others. */
export function knownPaths({ operations, matcher }: Pick<Contract, 'operations' | 'matcher'>): KnownPaths {
  const segments = operations.flatMap(({ path }) => path.split('/'));
  const has = (path: string, needsWord: boolean): boolean => {
    const match = matcher.matchTarget('GET', path, true);
    if (match.operation) return !needsWord || hasWord(match.operation.path);
    const [method] = match.allowed;
    const other = method === undefined ? undefined : matcher.matchTarget(method, path, true);
    return other?.operation !== undefined && (!needsWord || hasWord(other.operation.path));
  };
  return {
    words: new Set(segments.filter((segment) => segment !== '' && !segment.includes('{'))),
    isDocumented(path) {
      const at = path.indexOf('/');
      const parts = (at < 0 ? path : path.slice(at + 1)).split('/').map(encodeURIComponent);
      // Below a base path of which nobody knows, `/{id}` alone would be anything.
      for (let from = 0; from <= Math.min(MAX_BASE, parts.length - 1); from += 1)
        if (has(`/${parts.slice(from).join('/')}`, from > 0)) return true;
      return false;
    },
  };
}

function hasWord(template: string): boolean {
  return template.split('/').some((segment) => segment !== '' && !segment.includes('{'));
}
