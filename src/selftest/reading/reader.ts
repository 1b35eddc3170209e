import { child, isObject, type JsonObject, type JsonValue, type Pointer, writeJson } from '../../model/index.js';
import type { BrokenRule } from './outcome.js';
import { read } from './read.js';
import { familyOf, itemSchemas, memberSchemas, type Scope } from './schema.js';

/** The remarks that should be made about a value, as far as that is certain. */
export interface Reading {
  readonly broken: readonly BrokenRule[];
  readonly unsure: boolean;
}

/** Reads a whole value. In a body, members that no schema names count too. */
export function readValue(scope: Scope, schema: JsonValue, value: JsonValue, isBody: boolean): Reading {
  const family = familyOf(scope, [schema]);
  const { broken, unsure } = read(
    { scope, value, location: '', family, depth: 0, open: { location: '', schemas: [] }, read },
    schema,
  );
  const told = withoutEchoes(broken);
  return { broken: isBody ? [...told, ...undocumented(scope, family, value, '')] : told, unsure };
}

/**
 * Each fault is reported once: not by `enum`, `const` or `format` if the type is wrong, nor by a number's format where
 * its bounds say the same.
 */
function withoutEchoes(broken: readonly BrokenRule[]): BrokenRule[] {
  const at = (...keywords: string[]): Set<Pointer> =>
    new Set(broken.filter(({ keyword }) => keywords.includes(keyword)).map(({ location }) => location));
  const wrongType = at('type');
  const outOfBounds = at('minimum', 'maximum');
  const seen = new Set<string>();
  return broken.filter(({ location, keyword, demand }) => {
    if (wrongType.has(location) && ['enum', 'const', 'format'].includes(keyword)) return false;
    if (keyword === 'format' && outOfBounds.has(location)) return false;
    const key = writeJson([location, keyword, demand]);
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Members that no schema names, in objects that name some and neither welcome nor forbid others. */
function undocumented(scope: Scope, family: readonly JsonObject[], value: JsonValue, location: Pointer): BrokenRule[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => {
      const below = itemSchemas(family, index);
      return below.length === 0 ? [] : undocumented(scope, familyOf(scope, below), item, child(location, index));
    });
  if (!isObject(value)) return [];
  const found: BrokenRule[] = [];
  for (const [name, member] of Object.entries(value)) {
    const below = memberSchemas(family, name);
    if (below.length > 0 && member !== undefined)
      for (const each of undocumented(scope, familyOf(scope, below), member, child(location, name))) found.push(each);
    else if (isUndocumented(family, name))
      found.push({ location: child(location, name), keyword: 'undocumented-property', demand: '' });
  }
  return found;
}

function isUndocumented(family: readonly JsonObject[], name: string): boolean {
  const others = family.flatMap((schema) => [schema.additionalProperties, schema.unevaluatedProperties]);
  return (
    !name.includes('@odata.') &&
    family.some(({ properties }) => isObject(properties)) &&
    others.every((other) => other === undefined)
  );
}
