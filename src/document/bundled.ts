import { InputError, isObject, isTooDeep, type JsonValue, type Pointer } from '../model/index.js';
import { targetOf } from '../schema/index.js';
import { assertOpenApi } from './assert-openapi.js';
import { type AbsentExample, type Document, dialectIn } from './document.js';
import { isData, walkReferences } from './walk.js';

const CURE = 'Write it as one file by "docproof bundle".';

/** No description is nested deeper; of one that is, `docproof bundle` takes out the examples that are to blame. */
const MAX_LEVELS = 3_000;

/**
 * A document that is whole already, as `docproof bundle` writes it: all references are local pointers, in places where
 * OpenAPI has Reference Objects. Binary files that examples name are given with it, or these examples are absent.
 * @param source how messages call it
 * @throws InputError `not-openapi`, `unsupported-version`, `unresolvable-ref`, `too-large`
 */
export function bundledDocument(
  root: JsonValue,
  source: string,
  binaries: ReadonlyMap<string, Uint8Array> = new Map(),
): Document {
  if (isTooDeep(root, MAX_LEVELS))
    throw new InputError('too-large', 'the document is nested too deeply', { place: { source }, cure: CURE });
  assertOpenApi(root, source);
  const absent = new Map<string, AbsentExample>();
  const refuse = (problem: string, pointer: Pointer): never => {
    throw new InputError('unresolvable-ref', problem, { place: { source, pointer }, cure: CURE });
  };
  walkReferences(root, ({ key, kind, reference, pointer }) => {
    if (key === 'externalValue') {
      const known = absent.get(reference);
      if (!binaries.has(reference)) absent.set(reference, absentExample(reference, pointer, known));
    } else if (kind === 'payload') return;
    else if (key === '$dynamicRef') refuse(`the $dynamicRef ${reference} is not resolved`, pointer);
    else if (!reference.startsWith('#')) refuse(`the reference ${reference} leads to another file`, pointer);
    else if (kind === 'structure') refuse(`the reference ${reference} is where OpenAPI has none`, pointer);
    else if (!targetOf(root, reference)) refuse(`the reference ${reference} leads nowhere`, pointer);
  });
  const named = root.openapi.startsWith('3.0') ? undefined : identifierIn(root);
  if (named !== undefined) refuse(`the $id ${named} is not resolved`, '');
  return {
    source,
    root,
    dialect: dialectIn(root),
    files: [],
    binaries,
    ...(absent.size > 0 ? { absent: [...absent.values()] } : {}),
  };
}

function absentExample(reference: string, pointer: Pointer, known: AbsentExample | undefined): AbsentExample {
  if (known) return { ...known, places: known.places + 1 };
  return { pointer, reference, problem: 'it is not part of the bundled document', cure: CURE, places: 1 };
}

/** The first `$id` of a schema, to which its references would be relative. */
function identifierIn(node: JsonValue | undefined): string | undefined {
  if (Array.isArray(node)) return node.map(identifierIn).find((found) => found !== undefined);
  if (!isObject(node)) return undefined;
  if (typeof node.$id === 'string') return node.$id;
  for (const [name, member] of Object.entries(node)) {
    const isValue = isData(name) || name.startsWith('x-') || (name === 'examples' && Array.isArray(member));
    const found = isValue ? undefined : identifierIn(member);
    if (found !== undefined) return found;
  }
  return undefined;
}
