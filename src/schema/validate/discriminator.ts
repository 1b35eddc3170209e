import { type JsonObject, type JsonValue, own } from '../../model/index.js';
import type { SchemaDialect } from '../dialects/dialect.js';
import { defaultBranchOf, discriminatorOf, namesOfBranch, type Resolve } from '../read/discriminator.js';

/** The keywords of a schema on their way to the validator, changed in place. */
export type Members = Record<string, JsonValue>;

/**
 * A `oneOf` or `anyOf` with a `discriminator` is decided by it: the branch that the value names is the one that must
 * hold (OpenAPI 3.1 §4.8.25). A value that names no branch is reported at the discriminating property; a value without
 * it is judged by the plain keyword. A branch without a name leaves the keyword as it is. Where a `defaultMapping`
 * names a branch, that is the one for all objects that name none (OpenAPI 3.2 §4.25).
 * @param members the converted schema, changed in place
 * @param node as the document writes it
 * @param mark tells where a schema made here comes from
 * @param resolve what references lead to
 * @param plain the keyword for values that have no discriminating member
 */
export function applyDiscriminator(
  members: Members,
  node: JsonObject,
  mark: (schema: object) => void,
  resolve: Resolve,
  plain: (keyword: 'oneOf' | 'anyOf', branches: JsonValue) => JsonObject,
  dialect: SchemaDialect,
): void {
  const discriminator = discriminatorOf(node, dialect);
  if (!discriminator) return;
  const { property } = discriminator;
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    const branches = members[keyword];
    const written = own(node, keyword);
    if (!Array.isArray(branches) || !Array.isArray(written)) continue;
    const names = written.map((branch) => namesOfBranch(branch, discriminator, resolve));
    if (names.length === 0 || names.some((list) => list.length === 0)) continue;
    const known: Members = { enum: names.flat() };
    mark(known);
    const is = (values: readonly string[]): JsonObject => ({
      type: 'object',
      required: [property],
      properties: { [property]: { enum: values } },
    });
    delete members[keyword];
    const rules: JsonValue[] = branches.map((branch, index) => ({ if: is(names[index] ?? []), then: branch }));
    const usual = defaultBranchOf(written, discriminator);
    rules.push(
      usual === undefined
        ? {
            if: { type: 'object', required: [property] },
            then: { properties: { [property]: known } },
            else: plain(keyword, branches),
          }
        : {
            if: { type: 'object' },
            then: { if: is(names.flat()), else: branches[written.indexOf(usual)] ?? true },
            else: plain(keyword, branches),
          },
    );
    members.allOf = [...(Array.isArray(members.allOf) ? members.allOf : []), ...rules];
  }
}
