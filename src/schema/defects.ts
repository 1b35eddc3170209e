import { at, type JsonObject, pointerOfFragment } from '../model/index.js';
import { type DialectName, dialectOf } from './dialects/index.js';
import { findInSchemas } from './find-in-schemas.js';
import { createCircles } from './read/circles.js';
import { type Defect, defectOfPlace, ignoredIn } from './read/defects.js';
import { normalise } from './read/normal.js';

/**
 * The keywords of a document's schemas that cannot be used: of the wrong kind, a type that does not exist, a pattern
 * that cannot be matched, a reference that leads back to itself. A walk that compiles nothing, so that a large document
 * costs little.
 */
export function unusableKeywords(root: JsonObject, name: DialectName): Defect[] {
  const dialect = dialectOf(name);
  const circles = createCircles(root, dialect);
  const defectsOf = (node: JsonObject): readonly Defect[] => {
    const { defects } = normalise(node, '', dialect);
    const circle = circles.defectOf(node, '');
    return circle ? [...defects, circle] : defects;
  };
  return findInSchemas(root, dialect, defectsOf, defectOfPlace);
}

/**
 * What is wrong with a JSON Schema 2020-12 that has no document around it, in words: a keyword that cannot be used, or
 * a `$ref` that leads out of it. Undefined where all of it can be used.
 */
export function faultOfOwnSchema(schema: JsonObject): string | undefined {
  const dialect = dialectOf('3.1');
  const defectsOf = (node: JsonObject): readonly Defect[] => {
    const { defects } = normalise(node, '', dialect);
    const { $ref } = node;
    if (typeof $ref !== 'string' || ($ref.startsWith('#') && at(schema, pointerOfFragment($ref)) !== undefined))
      return defects;
    return [{ keyword: '$ref', pointer: '', detail: `$ref: ${$ref} leads to nothing inside the schema`, types: [] }];
  };
  return findInSchemas({ schema }, dialect, defectsOf, defectOfPlace)[0]?.detail;
}

/** The keywords of a document's schemas that mean nothing in its version of OpenAPI, though people write them. */
export function ignoredKeywords(root: JsonObject, name: DialectName): Defect[] {
  const dialect = dialectOf(name);
  return findInSchemas(
    root,
    dialect,
    (node) => ignoredIn(node, '', dialect),
    () => undefined,
  );
}
