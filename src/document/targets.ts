import {
  at,
  child,
  InputError,
  isObject,
  type JsonObject,
  type JsonValue,
  type Pointer,
  tokensOf,
} from '../model/index.js';
import type { Identifiers, Resource } from './identifiers.js';
import { pointerOfReference, resolveUri, splitReference } from './uri.js';
import type { FoundReference } from './walk.js';

/** One file of a description. */
export interface SourceFile {
  /** Absolute path or URL. */
  readonly uri: string;
  /** Its name in messages. */
  readonly source: string;
  readonly text: string;
  readonly content: JsonValue;
  readonly references: readonly FoundReference[];
  /** Absent where `$id` and the like are not keywords, as in OpenAPI 3.0. */
  readonly identifiers?: Identifiers;
}

/** A place in a file. */
export interface FilePlace {
  readonly file: SourceFile;
  readonly pointer: Pointer;
}

/**
 * Where a reference leads: a file and a pointer in it, as if references in the place of maps, lists, operations and the
 * like were already replaced by what they lead to. `node` is undefined where nothing is there.
 */
export interface Target extends FilePlace {
  readonly node: JsonValue | undefined;
  /** Where `node` itself is written. */
  readonly written: FilePlace;
}

/** Follows references through the files of a description. */
export interface Targets {
  /** The references that an object of a file holds. */
  heldBy(holder: JsonObject): readonly FoundReference[];
  /**
   * Where a reference leads: to a schema by its `$id`, to an anchor, or to a place in a file. A pointer is followed
   * through the references on its way, as tools that inline them do (RFC 6901 alone would stop there).
   * @param file in which the reference is written
   * @throws InputError `unresolvable-ref` where the file is not among the files
   */
  of(found: FoundReference, file: SourceFile): Target;
  /** The target of a pointer in a file, by the same rules. */
  at(pointer: Pointer, file: SourceFile): Target;
  /** The names of an object's members, and of those of the map that a reference in its place leads to. */
  membersOf(target: Target): string[];
}

/** References are followed so far; further ones lead back to themselves. */
export const MAX_HOPS = 64;

/** @param sources the files by URI */
export function createTargets(sources: ReadonlyMap<string, SourceFile>): Targets {
  const held = new Map<JsonObject, FoundReference[]>();
  for (const file of sources.values()) {
    for (const found of file.references) {
      const known = held.get(found.holder);
      if (known) known.push(found);
      else held.set(found.holder, [found]);
    }
  }
  const named = namedResources(sources.values());
  const known = new Map<SourceFile | Resource, Map<string, Target>>();
  const placeOf = (found: FoundReference, from: SourceFile): FilePlace => placeIn(sources, named, found, from);
  const heldBy = (holder: JsonObject): readonly FoundReference[] => held.get(holder) ?? [];

  const referenceIn = (node: JsonObject): FoundReference | undefined =>
    heldBy(node).find(({ key, kind }) => key === '$ref' && kind !== 'payload');

  const resolve = ({ file, pointer }: FilePlace, hops: number): Target => {
    let here: Target = { file, pointer: '', node: file.content, written: { file, pointer: '' } };
    for (const token of tokensOf(pointer)) here = memberOf(throughReferences(here, token, hops), token);
    return here;
  };

  const throughReferences = (start: Target, token: string, hops: number): Target => {
    let here = start;
    for (let hop = hops; hop < MAX_HOPS && isObject(here.node) && !Object.hasOwn(here.node, token); hop += 1) {
      const found = referenceIn(here.node);
      if (!found) return here;
      const target = resolve(placeOf(found, here.written.file), hop + 1);
      here = found.kind === 'structure' ? { ...target, file: here.file, pointer: here.pointer } : target;
    }
    return here;
  };

  const membersOf = (target: Target): string[] => {
    const names = new Set<string>();
    let here = target;
    for (let hop = 0; hop < MAX_HOPS && isObject(here.node); hop += 1) {
      const found = referenceIn(here.node);
      const isReplaced = found?.kind === 'structure';
      for (const name of Object.keys(here.node)) if (!(isReplaced && name === '$ref')) names.add(name);
      if (!isReplaced) break;
      here = resolve(placeOf(found, here.written.file), hop + 1);
    }
    return [...names];
  };
  return {
    heldBy,
    of(found, file) {
      if (found.kind === 'payload') return resolve(placeOf(found, file), 0);
      // A document may say the same reference a million times.
      const base = file.identifiers?.at(found.pointer) ?? file;
      const targets = known.get(base) ?? new Map<string, Target>();
      const target = targets.get(found.reference) ?? resolve(placeOf(found, file), 0);
      known.set(base, targets.set(found.reference, target));
      return target;
    },
    at: (pointer, file) => resolve({ file, pointer }, 0),
    membersOf,
  };
}

/** A schema resource and the file that it is in. */
export interface NamedResource {
  readonly file: SourceFile;
  readonly resource: Resource;
}

/** The schemas that have their own name, by that name. Of several with the same one the first counts. */
export function namedResources(files: Iterable<SourceFile>): Map<string, NamedResource> {
  const named = new Map<string, NamedResource>();
  for (const file of files) {
    for (const resource of file.identifiers?.resources.values() ?? []) {
      if (!resource.root && !named.has(resource.uri)) named.set(resource.uri, { file, resource });
    }
  }
  return named;
}

/**
 * The URIs that a reference may mean: relative to the nearest `$id` around it (JSON Schema 2020-12 §8.2.1), or, as many
 * documents have it, to the file in spite of it.
 */
export function urisOf(found: FoundReference, file: SourceFile): readonly string[] {
  const [path] = splitReference(found.reference);
  const base = found.kind === 'payload' ? undefined : file.identifiers?.at(found.pointer);
  const ofBase = uris.get(base ?? file) ?? new Map<string, readonly string[]>();
  const known = ofBase.get(path);
  if (known) return known;
  const resolved = [base?.uri ?? file.uri, file.uri].map((uri) => (path === '' ? uri : resolveUri(uri, path)));
  const different = [...new Set(resolved)];
  uris.set(base ?? file, ofBase.set(path, different));
  return different;
}

/** What is worked out once: a document may say the same reference a million times. */
const uris = new WeakMap<SourceFile | Resource, Map<string, readonly string[]>>();

/** @throws InputError `unresolvable-ref` where the file is not among the sources */
function placeIn(
  sources: ReadonlyMap<string, SourceFile>,
  named: ReadonlyMap<string, NamedResource>,
  found: FoundReference,
  from: SourceFile,
): FilePlace {
  const { reference } = found;
  const [path, fragment] = splitReference(reference);
  const around = from.identifiers?.at(found.pointer);
  if (path === '') {
    const anchor = around?.anchors.get(nameIn(fragment));
    return anchor === undefined ? placeBelow(from, around?.root ?? around, fragment) : { file: from, pointer: anchor };
  }
  for (const uri of urisOf(found, from)) {
    const { file = sources.get(uri), resource } = named.get(uri) ?? {};
    if (file) return placeBelow(file, resource ?? file.identifiers?.at(''), fragment);
  }
  throw new InputError('unresolvable-ref', `the reference ${reference} leads nowhere`, {
    place: { source: from.source },
    cure: 'Correct the reference, or create the file that it names.',
  });
}

/** What a fragment names in a resource: an anchor, or a place by its pointer. */
function placeBelow(file: SourceFile, resource: Resource | undefined, fragment: string): FilePlace {
  const anchor = resource?.anchors.get(nameIn(fragment));
  if (anchor !== undefined) return { file, pointer: anchor };
  const inFile = pointerOfReference(fragment);
  const pointer = `${resource?.pointer ?? ''}${inFile}`;
  // Many documents write pointers from the file's root, though an `$id` around them says otherwise.
  const isFromRoot = at(file.content, pointer) === undefined && at(file.content, inFile) !== undefined;
  return { file, pointer: isFromRoot ? inFile : pointer };
}

/** The name of an anchor in a fragment. */
function nameIn(fragment: string): string {
  const name = fragment.slice(1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function memberOf({ file, pointer, node, written }: Target, token: string): Target {
  let member: JsonValue | undefined;
  if (Array.isArray(node)) member = /^(0|[1-9]\d*)$/.test(token) ? node[Number(token)] : undefined;
  else if (isObject(node) && Object.hasOwn(node, token)) member = node[token];
  return {
    file,
    pointer: child(pointer, token),
    node: member,
    written: { file: written.file, pointer: child(written.pointer, token) },
  };
}
