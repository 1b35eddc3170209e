import type { Contract } from '../../contract/index.js';
import { child, isObject, type JsonObject, own, type Pointer } from '../../model/index.js';

/** A schema under `components` that describes objects. */
export interface DocumentedSchema {
  /** `#/components/schemas/pet` */
  readonly reference: string;
  readonly pointer: Pointer;
  /** The members that it names. */
  readonly names: ReadonlySet<string>;
}

/** The schemas under `components`: what is seen in a new place may be described already. */
export interface DocumentedSchemas {
  /**
   * The schemas that describe a value, all its members included.
   * @param before only these; undefined for all
   */
  narrow(before: readonly DocumentedSchema[] | undefined, value: JsonObject): readonly DocumentedSchema[];
}

/** Names that need no escape in a reference. */
const PLAIN = /^[\w.-]+$/;

/** The schemas of this document. */
export function documentedSchemas({ document, schemas }: Contract): DocumentedSchemas {
  let byName: ReadonlyMap<string, readonly DocumentedSchema[]> | undefined;
  const fits = ({ pointer, names }: DocumentedSchema, value: JsonObject, members: readonly string[]): boolean =>
    members.every((name) => names.has(name)) && schemas.isValid(pointer, 'response', value) === true;
  return {
    narrow(before, value) {
      const members = Object.keys(value);
      const [first] = members;
      if (first === undefined) return before ?? [];
      byName ??= indexOf(document.root, schemas);
      const candidates = before ?? byName.get(first) ?? [];
      return candidates.filter((candidate) => fits(candidate, value, members));
    },
  };
}

/** The schema to refer to for objects with these members: the one that names the fewest others. */
export function bestOf(
  candidates: readonly DocumentedSchema[],
  members: readonly string[],
): DocumentedSchema | undefined {
  let best: DocumentedSchema | undefined;
  for (const candidate of candidates) {
    // One member in common, such as `id`, does not make two objects alike.
    if (members.length < 2 && candidate.names.size > members.length) continue;
    if (!best || candidate.names.size < best.names.size) best = candidate;
  }
  return best;
}

function indexOf(root: JsonObject, { shapes }: Contract['schemas']): Map<string, DocumentedSchema[]> {
  const index = new Map<string, DocumentedSchema[]>();
  const components = own(root, 'components');
  const all = isObject(components) ? own(components, 'schemas') : undefined;
  for (const key of isObject(all) ? Object.keys(all) : []) {
    const pointer = child('/components/schemas', key);
    const names = new Set<string>();
    for (const { node } of shapes.of(pointer)?.schemas ?? []) {
      const properties = isObject(node) ? own(node, 'properties') : undefined;
      if (isObject(properties)) for (const name of Object.keys(properties)) names.add(name);
    }
    if (!PLAIN.test(key)) continue;
    for (const name of names) {
      const list = index.get(name) ?? [];
      list.push({ reference: `#${pointer}`, pointer, names });
      index.set(name, list);
    }
  }
  return index;
}
