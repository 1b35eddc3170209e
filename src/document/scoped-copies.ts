import type { Pointer } from '../model/index.js';
import { DynamicScopes, NO_SCOPE, type Scope } from './dynamic-scope.js';
import { type Homes, sectionOf } from './homes.js';
import { tooMany } from './reference-errors.js';
import type { FilePlace, SourceFile, Target, Targets } from './targets.js';
import type { FoundReference } from './walk.js';

/** More copies than any honest use of `$dynamicRef` needs. */
const MAX_COPIES = 5_000;

/** Steps that working out the scopes of a description may take, and so many more for each of its references. */
const STEPS = 1_000_000;
const STEPS_EACH = 20;

/** What a reference costs at least, in steps. */
const REFERENCE = 10;

/** Follows the dynamic scope while a description is copied, and gives a schema a copy where its scope matters. */
export class ScopedCopies {
  readonly #root: SourceFile;
  readonly #targets: Targets;
  readonly #homes: Homes;
  readonly #scopes: DynamicScopes;
  /** The scope of each copy that has one, by its pointer in the bundle. */
  readonly #ofCopies = new Map<Pointer, Scope>();
  #scope: Scope = NO_SCOPE;
  #left: number;

  constructor(root: SourceFile, files: readonly SourceFile[], targets: Targets, homes: Homes) {
    this.#root = root;
    this.#targets = targets;
    this.#homes = homes;
    this.#scopes = new DynamicScopes(files, targets);
    this.#left = STEPS + STEPS_EACH * files.reduce((sum, { references }) => sum + references.length, 0);
  }

  /** Copies a part that is not reached through the one around it. @param home its pointer in the bundle */
  inPart<Result>(home: Pointer, written: FilePlace, work: () => Result): Result {
    return this.#within(this.#ofCopies.get(home) ?? this.#scopes.enter(NO_SCOPE, written), work);
  }

  /** Copies a schema within the resource that it is in. */
  inResource<Result>(place: FilePlace, work: () => Result): Result {
    return this.#scopes.isUsed ? this.#within(this.#scopes.enter(this.#scope, place), work) : work();
  }

  /** What a reference leads to in the present scope. */
  targetOf(found: FoundReference, file: SourceFile): Target {
    return this.#scopes.isUsed && found.key === '$dynamicRef'
      ? this.#scopes.targetOf(found, file, this.#scope)
      : this.#targets.of(found, file);
  }

  /** The copy that a schema needs, where it has a `$dynamicRef` below it that means something else in this scope. */
  copyOf(target: Target, found: FoundReference): Pointer | undefined {
    if (!this.#scopes.isUsed || sectionOf(found.under) !== 'schemas') return undefined;
    this.#left -= REFERENCE + this.#scopes.costOf(target);
    if (this.#left < 0) throw tooMany({ source: target.file.source, pointer: found.pointer });
    const scope = this.#scopes.enter(this.#scope, target.written);
    const key = this.#scopes.keyOf(scope, target);
    const inPlace = target.file === this.#root ? this.#scopes.inPlace(target) : NO_SCOPE;
    if (key === this.#scopes.keyOf(inPlace, target)) return undefined;
    const { pointer, isNew } = this.#homes.ofVariant(target, found.under, key);
    if (isNew) this.#ofCopies.set(pointer, scope);
    if (this.#ofCopies.size > MAX_COPIES) throw tooMany({ source: target.file.source, pointer: found.pointer });
    return pointer;
  }

  #within<Result>(scope: Scope, work: () => Result): Result {
    const before = this.#scope;
    this.#scope = scope;
    const result = work();
    this.#scope = before;
    return result;
  }
}
