import { canonicalJson, child, type JsonObject } from '../../model/index.js';
import type { ObjectKind } from '../../model/openapi-objects.js';
import { withoutComponents } from './components.js';
import { loweredExample, needsOwnExample } from './examples.js';
import { dropNewer, type Losses } from './loss.js';
import { type Members, type Place, type Rewriting, rebuild, referredBy, type Start } from './rebuild.js';
import { loweredXml } from './xml.js';

/**
 * A 3.2 description in the words of 3.1, where it has some: media types that are components are written where they are
 * used, `dataValue` is `value`, `nodeType` is `attribute` or `wrapped`. What is left over is still in the words of 3.2.
 */
export function translatedTo31(root: JsonObject, losses: Losses): JsonObject {
  const used = new Set<string>();
  const open = new Set<string>();
  const rewriting: Rewriting = {
    change(members, place) {
      const isUsedType = place.kind === 'MediaType' && place.parent?.kind !== 'Components';
      if (isUsedType) used.add(canonicalJson(place.isReference ? (targetOf(place)?.node ?? {}) : place.node));
      if (!place.isReference) return TRANSLATORS[place.kind]?.(members, place, losses) ?? 'keep';
      const target = targetOf(place);
      if (!target) return 'keep';
      if (place.kind === 'Parameter' && isQuerystring(target.node)) {
        losses.add(place.pointer, NO_QUERYSTRING);
        return 'drop';
      }
      if (isUsedType || (place.kind === 'Example' && needsOwnExample(target.node, place))) inline(members, place);
      return 'keep';
    },
  };
  const targetOf = ({ node }: Place): ReturnType<typeof referredBy> => referredBy(root, node);
  /** Puts what a reference leads to in its place, in the words that fit there. */
  const inline = (members: Members, { node, kind, key, parent }: Place): void => {
    const target = referredBy(root, node);
    if (!target || open.has(target.pointer)) return;
    open.add(target.pointer);
    const { pointer } = target;
    const content = rebuild(target.node, rewriting, { kind, pointer, key, ...(parent ? { parent } : {}) });
    open.delete(pointer);
    const { $ref: _, ...beside } = members;
    delete members.$ref;
    Object.assign(members, content, beside);
  };
  // Media types that are components are written where they are used.
  return withoutComponents(rebuild(root, rewriting), root, {
    name: 'mediaTypes',
    used,
    losses,
    message: 'it is left out: OpenAPI 3.1 has no media types in components',
  });
}

/** A description without what OpenAPI 3.1 has no field for; each is named. */
export function withoutNewerThan31(root: JsonObject, losses: Losses, start?: Start): JsonObject {
  return rebuild(
    root,
    {
      change(members, place) {
        if (place.isReference) return 'keep';
        const count = Object.keys(members).length;
        dropNewer(members, place, 2, losses);
        const isEmptied = place.kind === 'Example' && Object.keys(members).length < count;
        return isEmptied && members.value === undefined && members.externalValue === undefined ? 'drop' : 'keep';
      },
    },
    start,
  );
}

const NO_QUERYSTRING = 'the parameter is left out: OpenAPI 3.1 has no "in: querystring"';

type Translator = (members: Members, place: Place, losses: Losses) => 'drop' | undefined;

const TRANSLATORS: Partial<Record<ObjectKind, Translator>> = {
  OpenAPI(members) {
    members.openapi = '3.1.0';
    if (isDialect32(members.jsonSchemaDialect)) members.jsonSchemaDialect = DIALECT_31;
  },
  Schema(members) {
    if (isDialect32(members.$schema)) members.$schema = DIALECT_31;
  },
  Response(members) {
    if (members.description !== undefined) return;
    members.description = typeof members.summary === 'string' ? members.summary : '';
    delete members.summary;
  },
  Parameter(members, { pointer }, losses) {
    if (isQuerystring(members)) {
      losses.add(pointer, NO_QUERYSTRING);
      return 'drop';
    }
    if (members.style === 'cookie') {
      delete members.style;
      losses.add(child(pointer, 'style'), 'style is left out: OpenAPI 3.1 has no style "cookie"');
    }
    if (members.allowReserved === true && members.in !== 'query') {
      delete members.allowReserved;
      losses.add(child(pointer, 'allowReserved'), 'allowReserved is left out: OpenAPI 3.1 has it in the query only');
    }
    return undefined;
  },
  Example(members, place) {
    loweredExample(members, place);
    return undefined;
  },
  Xml(members, place) {
    loweredXml(members, place);
    return undefined;
  },
  SecurityRequirement(members, { pointer }, losses) {
    for (const [name, scopes] of Object.entries(members)) {
      if (!/[/#]/.test(name)) continue;
      const [, local] = /^#\/components\/securitySchemes\/([\w.-]+)$/.exec(name) ?? [];
      if (local === undefined) losses.add(child(pointer, name), 'OpenAPI 3.1 names no security scheme by a URI');
      else {
        delete members[name];
        members[local] = scopes;
      }
    }
  },
};

/** The dialects of the schemas of 3.2 (OpenAPI 3.2 §4.24), and that of those of 3.1. */
function isDialect32(uri: unknown): boolean {
  return typeof uri === 'string' && /^https?:\/\/spec\.openapis\.org\/oas\/3\.2\/dialect\//.test(uri);
}

const DIALECT_31 = 'https://spec.openapis.org/oas/3.1/dialect/base';

function isQuerystring(node: JsonObject): boolean {
  return node.in === 'querystring';
}
