import { child, isObject, own } from '../../model/index.js';
import type { DocumentRule } from './rule.js';
import { createNearest } from './spelling.js';

export const serverVariable: DocumentRule = {
  id: 'server-variable',
  severity: 'error',
  finds:
    'A variable of a server URL that is not described, has an empty list of values, or a default that is not in its list.',
  example: '`url: https://{region}.parcels.example` without `variables: { region: { default: eu } }`.',
  *check(_, places) {
    const nearest = createNearest();
    for (const { node, pointer } of places.of('Server')) {
      const { url } = node;
      if (typeof url !== 'string') continue;
      const variables = own(node, 'variables');
      const described = isObject(variables) ? variables : {};
      for (const [, name = ''] of url.matchAll(/\{([^{}]*)\}/g)) {
        if (own(described, name) !== undefined) continue;
        const meant = nearest(name, Object.keys(described));
        yield {
          pointer: child(pointer, 'url'),
          message: `nothing says what {${name}} of the server ${url} stands for, so that any host or path there counts as the service's`,
          suggestion: meant === undefined ? `Write variables: { ${name}: { default: … } }.` : `Write {${meant}}.`,
        };
      }
      for (const [name, variable] of Object.entries(described)) {
        if (!isObject(variable)) continue;
        const place = child(child(pointer, 'variables'), name);
        const values = own(variable, 'enum');
        if (!url.includes(`{${name}}`))
          yield {
            pointer: place,
            message: `the server ${url} has no {${name}}`,
            suggestion: 'Take the variable out, or put it into the URL.',
          };
        if (!Array.isArray(values)) continue;
        if (values.length === 0)
          yield {
            pointer: child(place, 'enum'),
            message: `the variable ${name} has an empty list of values`,
            suggestion: 'List its values, or take enum out.',
          };
        else if (own(variable, 'default') !== undefined && !values.some((value) => value === variable.default))
          yield {
            pointer: child(place, 'default'),
            message: `the default of the variable ${name}, ${JSON.stringify(variable.default)}, is not among its values`,
            suggestion: `Write one of ${values.map(String).join(', ')}.`,
          };
      }
    }
  },
};
