import { parseMediaType } from '../../http/index.js';
import { child, isObject, own } from '../../model/index.js';
import type { ObjectKind } from '../../model/openapi-objects.js';
import { nameOf } from './places.js';
import type { DocumentRule } from './rule.js';

const SHORT: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  form: 'application/x-www-form-urlencoded',
  text: 'text/plain',
  html: 'text/html',
  csv: 'text/csv',
  pdf: 'application/pdf',
};

const HOLDERS = ['RequestBody', 'Response', 'Parameter', 'Header'] as const satisfies readonly ObjectKind[];

export const malformedMediaType: DocumentRule = {
  id: 'malformed-media-type',
  severity: 'error',
  finds: 'A name under `content` that is not a media type: no body is ever of that type (RFC 9110 §8.3.1).',
  example: '`content: { json: … }`.',
  *check(_, places) {
    for (const kind of HOLDERS)
      for (const place of places.of(kind)) {
        const content = own(place.node, 'content');
        if (!isObject(content)) continue;
        for (const name of Object.keys(content)) {
          if (isWellFormed(name) || name.startsWith('x-')) continue;
          yield {
            pointer: child(child(place.pointer, 'content'), name),
            message: `${nameOf(place)}: ${JSON.stringify(name)} is not a media type`,
            suggestion: `Write ${meantBy(name) ?? 'type/subtype, such as application/json'}.`,
          };
        }
      }
  },
};

/** A type with its parameters, each with a value. */
function isWellFormed(name: string): boolean {
  const [, ...parameters] = name.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  return parseMediaType(name) !== undefined && parameters.every((text) => /^\s*[\w!#$%&'*+.^`|~-]+=\S/.test(text));
}

function meantBy(name: string): string | undefined {
  const bare = name.replace(/[;,\s]+$/, '').trim();
  if (bare !== name && isWellFormed(bare)) return bare;
  return Object.hasOwn(SHORT, bare.toLowerCase()) ? SHORT[bare.toLowerCase()] : undefined;
}
