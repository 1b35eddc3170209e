import { isObject, type JsonValue, setMember, tokensOf } from '../model/index.js';
import { pointerOfReference, splitReference } from './uri.js';

/** Files that references name and that are not there, for a reading that goes on without them. */
export class MissingFiles {
  readonly #contents = new Map<string, Record<string, JsonValue>>();

  has(uri: string): boolean {
    return this.#contents.has(uri);
  }

  uris(): string[] {
    return [...this.#contents.keys()];
  }

  /** What the file counts as: an empty object at each place of it that a reference has named so far. */
  add(uri: string, reference: string): JsonValue {
    const content = this.#contents.get(uri) ?? {};
    this.#contents.set(uri, content);
    const [, fragment] = splitReference(reference);
    let here = content;
    for (const token of tokensOf(pointerOfReference(fragment))) {
      const known = Object.hasOwn(here, token) ? here[token] : undefined;
      const below: Record<string, JsonValue> = {};
      if (isObject(known)) Object.assign(below, known);
      setMember(here, token, below);
      here = below;
    }
    return content;
  }
}
