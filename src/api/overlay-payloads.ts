import { dirname, relative, resolve, sep } from 'node:path';
import type { AbsentExample, Document } from '../document/index.js';
import { parseText } from '../document/index.js';
import { nodeFiles } from '../io/index.js';
import {
  child,
  InputError,
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  type Pointer,
  setMember,
} from '../model/index.js';

/** An example that an overlay adds, and the file that it names. */
interface Named {
  readonly pointer: Pointer;
  readonly node: JsonObject;
  readonly reference: string;
}

/**
 * Reads the files of examples that overlays add by `externalValue`: relative to the document, as all of its references
 * are (OpenAPI 3.1 §4.8.19), and within its folder. One that cannot be read is left out, as those of a document are.
 * @param before the document without the overlays, whose own examples are read already
 */
export async function withPayloads(document: Document, before: Document): Promise<Document> {
  const [file] = document.files;
  const known = new Set(namedIn(before.root).map(({ pointer }) => pointer));
  const fresh = namedIn(document.root).filter(({ pointer }) => !known.has(pointer));
  if (file === undefined || fresh.length === 0) return document;
  const folder = dirname(file);
  const values = new Map<JsonObject, JsonValue>();
  const binaries = new Map(document.binaries);
  const files = [...document.files];
  const absent: AbsentExample[] = [...(document.absent ?? [])];
  for (const { pointer, node, reference } of fresh) {
    try {
      const path = await placeOf(folder, reference);
      const read = await payloadAt(path, reference);
      if (read instanceof Uint8Array) binaries.set(reference, read);
      else values.set(node, read);
      if (!files.includes(path)) files.push(path);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const cure = error.cure ?? 'Create the file, or correct the reference: until then the example counts as absent.';
      absent.push({ pointer, reference, problem: error.problem, cure, places: 1 });
    }
  }
  const { root } = document;
  return {
    ...document,
    root: (values.size === 0 ? root : embedded(root, values)) as Document['root'],
    binaries,
    files,
    ...(absent.length === 0 ? {} : { absent }),
  };
}

/** @throws InputError `refused-ref` for a place that is not within the folder, links included */
async function placeOf(folder: string, reference: string): Promise<string> {
  const refused = (): InputError =>
    new InputError('refused-ref', 'it does not lead to a file within the folder of the document', {
      cure: 'Write a path below that folder, such as mocks/lamp.json: until then the example counts as absent.',
    });
  if (/^(?:[a-z][a-z0-9+.-]*:|[\\/])/i.test(reference)) throw refused();
  const path = await nodeFiles.realPath(resolve(folder, decoded(reference)));
  const within = relative(await nodeFiles.realPath(folder), path);
  if (within.startsWith(`..${sep}`) || within === '..' || resolve(within) === within) throw refused();
  return path;
}

/** A reference is percent-encoded where the file's name has other characters (RFC 3986 §2.1). */
function decoded(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
}

async function payloadAt(path: string, reference: string): Promise<JsonValue | Uint8Array> {
  const bytes = await nodeFiles.read(path);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes;
  }
  return /\.json$/i.test(path) ? parseText(text, reference) : text;
}

/** The Example Objects that name a file and have no value. */
function namedIn(root: JsonValue): Named[] {
  const found: Named[] = [];
  const left: [pointer: Pointer, value: JsonValue | undefined][] = [['', root]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [pointer, value] = next;
    if (isObject(value)) {
      const reference = own(value, 'externalValue');
      if (typeof reference === 'string' && own(value, 'value') === undefined && isInExamples(pointer))
        found.push({ pointer, node: value, reference });
      else for (const name of Object.keys(value)) left.push([child(pointer, name), own(value, name)]);
    } else if (Array.isArray(value))
      for (const [index, item] of value.entries()) left.push([child(pointer, index), item]);
  }
  return found;
}

/** A map of Example Objects is called `examples`, also under `components`. */
function isInExamples(pointer: Pointer): boolean {
  return /\/examples\/[^/]*$/.test(pointer);
}

/** A copy in which these objects have their values. */
function embedded(value: JsonValue, values: ReadonlyMap<JsonObject, JsonValue>): JsonValue {
  if (Array.isArray(value)) {
    const items: JsonValue[] = value.map((item: JsonValue) => embedded(item, values));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isObject(value)) return value;
  const payload = values.get(value);
  if (payload !== undefined) {
    const { externalValue: _, ...others } = value;
    return { ...others, value: payload };
  }
  let copy: Record<string, JsonValue | undefined> | undefined;
  for (const name of Object.keys(value)) {
    const member = own(value, name);
    const after = member === undefined ? undefined : embedded(member, values);
    if (after === member) continue;
    copy ??= { ...value };
    setMember(copy, name, after);
  }
  return copy ?? value;
}
