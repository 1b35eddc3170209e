import { canonicalJson, child, isObject, type JsonObject, own } from '../../model/index.js';
import type { ObjectKind } from '../../model/openapi-objects.js';
import { withoutComponents } from './components.js';
import { dropNewer, type Losses } from './loss.js';
import { type Members, type Place, rebuild, type Start } from './rebuild.js';
import { loweredSchema } from './schema-30.js';

/**
 * A 3.1 description in the words of 3.0, where it has some: schemas with `nullable`, boolean bounds and lists of one
 * value, and the fields that 3.0 requires. What is left over is still in the words of 3.1.
 */
export function translatedTo30(root: JsonObject, losses: Losses): JsonObject {
  const schemes = isObject(root.components) ? own(root.components, 'securitySchemes') : undefined;
  const used = new Set<string>();
  const translated = rebuild(root, {
    plainSchema: (schema) => (schema ? {} : { not: {} }),
    change(members, place) {
      const { kind, node, parent } = place;
      if (kind === 'PathItem' && parent?.kind !== 'Components') used.add(canonicalJson(node));
      if (place.isReference) tellBeside(members, place, losses);
      else if (kind === 'Schema') loweredSchema(members, place, losses);
      else if (kind === 'SecurityRequirement') lowerRequirement(members, place, schemes, losses);
      else if (kind === 'SecurityScheme' && members.type === 'mutualTLS') {
        losses.add(place.pointer, 'the security scheme is left out: OpenAPI 3.0 has no mutualTLS');
        return 'drop';
      } else complete(kind, members);
      return 'keep';
    },
  });
  // Path items that are components are written where they are used since the document was read.
  return withoutComponents(translated, root, {
    name: 'pathItems',
    used,
    losses,
    message: 'it is left out: OpenAPI 3.0 has no path items in components',
  });
}

/** A description without what OpenAPI 3.0 has no field for; each is named. */
export function withoutNewerThan30(root: JsonObject, losses: Losses, start?: Start): JsonObject {
  return rebuild(
    root,
    {
      change(members, place) {
        if (!place.isReference) dropNewer(members, place, 1, losses);
        return 'keep';
      },
    },
    start,
  );
}

/** Fields that 3.0 requires and 3.1 does not. */
function complete(kind: ObjectKind, members: Members): void {
  if (kind === 'OpenAPI') {
    members.openapi = '3.0.4';
    members.paths ??= {};
    if (typeof members.jsonSchemaDialect === 'string' && /\/3\.1\/dialect\/base$/.test(members.jsonSchemaDialect))
      delete members.jsonSchemaDialect;
  } else if (kind === 'Operation') members.responses ??= {};
}

/** A Reference Object of 3.1 may describe what it refers to in other words. */
function tellBeside(members: Members, { pointer }: Place, losses: Losses): void {
  for (const name of ['summary', 'description'])
    if (members[name] !== undefined) {
      delete members[name];
      losses.add(child(pointer, name), `${name} is left out: OpenAPI 3.0 has nothing beside a $ref`);
    }
}

/** Roles belong to OAuth alone (OpenAPI 3.0.4 §4.8.30), and schemes that are left out are not asked for. */
function lowerRequirement(members: Members, { pointer }: Place, schemes: unknown, losses: Losses): void {
  for (const [name, roles] of Object.entries(members)) {
    const scheme = isObject(schemes) ? own(schemes, name) : undefined;
    const type = isObject(scheme) ? scheme.type : undefined;
    if (type === 'mutualTLS') {
      delete members[name];
      losses.add(child(pointer, name), 'it is no longer asked for: OpenAPI 3.0 has no mutualTLS');
    } else if (Array.isArray(roles) && roles.length > 0 && ['apiKey', 'http'].includes(String(type))) {
      members[name] = [];
      losses.add(child(pointer, name), `its roles are left out: OpenAPI 3.0 has none for the type ${String(type)}`);
    }
  }
}
