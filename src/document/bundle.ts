import {
  at,
  child,
  isObject,
  type JsonObject,
  type JsonValue,
  type Pointer,
  setMember,
  writeJson,
} from '../model/index.js';
import type { Origin } from './document.js';
import { createDrafts, type Drafts } from './drafts.js';
import { Homes, sectionOf } from './homes.js';
import { circular, noPayloadAt, notAPart, nothingAt, tooMany } from './reference-errors.js';
import { createLookup } from './references.js';
import { ScopedCopies } from './scoped-copies.js';
import { createTargets, type FilePlace, MAX_HOPS, type SourceFile, type Target, type Targets } from './targets.js';
import { pointerOfReference, relativeUri, resolveUri, splitReference } from './uri.js';
import type { FoundReference } from './walk.js';

/** More than any honest description replaces; one that multiplies itself by references is refused. */
const MAX_REPLACED = 200_000;

/** What names a schema: of no use where all references are pointers. */
const IDENTIFIERS = new Set(['$id', '$anchor', '$dynamicAnchor']);

/** One self-contained root, and where its parts were written. */
export interface Bundle {
  readonly root: JsonValue;
  /** By pointer in the root; empty where everything is in the root's file. */
  readonly origins: ReadonlyMap<Pointer, Origin>;
}

/** The files that a description refers to, by URI. */
export interface BundleFiles {
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** The targets of `externalValue`. */
  readonly payloads: ReadonlyMap<string, JsonValue>;
  /** The targets of a `$ref` in the place of an example's value. */
  readonly data: ReadonlyMap<string, JsonValue>;
}

/**
 * Makes one self-contained root of a description in several files: what another file holds moves to `components`,
 * payloads of `externalValue` to `value`.
 * A component that is nothing but a reference to a file gives that file its name, so
 * `components.schemas.user: {$ref: schemas/user.yaml}` ends as `#/components/schemas/user`.
 *
 * References in places where OpenAPI has no Reference Object (operations, path items, whole maps and lists, an
 * example's value) are replaced by what they lead to, in one file too: who reads the root meets none. Fields beside
 * such a `$ref` stay. Where they conflict with the target's, which OpenAPI 3.1 §4.8.9 leaves undefined for path items,
 * the field beside the `$ref` is the one that counts: it is the nearer one. Only a path item that a callback within
 * itself refers to keeps its `$ref` there.
 *
 * References by `$id`, `$anchor` and `$dynamicAnchor` become pointers too, and these identifiers are left out: without
 * them, the pointers mean the same to any reader. A schema with a `$dynamicRef` in it is copied for each meaning that
 * it has.
 *
 * A description in one file that needs none of this comes back as it is.
 * @throws InputError `unresolvable-ref` with the place of the reference
 */
export function bundle(root: SourceFile, files: BundleFiles): Bundle {
  const leadsSomewhere = createLookup(root.content);
  const isWhole =
    !root.identifiers?.schemas.size &&
    root.references.every(
      ({ reference, kind }) => kind === 'part' && reference.startsWith('#') && leadsSomewhere(reference),
    );
  if (isWhole) return { root: root.content, origins: new Map() };
  const bundler = new Bundler(root, files);
  return { root: bundler.run(), origins: bundler.origins };
}

class Bundler {
  readonly origins = new Map<Pointer, Origin>();
  readonly #root: SourceFile;
  readonly #files: BundleFiles;
  readonly #targets: Targets;
  readonly #homes: Homes;
  readonly #copies: ScopedCopies;
  readonly #unknownTo: Drafts;
  /** The way in the bundle to what is being copied. */
  readonly #path: (string | number)[] = [];
  /** The objects that are being put in the place of a reference, the innermost last. */
  readonly #open: JsonValue[] = [];
  #replaced = 0;

  constructor(root: SourceFile, files: BundleFiles) {
    this.#root = root;
    this.#files = files;
    const sources = new Map([[root.uri, root], ...files.sources]);
    this.#targets = createTargets(sources);
    this.#homes = new Homes(root, this.#targets);
    this.#copies = new ScopedCopies(root, [...sources.values()], this.#targets, this.#homes);
    this.#unknownTo = createDrafts(sources);
  }

  run(): JsonValue {
    const bundled = this.#copy(this.#root.content, this.#root);
    if (!isObject(bundled)) return bundled;
    const components: Record<string, JsonValue | undefined> = {
      ...(isObject(bundled.components) ? bundled.components : {}),
    };
    // Copying a part may give a home to further parts, which join the end of their section: a Map shows them to this
    // loop.
    const written = new Map<string, Record<string, JsonValue>>();
    for (let grew = true; grew; ) {
      grew = false;
      for (const [section, parts] of this.#homes.sections) {
        const into = written.get(section) ?? {};
        written.set(section, into);
        for (const [name, target] of parts) {
          if (Object.hasOwn(into, name)) continue;
          setMember(into, name, this.#copyPart(section, name, target));
          grew = true;
        }
      }
    }
    for (const [section, parts] of written) {
      const before = components[section];
      components[section] = { ...(isObject(before) ? before : {}), ...parts };
    }
    return Object.keys(components).length === 0 ? bundled : { ...bundled, components };
  }

  #copyPart(section: string, name: string, { node, pointer, file, written }: Target): JsonValue {
    if (node === undefined) throw nothingAt(`#${pointer}`, { source: file.source });
    this.#path.push('components', section, name);
    this.#setOrigin(written);
    const copy = this.#copies.inPart(this.#here(), written, () => this.#copy(node, written.file));
    this.#path.length -= 3;
    return copy;
  }

  #copy(node: JsonValue, file: SourceFile): JsonValue {
    if (Array.isArray(node)) return node.map((item, index) => this.#below(index, () => this.#copy(item, file)));
    if (!isObject(node)) return node;
    const references = this.#targets.heldBy(node);
    const found = references.find(({ key }) => key === '$ref');
    if (found?.kind === 'structure') return this.#replace(found, file, node);
    if (found?.kind === 'payload') return this.#dataOf(found, file);
    const resource = file.identifiers?.schemas.get(node);
    if (!resource) return this.#copyMembers(node, file, references);
    const unknown = this.#unknownTo(resource.dialect);
    return this.#copies.inResource({ file, pointer: resource.pointer }, () =>
      this.#copyMembers(node, file, references, (name) => IDENTIFIERS.has(name) || unknown.has(name)),
    );
  }

  #copyMembers(
    node: JsonObject,
    file: SourceFile,
    references: readonly FoundReference[],
    isLeftOut = (_: string): boolean => false,
  ): Record<string, JsonValue> {
    const copy: Record<string, JsonValue> = {};
    for (const [name, value] of Object.entries(node)) {
      if (value === undefined || isLeftOut(name)) continue;
      const found = references.find(({ key }) => key === name);
      if (!found)
        setMember(
          copy,
          name,
          this.#below(name, () => this.#copy(value, file)),
        );
      else if (name === 'externalValue') this.#embed(copy, node, found.reference, file);
      else if (name !== '$dynamicRef') setMember(copy, name, this.#rewrite(found, file));
    }
    const dynamic = references.find(({ key }) => key === '$dynamicRef');
    if (dynamic && !isLeftOut('$dynamicRef')) this.#addDynamic(copy, dynamic, file);
    return copy;
  }

  /** A `$dynamicRef` as a further reference beside what a schema says already. */
  #addDynamic(copy: Record<string, JsonValue>, found: FoundReference, file: SourceFile): void {
    const $ref = this.#rewrite(found, file);
    // The check of the whole says that it leads nowhere.
    if (this.#targets.of(found, file).node === undefined) copy.$dynamicRef = $ref;
    else if (copy.$ref === undefined) copy.$ref = $ref;
    else copy.allOf = [...(Array.isArray(copy.allOf) ? copy.allOf : []), { $ref }];
  }

  /** The target of a reference, with the fields beside the reference. */
  #replace(found: FoundReference, file: SourceFile, holder: JsonObject): JsonValue {
    const { reference, pointer } = found;
    const target = this.#targets.of(found, file);
    const { node, written } = target;
    const place = { source: file.source, pointer };
    if (node === undefined) throw nothingAt(reference, place);
    if (typeof node !== 'object' || node === null) throw notAPart(reference, place);
    const { $ref: _, ...fields } = holder;
    const siblings = this.#copyMembers(fields, file, []);
    if (this.#open.includes(node)) {
      if (found.under !== 'paths') throw circular(reference, place);
      return { ...siblings, $ref: this.#rewrite(found, file) };
    }
    this.#replaced += 1;
    if (this.#replaced > MAX_REPLACED) throw tooMany(place);
    this.#setOrigin(written);
    this.#open.push(node);
    const content = this.#contentOf(node, found, written.file);
    this.#open.pop();
    if (!isObject(content)) return content;
    for (const name of Object.keys(siblings))
      this.#below(name, () => this.#setOrigin({ file, pointer: child(pointer, name) }));
    return { ...content, ...siblings };
  }

  /** A copy of what replaces a reference: it may be a further one. */
  #contentOf(node: JsonValue, { under, isMap }: FoundReference, file: SourceFile): JsonValue {
    const further = isObject(node) ? this.#targets.heldBy(node).find(({ key }) => key === '$ref') : undefined;
    return further && isObject(node) ? this.#replace({ ...further, under, isMap }, file, node) : this.#copy(node, file);
  }

  /** The target of a reference in the place of an example's value. It is data, in which no reference is followed. */
  #dataOf(found: FoundReference, file: SourceFile, hops = 0): JsonValue {
    const { reference, pointer } = found;
    const place = { source: file.source, pointer };
    const [path] = splitReference(reference);
    const uri = path === '' ? file.uri : resolveUri(file.uri, path);
    const inFile = path === '' ? undefined : this.#files.data.get(uri);
    const target = inFile === undefined ? this.#targets.of(found, file) : undefined;
    const node = target ? target.node : at(inFile, pointerOfReference(reference));
    if (node === undefined) throw noPayloadAt(reference, place);
    this.origins.set(this.#here(), target ? originAt(target.written) : { uri, pointer: pointerOfReference(reference) });
    const further = target && isObject(node) ? this.#targets.heldBy(node)[0] : undefined;
    if (!target || further?.kind !== 'payload' || further.key !== '$ref') return node;
    if (hops > MAX_HOPS) throw circular(reference, place);
    return this.#dataOf(further, target.written.file, hops + 1);
  }

  /** A file beside a `dataValue` is the same in the form in which it is sent (OpenAPI 3.2 §4.19). */
  #embed(copy: Record<string, JsonValue>, example: JsonObject, reference: string, file: SourceFile): void {
    const uri = resolveUri(file.uri, reference);
    const payload = this.#files.payloads.get(uri);
    if (payload === undefined) copy.externalValue = relativeUri(this.#root.uri, uri);
    else if (example.dataValue === undefined) copy.value = payload;
    else copy.serializedValue = typeof payload === 'string' ? payload : writeJson(payload);
  }

  #rewrite(found: FoundReference, file: SourceFile): string {
    const target = this.#copies.targetOf(found, file);
    // What leads nowhere in the root keeps its words: the check of the whole says so with its place.
    if (target.file === file && file === this.#root && target.node === undefined) return found.reference;
    const copy = target.node === undefined ? undefined : this.#copies.copyOf(target, found);
    if (copy !== undefined) return `#${encodeURI(copy)}`;
    if (target.file === this.#root) return `#${encodeURI(target.pointer)}`;
    return `#${encodeURI(this.#homes.of(this.#pastAliases(target, found.under), found.under))}`;
  }

  /**
   * A part that is nothing but a further reference would lose its kind: only the keyword above the first one shows it.
   */
  #pastAliases(target: Target, under: string): Target {
    let here = target;
    for (let hop = 0; hop < MAX_HOPS && sectionOf(under) !== 'schemas' && isObject(here.node); hop += 1) {
      const [found] = this.#targets.heldBy(here.node);
      if (found?.kind !== 'part' || found.key !== '$ref' || Object.keys(here.node).length > 1) break;
      const next = this.#targets.of(found, here.written.file);
      if (next.file === this.#root || next.node === undefined) break;
      here = next;
    }
    return here;
  }

  #below<Result>(token: string | number, work: () => Result): Result {
    this.#path.push(token);
    const result = work();
    this.#path.pop();
    return result;
  }

  #here(): Pointer {
    return this.#path.reduce<Pointer>(child, '');
  }

  /** Remembers where the part at which the copying is was written. */
  #setOrigin(written: FilePlace): void {
    this.origins.set(this.#here(), originAt(written));
  }
}

function originAt({ file, pointer }: FilePlace): Origin {
  return { uri: file.uri, pointer };
}
