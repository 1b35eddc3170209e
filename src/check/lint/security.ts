import type { Contract } from '../../contract/index.js';
import { child, isObject, own } from '../../model/index.js';
import { nameOf } from './places.js';
import type { DocumentRule } from './rule.js';
import { createNearest, nearest } from './spelling.js';

export const undefinedSecurityScheme: DocumentRule = {
  id: 'undefined-security-scheme',
  severity: 'error',
  finds: 'A security requirement that names a scheme which is not there: no credentials can meet it.',
  example: '`security: [{ bearr: [] }]`, and only `bearer` is in components.securitySchemes.',
  *check(contract, places) {
    const schemes = schemesOf(contract);
    const nearest = createNearest();
    for (const holder of [...places.of('OpenAPI'), ...places.of('Operation')]) {
      const list = own(holder.node, 'security');
      if (!Array.isArray(list)) continue;
      for (const [index, requirement] of list.entries())
        for (const name of isObject(requirement) ? Object.keys(requirement) : []) {
          // OpenAPI 3.2 takes a URI, too.
          if (schemes.includes(name) || (places.minor >= 2 && /[/:#]/.test(name))) continue;
          const meant = nearest(name, schemes);
          yield {
            pointer: child(child(child(holder.pointer, 'security'), index), name),
            message: `${nameOf(holder)} asks for the security scheme ${name}, which is not in components.securitySchemes: no credentials can meet it`,
            suggestion: meant === undefined ? `Describe ${name} there, or name one that is.` : `Write ${meant}.`,
          };
        }
    }
  },
};

export const unusableSecurityScheme: DocumentRule = {
  id: 'unusable-security-scheme',
  severity: 'error',
  finds:
    'A security scheme of a type that does not exist, or that does not say where its key is: no credentials can meet it.',
  example: '`{ type: apiKey, in: headr, name: X-Key }`.',
  *check(_, places) {
    for (const { node, pointer } of places.of('SecurityScheme')) {
      const { type, in: where, name, scheme } = node;
      const types = ['apiKey', 'http', 'mutualTLS', 'oauth2', 'openIdConnect'];
      if (typeof type !== 'string' || !types.includes(type)) {
        const meant = typeof type === 'string' ? nearest(type, types) : undefined;
        const cure =
          type === 'basic'
            ? 'Write type: http and scheme: basic.'
            : `Write type: ${meant ?? types.join(', ').replace(/, ([^,]*)$/, ' or $1')}.`;
        const said =
          type === undefined ? 'has no type' : `is of the type ${JSON.stringify(type)}, which does not exist`;
        yield {
          pointer: type === undefined ? pointer : child(pointer, 'type'),
          message: `the security scheme ${said}`,
          suggestion: cure,
        };
      } else if (type === 'http' && typeof scheme !== 'string') {
        yield {
          pointer,
          message: 'the security scheme does not say which HTTP scheme it is',
          suggestion: 'Write scheme, such as scheme: bearer.',
        };
      } else if (type === 'apiKey') {
        if (typeof name !== 'string' || name === '')
          yield {
            pointer,
            message: 'the security scheme does not name its key',
            suggestion: 'Write name, such as name: X-Api-Key.',
          };
        if (!['query', 'header', 'cookie'].includes(String(where)))
          yield {
            pointer: where === undefined ? pointer : child(pointer, 'in'),
            message: `the key of the security scheme is ${where === undefined ? 'nowhere' : `in ${JSON.stringify(where)}, which does not exist`}`,
            suggestion: `Write in: ${nearest(String(where), ['query', 'header', 'cookie']) ?? 'query, header or cookie'}.`,
          };
      }
    }
  },
};

function schemesOf({ document: { root } }: Contract): string[] {
  const components = own(root, 'components');
  const schemes = isObject(components) ? own(components, 'securitySchemes') : undefined;
  return isObject(schemes) ? Object.keys(schemes) : [];
}
