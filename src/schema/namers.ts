import { isObject, type Located, own } from '../model/index.js';

/** From so many schemas on, a list says which of them name a member: not each is looked at for each name. */
const MANY = 16;

/** Finds the schemas that may say something of a member, in their order. */
export function namersIn(schemas: readonly Located[]): (name: string) => readonly Located[] {
  if (schemas.length < MANY) return () => schemas;
  let index: NamersIndex | undefined;
  return (name) => {
    index ??= indexOf(schemas);
    const { named, patterned } = index;
    const places = [...new Set([...(named.get(name) ?? []), ...patterned])];
    return places.sort((a, b) => a - b).flatMap((at) => schemas[at] ?? []);
  };
}

/** Which schemas name a member, and which have patterns for names; by their places in the list. */
interface NamersIndex {
  readonly named: ReadonlyMap<string, readonly number[]>;
  readonly patterned: readonly number[];
}

function indexOf(schemas: readonly Located[]): NamersIndex {
  const named = new Map<string, number[]>();
  const patterned: number[] = [];
  for (const [at, { node }] of schemas.entries()) {
    if (isObject(own(node, 'patternProperties'))) patterned.push(at);
    const properties = own(node, 'properties');
    for (const name of isObject(properties) ? Object.keys(properties) : []) {
      const known = named.get(name);
      if (known) known.push(at);
      else named.set(name, [at]);
    }
  }
  return { named, patterned };
}
