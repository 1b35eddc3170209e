import { canonicalJson, child, isObject, own, sameJson, writeJson } from '../../model/index.js';
import type { DocumentRule } from './rule.js';

export const missingItems: DocumentRule = {
  id: 'missing-items',
  severity: 'warning',
  finds: 'A list whose items OpenAPI 3.0 requires to be described, and that nothing describes: they are never judged.',
  example: '`schema: { type: array }` in OpenAPI 3.0.',
  *check(_, places) {
    if (places.minor > 0) return;
    for (const { node, pointer } of places.of('Schema'))
      if (node.type === 'array' && node.items === undefined && node.$ref === undefined)
        yield {
          pointer: child(pointer, 'type'),
          message: 'nothing describes the items of this list, which OpenAPI 3.0 requires',
          suggestion: 'Write items, such as items: { type: string }; items: {} allows any.',
        };
  },
};

export const typeList: DocumentRule = {
  id: 'type-list',
  severity: 'warning',
  finds: 'A list of types in OpenAPI 3.0, which knows one type only: other tools ignore it.',
  example: "`type: [string, 'null']` in OpenAPI 3.0.",
  *check(_, places) {
    if (places.minor > 0) return;
    for (const { node, pointer } of places.of('Schema')) {
      if (!Array.isArray(node.type)) continue;
      const others = node.type.filter((type) => type !== 'null');
      const isNullable = others.length < node.type.length;
      const cure =
        others.length === 1
          ? `Write type: ${String(others[0])}${isNullable ? ' and nullable: true' : ''}`
          : 'Write anyOf with a schema for each type';
      yield {
        pointer: child(pointer, 'type'),
        message: 'OpenAPI 3.0 does not know lists of types: 3.1 does',
        suggestion: `${cure}, or openapi: 3.1.0 at the top.`,
      };
    }
  },
};

/** What may stay beside a `$ref` in OpenAPI 3.0, because it constrains nothing. */
const HARMLESS = new Set([
  '$ref',
  'title',
  'description',
  'summary',
  'example',
  'examples',
  'default',
  'deprecated',
  'externalDocs',
  'xml',
  '$comment',
]);

export const besideReference: DocumentRule = {
  id: 'beside-reference',
  severity: 'warning',
  finds: 'A keyword beside a `$ref` that has no effect there (OpenAPI 3.0.3 §4.7.23, 3.1.1 §4.8.23).',
  example: "`{ $ref: '#/components/schemas/parcel', nullable: true }` in OpenAPI 3.0.",
  *check(_, places) {
    for (const { kind, node, pointer } of places.references) {
      if (kind === 'PathItem' || (kind === 'Schema' && places.minor > 0)) continue;
      for (const name of Object.keys(node)) {
        if (HARMLESS.has(name) || name.startsWith('x-')) continue;
        yield {
          pointer: child(pointer, name),
          message: `${name} has no effect beside $ref`,
          suggestion:
            kind === 'Schema' ? `Write { allOf: [{ $ref: … }], ${name}: … }.` : 'Move it to what the $ref leads to.',
        };
      }
    }
  },
};

/** The type to which keywords apply. */
const APPLY: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'pattern'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  array: ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'contains'],
  object: [
    'properties',
    'required',
    'additionalProperties',
    'patternProperties',
    'minProperties',
    'maxProperties',
    'propertyNames',
    'dependentRequired',
  ],
};

export const idleKeyword: DocumentRule = {
  id: 'idle-keyword',
  severity: 'warning',
  finds: 'A keyword that says nothing about values of the type beside it.',
  example: '`{ type: string, maximum: 5 }`, or `{ type: array, properties: … }`.',
  *check(_, places) {
    for (const { node, pointer } of places.of('Schema')) {
      const types = (Array.isArray(node.type) ? node.type : [node.type]).map((type) =>
        type === 'integer' ? 'number' : type,
      );
      // Another rule reports what the type should have been.
      if (
        !types.every(
          (type) => typeof type === 'string' && (Object.hasOwn(APPLY, type) || type === 'boolean' || type === 'null'),
        )
      )
        continue;
      for (const [type, keywords] of Object.entries(APPLY)) {
        if (types.includes(type)) continue;
        for (const name of keywords) {
          const value = own(node, name);
          if (value === undefined || typeof value === 'boolean') continue;
          yield {
            pointer: child(pointer, name),
            message: `${name} says nothing about a value of type ${String(Array.isArray(node.type) ? node.type.join(' or ') : node.type)}`,
            suggestion: `Take it out, or write type: ${type}.`,
          };
        }
      }
    }
  },
};

export const duplicateMember: DocumentRule = {
  id: 'duplicate-enum-member',
  severity: 'warning',
  finds: 'A value that an enumeration lists twice.',
  example: '`enum: [lost, found, lost]`.',
  *check(_, places) {
    for (const { node, pointer } of places.of('Schema')) {
      const members = own(node, 'enum');
      if (!Array.isArray(members)) continue;
      const seen = new Set<string>();
      for (const [index, value] of members.entries()) {
        const key = canonicalJson(value);
        if (seen.has(key) && members.some((other, at) => at < index && sameJson(other, value)))
          yield {
            pointer: child(child(pointer, 'enum'), index),
            message: `${writeJson(value)} is listed twice${typeof value === 'string' || isObject(value) ? '' : ', or is written in two ways that are read as the same value'}`,
            suggestion:
              typeof value === 'string'
                ? 'Take one of them out.'
                : 'Take one of them out; if they are texts, write them in quotes.',
          };
        seen.add(key);
      }
    }
  },
};
