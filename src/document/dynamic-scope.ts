import { child, isObject, own, type Pointer, tokensOf } from '../model/index.js';
import { dynamicAnchorOf } from './identifiers.js';
import { createReach } from './reach.js';
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
  /** The file of each part of a schema that was met. */
  readonly #fileOf = new Map<Part, SourceFile>();
  readonly #anchors = new Map<string, AnchorName>();
  readonly #reach = createReach<Part>(
    (node) => this.#nextTo(node),
    (node) => (node instanceof AnchorName ? node.name : undefined),
  );

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
    if (scope.size === 0) return '';
    const names = [...this.#namesFrom(target)].filter((name) => scope.has(name)).sort();
    return names.map((name) => `${name}=${scope.get(name)?.file.uri}#${scope.get(name)?.pointer}`).join(' ');
  }

  /** What {@link keyOf} costs, in names that are looked at. */
  costOf(target: Target): number {
    return this.#namesFrom(target).size;
  }

  /** What a `$dynamicRef` leads to in this scope. */
  targetOf(found: FoundReference, file: SourceFile, scope: Scope): Target {
    const target = this.#targets.of(found, file);
    const bound = scope.get(dynamicNameOf(found, target) ?? '');
    return bound ? this.#targets.at(bound.pointer, bound.file) : target;
  }

  /** The names of the dynamic anchors that matter to a schema and to all that it refers to. */
  #namesFrom({ written, node }: Target): ReadonlySet<string> {
    if (typeof node !== 'object' || node === null) return NO_NAMES;
    this.#fileOf.set(node, written.file);
    return this.#reach(node);
  }

  /** What is below a part of a schema, what it refers to, and every anchor that a dynamic reference may mean. */
  #nextTo(node: Part): Part[] {
    if (node instanceof AnchorName) return this.#lead(this.#anchorsNamed(node.name));
    const file = this.#fileOf.get(node);
    if (!file) return [];
    const found: Part[] = [];
    for (const value of Object.values(node)) {
      if (typeof value !== 'object' || value === null) continue;
      this.#fileOf.set(value, file);
      found.push(value);
    }
    if (!isObject(node)) return found;
    for (const reference of this.#targets.heldBy(node)) {
      if (reference.kind !== 'part') continue;
      const target = this.#targets.of(reference, file);
      for (const each of this.#lead([target])) found.push(each);
      const name = isDynamic(reference) ? dynamicNameOf(reference, target) : undefined;
      if (name !== undefined) found.push(this.#anchorOf(name));
    }
    return found;
  }

  #lead(targets: readonly Target[]): Part[] {
    return targets.flatMap(({ node, written }) => {
      if (typeof node !== 'object' || node === null) return [];
      this.#fileOf.set(node, written.file);
      return [node];
    });
  }

  #anchorOf(name: string): AnchorName {
    const anchor = this.#anchors.get(name) ?? new AnchorName(name);
    this.#anchors.set(name, anchor);
    return anchor;
  }

  #anchorsNamed(name: string): Target[] {
    return this.#files.flatMap((file) =>
      [...(file.identifiers?.resources.values() ?? [])].flatMap(({ dynamicAnchors }) =>
        (dynamicAnchors.get(name) ?? []).map((pointer) => this.#targets.at(pointer, file)),
      ),
    );
  }
}

/** All dynamic anchors of one name, as a node between those that mean any of them and the anchors. */
class AnchorName {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

type Part = object;

const NO_NAMES: ReadonlySet<string> = new Set();

function isDynamic({ key }: FoundReference): boolean {
  return key === '$dynamicRef';
}

/** The anchor's name, where the reference is dynamic: its target has a dynamic anchor of that name. */
function dynamicNameOf({ reference }: FoundReference, { node }: Target): string | undefined {
  const name = splitReference(reference)[1].slice(1);
  return isObject(node) && own(node, '$dynamicAnchor') === name ? name : undefined;
}
