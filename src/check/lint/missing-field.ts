import { own } from '../../model/index.js';
import { type ObjectKind, typeOf } from '../../model/openapi-objects.js';
import { nameOf, type Place } from './places.js';
import type { DocumentRule } from './rule.js';

const KINDS: readonly ObjectKind[] = [
  ...(['OpenAPI', 'Info', 'License', 'Server', 'ServerVariable', 'RequestBody', 'Tag', 'ExternalDocs'] as const),
  'Discriminator',
];

export const missingField: DocumentRule = {
  id: 'missing-field',
  severity: 'warning',
  finds: 'A field that OpenAPI requires and that is not there.',
  example: '`requestBody: { required: true }` without `content`, or a response without `description`.',
  *check(_, places) {
    for (const kind of KINDS)
      for (const place of places.of(kind))
        for (const [name, { required }] of typeOf(kind).fields)
          if (required && own(place.node, name) === undefined) yield missing(place, name);
    const hasSummary = places.minor >= 2;
    for (const place of places.of('Response'))
      if (own(place.node, 'description') === undefined && !hasSummary) yield missing(place, 'description');
    for (const place of [...places.of('Parameter'), ...places.of('Header')]) {
      const { schema, content, type } = place.node;
      if (schema === undefined && content === undefined && type === undefined) yield missing(place, 'schema');
    }
  },
};

function missing(place: Place, name: string) {
  return {
    pointer: place.pointer,
    message: `${nameOf(place)}${isNamed(place) ? `: the ${place.kind.toLowerCase()} ${nameIn(place)}` : ''} has no ${name}`,
    suggestion: `Write ${name}: OpenAPI requires it.`,
  };
}

function isNamed({ kind, pointer }: Place): boolean {
  return !pointer.startsWith('/components/') && (kind === 'Response' || kind === 'Parameter' || kind === 'Header');
}

function nameIn({ node, key }: Place): string {
  return typeof node.name === 'string' ? node.name : key;
}
