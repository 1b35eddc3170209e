import type { JsonValue } from '../../model/index.js';
import { own } from '../../model/index.js';
import type { NormalSchema } from './normal.js';
import { TYPES, type TypeName } from './types.js';

/** The types that a schema admits, in the order of the document; undefined where it names none. */
export function typesIn({ keywords: { type } }: NormalSchema): TypeName[] | undefined {
  const written = Array.isArray(type) ? type : typeof type === 'string' ? [type] : undefined;
  return (
    written && TYPES.filter((name) => written.includes(name)).sort((a, b) => written.indexOf(a) - written.indexOf(b))
  );
}

/** The values to which a schema restricts a place. */
export interface Restriction {
  readonly keyword: 'enum' | 'const';
  readonly values: readonly JsonValue[];
}

/** The enumeration and the constant of a schema. */
export function restrictionsIn({ keywords }: NormalSchema): readonly Restriction[] {
  const restrictions: Restriction[] = [];
  const listed = own(keywords, 'enum');
  if (Array.isArray(listed)) restrictions.push({ keyword: 'enum', values: listed });
  if (keywords.const !== undefined) restrictions.push({ keyword: 'const', values: [keywords.const] });
  return restrictions;
}

/** The values that a schema shows: its examples and its default. */
export function samplesIn({ keywords }: NormalSchema): {
  examples: readonly JsonValue[];
  defaults: readonly JsonValue[];
} {
  const { example, examples } = keywords;
  return {
    examples: [...(example === undefined ? [] : [example]), ...(Array.isArray(examples) ? examples : [])],
    defaults: keywords.default === undefined ? [] : [keywords.default],
  };
}
