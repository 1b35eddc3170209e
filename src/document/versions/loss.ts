import { child, type Pointer } from '../../model/index.js';
import { type ObjectKind, typeOf } from '../../model/openapi-objects.js';
import type { Members, Place } from './rebuild.js';

/** The versions of OpenAPI that documents can be written in. */
export const WRITTEN_VERSIONS = ['3.0', '3.1', '3.2'] as const;

/** One of them. */
export type WrittenVersion = (typeof WRITTEN_VERSIONS)[number];

/** What a document in another version of OpenAPI does not say, or says that it did not say before. */
export interface Loss {
  /** Its place in the document as it was before. */
  readonly pointer: Pointer;
  /** `itemSchema is left out: OpenAPI 3.1 has no such field` */
  readonly message: string;
}

/** Collects losses, each place once. What is inside a part that is left out goes without saying. */
export class Losses {
  readonly #found = new Map<string, Loss>();

  get all(): readonly Loss[] {
    const places = new Set([...this.#found.values()].map(({ pointer }) => pointer));
    const isInside = (pointer: Pointer): boolean => {
      for (let end = pointer.lastIndexOf('/'); end > 0; end = pointer.lastIndexOf('/', end - 1))
        if (places.has(pointer.slice(0, end))) return true;
      return false;
    };
    return [...this.#found.values()].filter(({ pointer }) => !isInside(pointer));
  }

  add(pointer: Pointer, message: string): void {
    const key = `${pointer} ${message}`;
    if (!this.#found.has(key)) this.#found.set(key, { pointer, message });
  }
}

/** The fields of an object that came with a minor version of OpenAPI 3, of those that it has. */
export function fieldsSince(kind: ObjectKind, members: Members, minor: number): string[] {
  const { fields } = typeOf(kind);
  // A schema of 3.0 has a `$ref` too, though not as a keyword among others.
  return Object.keys(members).filter(
    (name) => name !== '$ref' && members[name] !== undefined && fields.get(name)?.since === minor,
  );
}

/** Leaves out what a version has no field for, and names it. */
export function dropNewer(members: Members, place: Place, minor: number, losses: Losses): void {
  for (const name of fieldsSince(place.kind, members, minor)) {
    const pointer = child(place.pointer, name);
    if (name === 'additionalOperations' && typeof members[name] === 'object')
      for (const method of Object.keys(members[name] ?? {}))
        losses.add(
          child(pointer, method),
          `the operation ${method} is left out: OpenAPI 3.${minor - 1} has no such method`,
        );
    else if (name === 'query') losses.add(pointer, `the operation is left out: OpenAPI 3.${minor - 1} has no QUERY`);
    else losses.add(pointer, `${name} is left out: OpenAPI 3.${minor - 1} has no such field`);
    delete members[name];
  }
}

/** Names what a version has no field for, and the next one does: from there on it has a meaning. */
export function tellGained(members: Members, place: Place, minor: number, losses: Losses): void {
  for (const name of fieldsSince(place.kind, members, minor))
    losses.add(child(place.pointer, name), `${name} had no meaning in OpenAPI 3.${minor - 1}, and has one from now on`);
}
