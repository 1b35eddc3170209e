import type { SecretPath } from '../../redact/index.js';

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
