import { child, isObject, type JsonObject, type JsonValue, own, type Pointer, tokensOf } from '../model/index.js';
import { dynamicAnchorOf } from './identifiers.js';
import type { FilePlace, SourceFile, Target, Targets } from './targets.js';
import { splitReference } from './uri.js';
import type { FoundReference } from './walk.js';

/** Where the dynamic anchors lead that were met on the way to a schema, the outermost of each name. */
export type Scope = ReadonlyMap<string, FilePlace>;

/** The scope of what was not reached through any schema. */
export const NO_SCOPE: Scope = new Map();

/**
 * Works out where each `$dynamicRef` leads (JSON Schema 2020-12 §8.2.3.2). That depends on the way on which its schema
 * is reached, and there are as many ways as there are anchors to meet: so a schema is copied once for each scope that
 * makes a difference to it, and in each copy the reference is an ordinary one.
 */
export class DynamicScopes {
  /** Whether there is any `$dynamicRef` at all. */
  readonly isUsed: boolean;
  readonly #files: readonly SourceFile[];
  readonly #targets: Targets;
  /** The names that matter to a schema, by its place. */
  readonly #names = new Map<string, ReadonlySet<string>>();

  constructor(files: readonly SourceFile[], targets: Targets) {
    this.#files = files;
    this.#targets = targets;
    this.isUsed = files.some(({ identifiers, references }) => identifiers && references.some(isDynamic));
  }

  /** The scope within the resource of a place. */
  enter(scope: Scope, { file, pointer }: FilePlace): Scope {
    const resource = file.identifiers?.at(pointer);
    let entered: Map<string, FilePlace> | undefined;
    for (const name of new Set([
      ...(resource?.dynamicAnchors.keys() ?? []),
      ...(resource?.root?.dynamicAnchors.keys() ?? []),
    ])) {
      if (!resource || (entered ?? scope).has(name)) continue;
      const anchor = dynamicAnchorOf(resource, name);
      if (anchor === undefined) continue;
      entered ??= new Map(scope);
      entered.set(name, { file, pointer: anchor });
    }
    return entered ?? scope;
  }

  /** The scope of a place that is reached from the top of its file, schema by schema. */
  inPlace({ file, pointer }: FilePlace): Scope {
    let here: Pointer = '';
    let scope = NO_SCOPE;
    for (const token of tokensOf(pointer)) {
      here = child(here, token);
      if (file.identifiers?.resources.has(here)) scope = this.enter(scope, { file, pointer: here });
    }
    return scope;
  }

  /** What of a scope makes a difference to a schema, as a key; empty where nothing does. */
  keyOf(scope: Scope, target: Target): string {
    const names = [...this.#namesFrom(target)].filter((name) => scope.has(name)).sort();
    return names.map((name) => `${name}=${scope.get(name)?.file.uri}#${scope.get(name)?.pointer}`).join(' ');
  }

  /** What a `$dynamicRef` leads to in this scope. */
  targetOf(found: FoundReference, file: SourceFile, scope: Scope): Target {
    const target = this.#targets.of(found, file);
    const bound = scope.get(dynamicNameOf(found, target) ?? '');
    return bound ? this.#targets.at(bound.pointer, bound.file) : target;
  }

  /** The names of the dynamic anchors that matter to a schema and to all that it refers to. */
  #namesFrom({ written, node }: Target): ReadonlySet<string> {
    const key = `${written.file.uri}#${written.pointer}`;
    const known = this.#names.get(key);
    if (known) return known;
    const names = new Set<string>();
    const seen = new Set<JsonValue>();
    const open: { node: JsonValue | undefined; file: SourceFile }[] = [{ node, file: written.file }];
    for (let next = open.pop(); next; next = open.pop()) {
      const { file } = next;
      if (typeof next.node !== 'object' || next.node === null || seen.has(next.node)) continue;
      seen.add(next.node);
      if (isObject(next.node))
        for (const target of this.#leadingFrom(next.node, file, names))
          open.push({ node: target.node, file: target.written.file });
      for (const value of Object.values(next.node)) open.push({ node: value, file });
    }
    this.#names.set(key, names);
    return names;
  }

  #leadingFrom(node: JsonObject, file: SourceFile, names: Set<string>): Target[] {
    return this.#targets.heldBy(node).flatMap((found) => {
      if (found.kind !== 'part') return [];
      const target = this.#targets.of(found, file);
      const name = isDynamic(found) ? dynamicNameOf(found, target) : undefined;
      if (name === undefined || names.has(name)) return [target];
      names.add(name);
      return [target, ...this.#anchorsNamed(name)];
    });
  }

  #anchorsNamed(name: string): Target[] {
    return this.#files.flatMap((file) =>
      [...(file.identifiers?.resources.values() ?? [])].flatMap(({ dynamicAnchors }) =>
        (dynamicAnchors.get(name) ?? []).map((pointer) => this.#targets.at(pointer, file)),
      ),
    );
  }
}

function isDynamic({ key }: FoundReference): boolean {
  return key === '$dynamicRef';
}

/** The anchor's name, where the reference is dynamic: its target has a dynamic anchor of that name. */
function dynamicNameOf({ reference }: FoundReference, { node }: Target): string | undefined {
  const name = splitReference(reference)[1].slice(1);
  return isObject(node) && own(node, '$dynamicAnchor') === name ? name : undefined;
}
