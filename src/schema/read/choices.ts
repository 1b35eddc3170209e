import { own, type Pointer } from '../../model/index.js';
import { discriminatorOf, namesOfBranch, type Resolve } from './discriminator.js';
import { type NormalSchema, placeOfKeyword } from './normal.js';
import { listUnder, mapUnder, type SchemaPlace, schemaUnder } from './place.js';

/** A `oneOf` or `anyOf`. */
export interface SchemaAlternatives {
  readonly kind: 'oneOf' | 'anyOf';
  readonly pointer: Pointer;
  readonly branches: readonly SchemaPlace[];
  /** The list in the document: the same object for the same alternatives. */
  readonly list: object;
  /** The property whose value names the branch (OpenAPI 3.1 §4.8.25). */
  readonly discriminator: string | undefined;
  /** The values that name each branch; empty where it has no name. */
  readonly names: readonly (readonly string[])[];
}

/** The alternatives of a schema. */
export function alternativesIn(schema: NormalSchema, resolve: Resolve): SchemaAlternatives[] {
  const discriminator = discriminatorOf(schema.node);
  return (['oneOf', 'anyOf'] as const).flatMap((kind) => {
    const list = own(schema.keywords, kind);
    if (!Array.isArray(list) || list.length === 0) return [];
    const names = list.map((branch) => (discriminator ? namesOfBranch(branch, discriminator, resolve) : []));
    const branches = listUnder(schema, kind);
    const pointer = placeOfKeyword(schema, kind);
    return [{ kind, pointer, branches, list, discriminator: discriminator?.property, names }];
  });
}

/** An `if` with its `then` and `else`, or a `dependentSchemas`. */
export interface SchemaCondition {
  readonly kind: 'if' | 'dependentSchemas';
  readonly pointer: Pointer;
  /** The condition in the document: the same object for the same condition. */
  readonly list: object;
  /** Any one of these sets of further schemas may hold. The first is that of a condition that holds. */
  readonly outcomes: readonly (readonly SchemaPlace[])[];
}

/** The conditions of a schema. An `if` without `then` and `else` decides nothing. */
export function conditionsIn(schema: NormalSchema): SchemaCondition[] {
  const { keywords } = schema;
  const conditions: SchemaCondition[] = [];
  const test = schemaUnder(schema, 'if');
  if (test && typeof test.schema === 'object' && test.schema !== null && decidesSomething(schema)) {
    const outcome = (keyword: 'then' | 'else') => schemaUnder(schema, keyword) ?? ANYTHING;
    conditions.push({
      kind: 'if',
      pointer: placeOfKeyword(schema, 'if'),
      list: test.schema,
      outcomes: [[test, outcome('then')], [outcome('else')]],
    });
  }
  const dependent = own(keywords, 'dependentSchemas');
  if (typeof dependent === 'object' && dependent !== null && !Array.isArray(dependent)) {
    const all = mapUnder(schema, 'dependentSchemas').map(([, place]) => place);
    const pointer = placeOfKeyword(schema, 'dependentSchemas');
    conditions.push({ kind: 'dependentSchemas', pointer, list: dependent, outcomes: [all, []] });
  }
  return conditions;
}

/** Whether a schema has an `if` whose outcome says anything. */
export function decidesSomething({ keywords }: NormalSchema): boolean {
  return own(keywords, 'if') !== undefined && (keywords.then !== undefined || keywords.else !== undefined);
}

const ANYTHING: SchemaPlace = { schema: true, pointer: undefined };
