import {
  child,
  InputError,
  isObject,
  type JsonObject,
  type JsonValue,
  type Pointer,
  tokensOf,
} from '../model/index.js';
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
   * Where a reference leads. A pointer is followed through the references on its way, as tools that inline them do (RFC
   * 6901 alone would stop there).
   * @param file in which the reference is written
   * @throws InputError `unresolvable-ref` where the file is not among the files
   */
  of(reference: string, file: SourceFile): Target;
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
      const target = resolve(placeOf(found.reference, here.written.file, sources), hop + 1);
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
      here = resolve(placeOf(found.reference, here.written.file, sources), hop + 1);
    }
    return [...names];
  };
  return {
    heldBy,
    of: (reference, file) => resolve(placeOf(reference, file, sources), 0),
    at: (pointer, file) => resolve({ file, pointer }, 0),
    membersOf,
  };
}

function placeOf(reference: string, from: SourceFile, sources: ReadonlyMap<string, SourceFile>): FilePlace {
  const [path] = splitReference(reference);
  const file = path === '' ? from : sources.get(resolveUri(from.uri, path));
  if (!file) {
    throw new InputError('unresolvable-ref', `the reference ${reference} leads nowhere`, {
      place: { source: from.source },
      cure: 'Correct the reference, or create the file that it names.',
    });
  }
  return { file, pointer: pointerOfReference(reference) };
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
