import type { Place, Places } from './places.js';
import type { DocumentRule } from './rule.js';

export const pathWithoutSlash: DocumentRule = {
  id: 'path-without-slash',
  severity: 'error',
  finds: 'A path that does not begin with a slash: it is left out, and its operations are never served or judged.',
  example: '`parcels/{id}` under `paths`.',
  *check(_, places) {
    for (const { key, pointer } of pathsIn(places))
      if (!key.startsWith('/'))
        yield {
          pointer,
          message: `the path ${key} does not begin with a slash, and is left out`,
          suggestion: `Write /${key.replace(/^[a-z]+:\/\/[^/]*\/?/i, '')}.`,
        };
  },
};

export const pathWithQuery: DocumentRule = {
  id: 'path-with-query',
  severity: 'warning',
  finds:
    'A path with a `?` or `#`: a path has neither, so that tools disagree about what it matches (OpenAPI 3.1 §4.8.8.1).',
  example: '`/parcels?state=lost`.',
  *check(_, places) {
    for (const { key, pointer } of pathsIn(places)) {
      const sign = /[?#]/.exec(key.replace(/\{[^{}]*\}/g, ''))?.[0];
      if (sign === undefined) continue;
      yield {
        pointer,
        message: `the path ${key} has a ${sign}, which is not part of a path`,
        suggestion:
          sign === '?'
            ? `Write ${key.split('?')[0]}, and describe what follows as query parameters.`
            : `Write ${key.split('#')[0]}, or a path that a client can send: what follows # never reaches the service.`,
      };
    }
  },
};

export const malformedPath: DocumentRule = {
  id: 'malformed-path',
  severity: 'error',
  finds: 'A path whose braces do not match, whose variable has no name, or that has the same variable twice.',
  example: '`/parcels/{id`, or `/parcels/{id}/parts/{id}`.',
  *check(_, places) {
    for (const { key, pointer } of pathsIn(places)) {
      const rest = key.replace(/\{[^{}]*\}/g, '');
      const names = [...key.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
      const twice = names.find((name, index) => names.indexOf(name) < index);
      if (/[{}]/.test(rest))
        yield {
          pointer,
          message: `the braces of the path ${key} do not match`,
          suggestion: 'Write each variable as {name}.',
        };
      else if (names.includes(''))
        yield {
          pointer,
          message: `a variable of the path ${key} has no name`,
          suggestion: 'Write each variable as {name}.',
        };
      else if (twice !== undefined)
        yield {
          pointer,
          message: `the path ${key} has the variable {${twice}} twice`,
          suggestion: 'Give each a different name: only one value can be judged by a name.',
        };
    }
  },
};

function* pathsIn(places: Places): Generator<Place> {
  for (const place of places.of('PathItem')) if (place.parent?.kind === 'Paths') yield place;
}
